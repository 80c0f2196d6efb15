"""Tips that belong together or may do so, as lines of a card and in private."""

from collections.abc import Sequence

from bot.domain.card import in_a_row
from bot.domain.casework.similar import Reason
from bot.domain.screen import Area, Button, Phrase, Row, phrase

MOST_LISTED = 20
MOST_BUTTONS = 10


def with_reasons(code: str, why: Sequence[Reason]) -> Phrase:
    """A tip that may tell of the same: "BD-7K3M-Q (cùng biển số)"."""
    return phrase("similar-tip", code=code, why=in_a_row([phrase(f"similar-by-{reason}") for reason in why]))


def similar_line(proposed: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """All proposals on one line; nothing when there are none."""
    return (phrase("similar-line", tips=in_a_row(list(proposed))),) if proposed else ()


def joined_lines(codes: Sequence[str]) -> tuple[Phrase, ...]:
    """The tips that were joined to this one, by code; nothing when there are none."""
    if not codes:
        return ()
    listed = in_a_row([phrase("as-code", code=code) for code in codes[:MOST_LISTED]])
    more = len(codes) - MOST_LISTED
    lines = (phrase("joined-line", count=len(codes), codes=listed),)
    return (*lines, phrase("joined-more", count=more)) if more > 0 else lines


def look_rows(tips: Sequence[tuple[int, str]]) -> tuple[Row, ...]:
    """Buttons that open tips (id and code) in private, two a row."""
    buttons = tuple(
        Button(phrase("search-open", code=code), Area.DUTY, "look", str(tip_id)) for tip_id, code in tips[:MOST_BUTTONS]
    )
    return tuple(buttons[at : at + 2] for at in range(0, len(buttons), 2))
