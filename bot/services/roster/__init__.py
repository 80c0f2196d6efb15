"""The roster: shown, planned, swapped."""
