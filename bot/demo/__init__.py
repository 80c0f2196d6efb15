"""The demo: the real bot against the emulated Telegram, with invented people."""
