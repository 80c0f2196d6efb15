"""Handlers: read the input, call one use case, say the outcome."""
