"""``tinbao list-clocks`` and ``change-clock``: the legal limits of a ward, as it has set them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli_database import check_home, check_schema, fitting_keyring, opened
from bot.cli_speech import tell, wording
from bot.cli_wards import books
from bot.clock import SystemClock
from bot.domain.clocks import (
    SETTABLE,
    ClockKey,
    ClockRule,
    Limit,
    Unfit,
    Wanted,
    changed,
    read_limit,
    read_limits,
    read_spans,
    warnings_of,
)
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.clocks import basis_of
from bot.settings import Settings
from bot.startup import NotReady, read_masters, read_settings
from storage.models import Ward
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_home

T = TypeVar("T")


def list_clocks(ward_code: str | None) -> None:
    """Print every legal clock of a ward. Raises NotReady."""
    settings = read_settings()
    with _read_only(settings) as session:
        uow = _ward(session, settings, ward_code)
        rules, own = uow.clocks.rules(), uow.clocks.own_rules(uow.now)
    for key in SETTABLE:
        tell(_line(rules[key], own=key in own))
    tell(phrase("cli-clock-acknowledgement"))


def change_clock(ward_code: str | None, word: str, given: Mapping[str, str | None], *, reset: bool) -> None:
    """Change what is given of a clock, or give the proposal back. Raises NotReady."""
    settings, key = read_settings(), _key(word)
    wanted = _wanted({option: value for option, value in given.items() if value is not None}, reset=reset)
    with books(settings) as session:
        uow = _ward(session, settings, ward_code)
        rule = None if wanted is None else _changed(uow.clocks.rules()[key], wanted)
        uow.clocks.set_rule(key, rule)
        uow.journal.note("clock set", detail=_detail(key, rule))
        now, own = uow.clocks.rules()[key], rule is not None
    tell(_line(now, own=own))
    tell(phrase("cli-clock-kept"))


@contextmanager
def _read_only(settings: Settings) -> Iterator[Session]:
    """The database as it is; nothing is kept."""
    with opened(settings) as engine:
        check_schema(settings, engine)
        with Session(engine) as session:
            check_home(session, settings)
            yield session


def _ward(session: Session, settings: Settings, code: str | None) -> UnitOfWork:
    keyring = fitting_keyring(session, read_masters(settings))
    home = Workplace(keyring, SystemClock(), settings, ensure_home(session, settings)).unit(session)
    ward_id = session.scalar(select(Ward.id).where(Ward.code == (code or settings.ward_code)))
    if ward_id is None:
        raise NotReady(phrase("cli-ward-unknown", code=(code or "")[:8]))
    return home.for_ward(ward_id)


def _key(word: str) -> ClockKey:
    found = next((key for key in SETTABLE if key == word.strip().lower()), None)
    if found is None:
        raise NotReady(phrase("cli-clock-acknowledgement" if word == ClockKey.ACK else "cli-bad-key"))
    return found


def _wanted(given: Mapping[str, str], *, reset: bool) -> Wanted | None:
    """What is to be set; None: the proposal. Raises NotReady."""
    if reset and given:
        raise NotReady(phrase("cli-bad-reset"))
    if not reset and not given:
        raise NotReady(phrase("cli-clock-unchanged"))
    source = given.get("basis")
    if source is not None and not 3 <= len(source.strip()) <= 150:
        raise NotReady(phrase("cli-bad-basis"))
    wanted = Wanted(
        limit=_read("limit", given, read_limit),
        later=_read("later", given, read_limit),
        warnings=_read("warn", given, read_spans),
        prolonging=_read("prolong", given, read_limits),
        resumed=_read("resumed", given, read_limit),
        source=" ".join(source.split()) if source is not None else None,
    )
    return None if reset else wanted


def _read(option: str, given: Mapping[str, str], reads: Callable[[str], T | None]) -> T | None:
    if option not in given:
        return None
    found = reads(given[option])
    if found is None:
        raise NotReady(phrase(f"cli-bad-{option}"))
    return found


def _changed(rule: ClockRule, wanted: Wanted) -> ClockRule:
    try:
        return changed(rule, wanted)
    except Unfit as unfit:
        raise NotReady(phrase(f"cli-bad-{unfit.option}")) from None


def _detail(key: ClockKey, rule: ClockRule | None) -> str:
    """What the journal says: no words of anybody."""
    if rule is None:
        return f"{key} as proposed"
    limits = [limit for limit in (rule.limit, rule.later) if limit]
    return f"{key} {' or '.join(f'{limit.amount} {limit.unit}' for limit in limits)}"


def _line(rule: ClockRule, *, own: bool) -> Phrase:
    return phrase(
        "cli-clock-line-own" if own else "cli-clock-line",
        clock=rule.key,
        name=phrase(f"clock-name-{rule.key}"),
        limit=_limits(rule),
        since=phrase(f"clock-from-{rule.start}"),
        warnings=_warnings(warnings_of(rule)),
        whose=phrase(f"clock-whose-{rule.whose}"),
        basis=basis_of(rule),
    )


def _limits(rule: ClockRule) -> Phrase:
    said = _limit(rule.limit)
    if rule.later is not None:
        said = phrase("clock-limit-either", sooner=said, later=_limit(rule.later))
    if rule.resumed is None:
        return said
    prolonging = _several(wording(_limit(each.most)) for each in rule.prolonging)
    return phrase("clock-limit-prolonged", limit=said, prolonging=prolonging, resumed=_limit(rule.resumed))


def _limit(limit: Limit) -> Phrase:
    return phrase(f"clock-limit-{limit.unit}", count=limit.amount)


def _warnings(spans: Sequence[timedelta]) -> Phrase:
    return phrase("clock-warnings", spans=_several(map(_span, spans))) if spans else phrase("clock-no-warning")


def _span(span: timedelta) -> str:
    hours = span.seconds // 3600
    parts = (("days", span.days), ("hours", hours))
    return " ".join(wording(phrase(f"clock-limit-{unit}", count=count)) for unit, count in parts if count)


def _several(words: Iterable[str]) -> str:
    return ", ".join(words)
