"""Forms that officers fill in, step by step, in their private chat, so that the duty group stays readable."""
