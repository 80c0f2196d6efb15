"""What officers, units and reporters see of a tip's handling."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.authority import Deed
from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.duty import deed_button, in_full
from bot.domain.screens.times import clock_time


def assigned_to_you(tip_id: int, code: str, by: str) -> Screen:
    """Tells an officer, in private, that a tip is theirs now."""
    buttons = (deed_button(tip_id, Deed.READ), deed_button(tip_id, Deed.VERIFY))
    return Screen((phrase("case-assigned-to-you", code=code, officer=by),), (buttons,))


def done(deed: Deed, code: str, step_id: int | None) -> Screen:
    """What a form becomes once it was confirmed; ``step_id`` offers to take it back."""
    undo = (Button(phrase("form-undo"), Area.DESK, "undo", str(step_id)),) if step_id is not None else ()
    return Screen((phrase("form-done", deed=phrase(f"deed-{deed}"), code=code),), (undo,) if undo else ())


def dropped(deed: Deed) -> Screen:
    """What a form becomes when it is left."""
    return Screen((phrase("form-dropped", deed=phrase(f"deed-{deed}")),))


def handed_over(
    tip_id: int, code: str, content: tuple[Phrase, ...], story: str, return_by: datetime, zone: ZoneInfo
) -> tuple[Screen, ...]:
    """A tip for another unit, in private: all but who reported it, and by when to confirm."""
    first, *more = in_full(code, content, story, (phrase("case-confirm-by", at=clock_time(return_by, zone)),))
    buttons = ((deed_button(tip_id, Deed.CONFIRM), deed_button(tip_id, Deed.RETURN)),)
    return Screen(first.body, buttons), *more


def bounced(code: str, outcome: Outcome, *, refused: bool) -> Phrase:
    """Tells the duty group that a tip came back."""
    return phrase("case-refused" if refused else "case-bounced", code=code, to=phrase(f"outcome-{outcome}"))


def outcome_notice(code: str, outcome: Outcome) -> Screen:
    """Tells a reporter how it ended, in plain words, and asks whether all is well."""
    return Screen((phrase("notice-closed", code=code, told=phrase(f"told-{outcome}")),), (_well_or_not(code),))


def well_yet(code: str) -> Screen:
    """Asks once more, two weeks later."""
    return Screen((phrase("notice-well-yet", code=code),), (_well_or_not(code),))


def _well_or_not(code: str) -> Row:
    return (
        Button(phrase("mytips-well"), Area.MY_TIPS, "well", code),
        Button(phrase("mytips-unwell"), Area.MY_TIPS, "unwell", code),
    )


def joined_notice(code: str) -> Screen:
    """Tells a reporter that somebody told of the same before, and that the outcome will reach them too."""
    return Screen((phrase("notice-joined", code=code, told=phrase(f"told-{Outcome.DUPLICATE}")),))


def reopened_notice(code: str) -> Screen:
    """Tells a reporter that it goes on."""
    return Screen((phrase("notice-reopened", code=code),))


def decided(code: str, verdict: Verdict) -> Phrase:
    """Tells the group what the investigating body decided."""
    return phrase("case-decided", code=code, verdict=phrase(f"verdict-{verdict}"))


def verdict_notice(code: str, verdict: Verdict) -> Screen:
    """Tells a reporter what became of it, in plain words."""
    return Screen((phrase("notice-decided", code=code, told=phrase(f"told-{verdict}")),))
