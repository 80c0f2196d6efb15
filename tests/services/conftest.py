"""Use cases without a dispatcher: a ward, its group, one officer, one commander."""

from tests.storage.conftest import store

__all__ = ["store"]
