"""Turns frozen dataclasses of the domain into sealed JSON and back."""

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.crypto import Seal, SealBroken, Seals

T = TypeVar("T")

# What says that nobody will ever read it again. A key that is not here (KeyNotHere) may still come: that is waited for.
UNREADABLE = (SealBroken, ValidationError, LookupError)


_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def seal_value(seal: Seal | Seals, place: str, kind: type[T], value: T) -> bytes:
    """Write ``value`` as JSON and seal it for ``place``."""
    return seal.close(place, _adapter(kind).dump_json(value))


def open_value(seal: Seal | Seals, place: str, kind: type[T], sealed: bytes) -> T:
    """The value that ``seal_value`` wrote. Raises SealBroken, KeyNotHere, pydantic.ValidationError."""
    value: T = _adapter(kind).validate_json(seal.open(place, sealed))
    return value


def text_of(kind: type[T], value: T) -> str:
    """``value`` as JSON, for what need not be sealed."""
    return _adapter(kind).dump_json(value).decode()


def value_of(kind: type[T], text: str) -> T:
    """The value that ``text_of`` wrote. Raises pydantic.ValidationError."""
    value: T = _adapter(kind).validate_json(text)
    return value
