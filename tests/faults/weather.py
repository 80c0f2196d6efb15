"""Bad weather between the bot and Telegram: misfortunes that strike any request, at random, as long as it lasts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.sandbox.faults import Fault, Faults

# What a bot asks at its start is asked again by whoever starts it; that is not what is tried here.
SPARED = frozenset({"getme", "setmycommands"})
SPARED_CALLS, ONE_IN, STRIKES = 3, 4, 30


@dataclass(slots=True)
class Weather(Faults):
    """Strikes one request in four, ``STRIKES`` times in all; the first few requests pass."""

    kinds: Sequence[Fault] = ()
    random: Random = field(default_factory=Random)
    struck: int = 0
    asked: int = 0

    def take(self, method: str, chat_id: Any) -> Fault | None:
        """The misfortune of this request, if it has one."""
        self.asked += method not in SPARED
        if method in SPARED or self.asked <= SPARED_CALLS or self.struck >= STRIKES:
            return None
        if self.random.randrange(ONE_IN):
            return None
        self.struck += 1
        return self.random.choice(self.kinds)


SLOW, TOO_LONG = 0.4, 1.5  # seconds; see misfortunes.impatient
KINDS_OF_WEATHER: dict[str, tuple[Fault, ...]] = {
    "cut before": (Fault.cut_before(),),
    "cut after": (Fault.cut_after(),),
    "429": (Fault.too_many_requests(1),),
    "500 not applied": (Fault.server_error(500),),
    "502 applied": (Fault.server_error(502, applied=True),),
    "504 not applied": (Fault.server_error(504),),
    "not JSON, applied": (Fault.malformed(),),
    "not JSON, not applied": (Fault.malformed_before(),),
    "slow": (Fault.delay(SLOW), Fault.delay(SLOW, before=True)),
    "timeout after": (Fault.delay(TOO_LONG),),
    "timeout before": (Fault.delay(TOO_LONG, before=True),),
}
KINDS_OF_WEATHER["all of it"] = tuple(fault for faults in KINDS_OF_WEATHER.values() for fault in faults)
