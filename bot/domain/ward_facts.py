"""What the dialog knows besides the talk itself: of the ward, and of the person who writes."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.desks import Desk
from bot.domain.people import Unit
from bot.domain.places import Neighbourhood
from bot.domain.tip import ReporterKind


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """A desk of the ward: opening hours and telephone as they are to be shown."""

    desk: Desk
    hours: str
    phone: str


@dataclass(frozen=True, slots=True)
class WardFacts:
    """Everything a step may need to know.

    ``phone`` is the duty desk's own number. ``home`` is a group leader's neighbourhood, proposed as the place.
    ``centre`` (latitude, longitude) with ``radius_m`` in metres is a rough outline of the ward. ``fresh_id`` is
    12 random hex digits for a draft that this step may open. ``may_move``: there are other wards to turn to.
    ``reporter`` is in what capacity the person writes, for ``unit`` if it is one.
    """

    name: str
    phone: str
    zone: ZoneInfo
    fresh_id: str
    neighbourhoods: tuple[Neighbourhood, ...] = ()
    desks: tuple[DeskFacts, ...] = ()
    reporter: ReporterKind = ReporterKind.RESIDENT
    unit: Unit | None = None
    home: int | None = None
    centre: tuple[float, float] | None = None
    radius_m: int = 0
    may_move: bool = False

    @property
    def hurries(self) -> bool:
        """Whether this person must report at once, and so has the fast lane."""
        return self.reporter is not ReporterKind.RESIDENT
