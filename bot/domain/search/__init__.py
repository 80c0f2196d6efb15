"""Finding tips by what they say: what of a tip can be found, and what somebody looks for."""
