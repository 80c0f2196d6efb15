"""Deliberate bugs."""

from collections.abc import Callable, Mapping

MUTANTS: Mapping[str, Callable[[], None]] = {}
