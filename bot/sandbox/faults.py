"""Misfortunes on demand: each is used up by the first requests that match it."""

from dataclasses import dataclass, field
from typing import Any, Self

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and whether the request takes effect nevertheless."""

    kind: str
    applied: bool
    status: int = 0
    retry_after: int = 0
    seconds: float = 0.0

    @classmethod
    def too_many_requests(cls, retry_after: int) -> Self:
        """429; nothing happens."""
        return cls("too_many_requests", applied=False, status=429, retry_after=retry_after)

    @classmethod
    def server_error(cls, status: int = 502, *, applied: bool = False) -> Self:
        """500, 502 or 504; with `applied` the work was done before the gateway gave up."""
        return cls("server_error", applied=applied, status=status)

    @classmethod
    def delay(cls, seconds: float, *, before: bool = False) -> Self:
        """The answer takes `seconds` (real ones) longer; `before`: the work too begins only then."""
        return cls("delay_before" if before else "delay", applied=True, seconds=seconds)

    @classmethod
    def cut_before(cls) -> Self:
        """The connection breaks before anything happens."""
        return cls("cut_before", applied=False)

    @classmethod
    def cut_after(cls) -> Self:
        """It happens, then the connection breaks without an answer."""
        return cls("cut_after", applied=True)

    @classmethod
    def malformed(cls) -> Self:
        """It happens, and the answer is not JSON."""
        return cls("malformed", applied=True)

    @classmethod
    def malformed_before(cls) -> Self:
        """Nothing happens, and the answer is not JSON."""
        return cls("malformed_before", applied=False)


@dataclass(slots=True)
class _Armed:
    fault: Fault
    method: str
    chat: int | None
    times: int


@dataclass(slots=True)
class Faults:
    """The faults waiting for a request."""

    armed: list[_Armed] = field(default_factory=list)

    def add(self, fault: Fault, *, method: str = ANY, chat: Any = None, times: int = 1) -> None:
        """Arm a fault for the next `times` requests of this method (any: `*`) to this chat (a Chat, an id, any)."""
        self.armed.append(_Armed(fault, method.lower(), getattr(chat, "id", chat), times))

    def clear(self) -> None:
        """Disarm all."""
        self.armed.clear()

    def take(self, method: str, chat_id: Any) -> Fault | None:
        """The fault that strikes this request, used up once."""
        for armed in self.armed:
            if armed.method in (ANY, method) and (armed.chat is None or str(armed.chat) == str(chat_id)):
                armed.times -= 1
                if armed.times <= 0:
                    self.armed.remove(armed)
                return armed.fault
        return None
