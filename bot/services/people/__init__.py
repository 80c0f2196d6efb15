"""Use cases around those who work with tips: how they come, what they may, how they go."""
