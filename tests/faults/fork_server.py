"""Imported once by the process that all bots are forked from: everything a bot needs, and nothing to clean up."""

import gc

from bot.texts import load_texts
from tests.faults import bot_process, mutants

__all__ = ["bot_process", "mutants"]
load_texts()
# The forked bot looks through its memory for garbage; what it finds here already it would copy page by page.
gc.collect()
gc.freeze()
