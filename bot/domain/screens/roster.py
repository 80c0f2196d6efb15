"""The roster as it is read, planned, and swapped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from bot.domain.roster import Shift
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase

WEEK, MOST_WEEKS, PAGE = 7, 8, 10
# Hours that wards keep; any others are typed after the command.
PRESETS = ("7h-19h", "6h-18h", "7h30-19h30", "6h-14h-22h", "7h")


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift and the names of those who stand in it; without a commander that name is empty."""

    shift: Shift
    officers: tuple[str, ...]
    commander: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be put into a shift, as its commander if ``leads``; ``inside``: stands in it already."""

    person_id: int
    name: str
    leads: bool
    inside: bool


def roster(
    now: ShiftView,
    following: ShiftView,
    week: Sequence[ShiftView],
    page: int,
    *,
    in_use: bool,
    plans: bool = False,
    swaps: bool = False,
    take: Row = (),
) -> Screen:
    """Who stands now and next, then a week; ``plans`` and ``swaps`` offer what the reader may change, ``take`` a
    handover that waits."""
    rows: list[Row] = [_turns(page)]
    if take:
        rows.append(take)
    if plans:
        rows.append((_button("plan", choice=str(page)), _button("hours")))
    if swaps and in_use:
        rows.append((_button("mine"),))
    if not in_use:
        return Screen((phrase("roster-none", hours=_hours(now.shift)),), tuple(rows[1:]))
    body = (
        phrase("roster-now", shift=say_shift(now.shift), who=say_who(now)),
        phrase("roster-next", shift=say_shift(following.shift), who=say_who(following)),
        phrase("roster-week"),
        *_lines(week),
    )
    return Screen(body, tuple(rows))


def plan(week: Sequence[ShiftView], page: int) -> Screen:
    """Which shift is to be planned?"""
    buttons = [Button(_short(v), Area.ROSTER, "shift", _name(v)) for v in week]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    back = _button("week", choice=str(page))
    return Screen((phrase("roster-plan"), *_lines(week)), (*rows, (_button("copy", choice=str(page)), back)))


def candidates(view: ShiftView, people: Sequence[Candidate], page: int, week: int) -> Screen:
    """Who stands in one shift: a press puts somebody in or takes them out; ``week`` is the page to go back to."""
    rows: list[Row] = [(_toggle(view, one, page),) for one in people[page * PAGE : (page + 1) * PAGE]]
    turn = _pages("shift", _name(view), page, len(people))
    body = (phrase("roster-shift", shift=say_shift(view.shift), who=say_who(view)), phrase("roster-shift-how"))
    return Screen(body, (*rows, *((turn,) if turn else ()), (_button("plan", choice=str(week)),)))


def ask_hours(now: Shift) -> Screen:
    """When are the shifts to begin?"""
    buttons = [Button(phrase("as-is", words=hours.replace("-", " – ")), Area.ROSTER, "set", choice=hours)
               for hours in PRESETS]  # fmt: skip
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    body = (phrase("roster-hours", shift=say_shift(now)), phrase("roster-hours-how"))
    return Screen(body, (*rows, (_button("week", choice="0"),)))


def hours_set(hours: str) -> Screen:
    """The ward's shifts begin at these hours from now on."""
    return Screen((phrase("roster-hours-set", hours=hours),), ((_button("week", choice="0"),),))


def own_shifts(shifts: Sequence[Shift]) -> Screen:
    """Which of one's own shifts is somebody else to stand in?"""
    rows = [(Button(phrase("as-is", words=_plain(shift)), Area.ROSTER, "give", str(shift.slot), "0"),)
            for shift in shifts]  # fmt: skip
    head = phrase("swap-which" if shifts else "swap-none-own")
    return Screen((head,), (*rows, (_button("week", choice="0"),)))


def colleagues(shift: Shift, people: Sequence[tuple[int, str]], page: int) -> Screen:
    """Who is to be asked?"""
    rows: list[Row] = [
        (Button(phrase("as-is", words=name), Area.ROSTER, "back", str(shift.slot), str(person_id)),)
        for person_id, name in people[page * PAGE : (page + 1) * PAGE]
    ]
    turn = _pages("give", str(shift.slot), page, len(people))
    head = phrase("swap-whom" if people else "swap-nobody", shift=say_shift(shift))
    return Screen((head,), (*rows, *((turn,) if turn else ()), (_button("mine"),)))


def in_return(shift: Shift, person_id: int, name: str, theirs: Sequence[Shift]) -> Screen:
    """For nothing, or for one of that colleague's own shifts?"""
    slot = str(shift.slot)
    rows = [(Button(phrase("swap-button-for-nothing"), Area.ROSTER, "ask", slot, str(person_id)),)]
    rows += [
        (Button(phrase("swap-button-for", shift=say_shift(own)), Area.ROSTER, "ask", slot, f"{person_id}.{own.slot}"),)
        for own in theirs
    ]
    return Screen((phrase("swap-return", shift=say_shift(shift), name=name),), (*rows, (_button("mine"),)))


