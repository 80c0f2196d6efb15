"""What became of one attempt to send, whatever the channel."""

from dataclasses import dataclass
from enum import Enum, auto


class Result(Enum):
    """Every way in which an attempt can end."""

    SENT = auto()
    UNCHANGED = auto()  # the message already shows this
    WAIT = auto()  # the channel asks for patience; nothing arrived
    NOT_LEFT = auto()  # the request never left this machine
    UNKNOWN = auto()  # nobody knows whether it arrived
    TARGET_GONE = auto()  # the message to edit is not there any more
    UNDELETABLE = auto()  # the message is too old to be taken away
    PRESS_TOO_OLD = auto()
    MOVED = auto()  # the group became a supergroup with another address
    BLOCKED = auto()  # this person does not want to hear from the bot
    ROUTE_LOST = auto()  # the chat is gone, or the bot was removed from it
    TOO_BIG = auto()  # the channel does not move files of that size
    SPOILED = auto()  # the file to be sent is not what was received: nothing was sent
    REJECTED = auto()  # the channel will never take this message
    REVOKED = auto()  # the token is not valid any more
    CONFLICT = auto()  # somebody else asks for the same updates


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result with what is needed to act on it. ``seconds`` is how long to wait; ``why`` holds no one's words.

    ``withheld``: a line went out in the place of the file.
    """

    result: Result
    why: str = ""
    message_id: int | None = None
    seconds: float = 0
    chat_id: int | None = None
    withheld: bool = False
