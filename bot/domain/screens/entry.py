"""What an officer sees around the form for a tip that was told by telephone or at the desk."""

from bot.domain.authority import Deed
from bot.domain.screen import LinkButton, Screen, phrase
from bot.domain.screens.duty import deed_button

# What follows /start in the link that leads from the group to the form.
START = "nhap"


def in_private() -> Screen:
    """The answer to the command in the group: a name and a number are written down in private only."""
    return Screen((phrase("entry-in-private"),), ((LinkButton(phrase("entry-open"), start=START),),))


def left_alone(minutes: int) -> Screen:
    """A form was begun and left; in so many minutes the desk gets it as it stands."""
    return Screen((phrase("entry-left-alone", minutes=minutes),))


def handed_over(code: str) -> Screen:
    """The desk got it as it stood."""
    return Screen((phrase("entry-handed-over", code=code),))


def entered(tip_id: int, code: str, *, taken: bool) -> Screen:
    """It is in the register: the code, letter by letter, for whoever is on the telephone."""
    spelled = " ".join(code.replace("-", "–"))
    body = (phrase("entry-done", code=code, spelled=spelled), phrase("entry-taken" if taken else "entry-offered"))
    return Screen(body, ((deed_button(tip_id, Deed.READ),),))