def swap_asked(name: str) -> Screen:
    """The colleague has been asked."""
    return Screen((phrase("swap-asked", name=name),), ((_button("week", choice="0"),),))


def swap_wanted(swap_id: int, name: str, shift: Shift, back: Shift | None) -> Screen:
    """To the colleague: will you?"""
    subject = str(swap_id)
    yes = Button(phrase("swap-button-yes"), Area.ROSTER, "yes", subject)
    no = Button(phrase("swap-button-no"), Area.ROSTER, "no", subject)
    return Screen((_wish(name, shift, back),), ((yes, no),))


def swap_answered(name: str, shift: Shift, back: Shift | None, *, accepted: bool) -> Screen:
    """To the colleague: what was answered."""
    return Screen((_wish(name, shift, back), phrase("swap-you-accepted" if accepted else "swap-you-declined")))


def swap_outcome(name: str, shift: Shift, *, accepted: bool) -> Screen:
    """To whoever asked."""
    return Screen((phrase("swap-accepted" if accepted else "swap-declined", name=name, shift=say_shift(shift)),))


def swap_news(old: str, new: str, shift: Shift, back: Shift | None) -> Screen:
    """To the duty group and the command: who stands where now."""
    done = phrase("swap-news", old=old, new=new, shift=say_shift(shift))
    return Screen((done, phrase("swap-news", old=new, new=old, shift=say_shift(back))) if back else (done,))


def _wish(name: str, shift: Shift, back: Shift | None) -> Phrase:
    if back is None:
        return phrase("swap-wanted", name=name, shift=say_shift(shift))
    return phrase("swap-wanted-back", name=name, shift=say_shift(shift), back=say_shift(back))


def _lines(week: Iterable[ShiftView]) -> tuple[Phrase, ...]:
    return tuple(phrase("roster-line", shift=say_shift(view.shift), who=say_who(view)) for view in week)


def say_shift(shift: Shift) -> Phrase:
    """A shift by its weekday, date and hours."""
    return phrase(
        "roster-when",
        weekday=phrase(f"weekday-{shift.slot.day.weekday()}"),
        date=f"{shift.slot.day:%d/%m}",
        hours=_hours(shift),
    )


def _short(view: ShiftView) -> Phrase:
    """Half a phone's width."""
    day, start = view.shift.slot.day, view.shift.start
    return phrase(
        "roster-button-shift",
        weekday=phrase(f"weekday-{day.weekday()}"),
        date=f"{day:%d/%m}",
        start=f"{start:%H:%M}",
        count=_count(view),
    )


def _plain(shift: Shift) -> str:
    return f"{shift.slot.day:%d/%m} · {_hours(shift)}"


def _hours(shift: Shift) -> str:
    return f"{shift.start:%H:%M}–{shift.end:%H:%M}"


def say_who(view: ShiftView) -> Phrase:
    """Who stands in a shift."""
    if not view.officers and not view.commander:
        return phrase("roster-nobody")
    officers = _names(view.officers) if view.officers else phrase("roster-no-officer")
    if not view.commander:
        return officers
    return phrase("roster-with-commander", officers=officers, commander=view.commander)


def _names(names: Sequence[str]) -> Phrase:
    each = [phrase("as-is", words=name) for name in names]
    return reduce(lambda first, rest: phrase("and-then", first=first, rest=rest), each)


def _count(view: ShiftView) -> int:
    return len(view.officers) + bool(view.commander)


def _name(view: ShiftView) -> str:
    return str(view.shift.slot)


def _toggle(view: ShiftView, one: Candidate, page: int) -> Button:
    label = f"roster-button-{'leads' if one.leads else 'stands'}-{'in' if one.inside else 'out'}"
    choice = f"{one.person_id}.{'c' if one.leads else 'o'}.{page}"
    return Button(phrase(label, name=one.name), Area.ROSTER, "put", _name(view), choice)


def _turns(page: int) -> Row:
    turns = [Button(phrase("page-before"), Area.ROSTER, "week", choice=str(page - 1))] if page else []
    if page + 1 < MOST_WEEKS:
        turns.append(Button(phrase("page-after"), Area.ROSTER, "week", choice=str(page + 1)))
    return tuple(turns)


def _pages(verb: str, subject: str, page: int, count: int) -> Row:
    turns = [Button(phrase("page-before"), Area.ROSTER, verb, subject, str(page - 1))] if page else []
    if (page + 1) * PAGE < count:
        turns.append(Button(phrase("page-after"), Area.ROSTER, verb, subject, str(page + 1)))
    return tuple(turns)


def _button(verb: str, choice: str = "") -> Button:
    return Button(phrase(f"roster-button-{verb}"), Area.ROSTER, verb, choice=choice)
