"""Work that always fails must not block what stands behind it: it rests, longer each time, and is set aside at last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from storage.unit_of_work import UnitOfWork

# How long it rests after each failure; after the last one nobody tries again.
RESTS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
GiveUp = Callable[[UnitOfWork], None]


class Stuck(Exception):
    """A piece of work failed and its unit is lost; ``make_room``, in a unit of its own, lets the others go on."""

    def __init__(self, make_room: Callable[[UnitOfWork], None]) -> None:
        super().__init__()
        self.make_room = make_room


@contextmanager
def or_rest(uow: UnitOfWork, name: str, give_up: GiveUp) -> Iterator[None]:
    """Do a piece of work that has a name. Raises Stuck when it fails; ``give_up`` sets it aside and tells of it."""
    try:
        yield
    except Exception as error:
        raise Stuck(partial(_make_room, name=name, give_up=give_up)) from error
    uow.stalls.over(name)


def _make_room(uow: UnitOfWork, name: str, give_up: GiveUp) -> None:
    tries = uow.stalls.tries(name)
    if tries < len(RESTS):
        uow.stalls.rest(name, tries + 1, RESTS[tries])
        return
    uow.stalls.over(name)
    give_up(uow)
