"""What time brings about, against what stands on the phones: reminders of tips that nobody took on, the briefing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.demo import cast
from bot.domain.periods import day_ends
from bot.sandbox.messages import Message
from bot.texts import load_texts
from storage.models import Digest, Journal
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork
from tests.faults.people import LABEL, first_look, said
from tests.faults.shared_clock import START
from tests.faults.ward import Ward

REMINDER, BRIEFING = load_texts().say("remind-stop-acknowledgement"), "Bản tin giao ban"
# Whoever takes a tip on so soon after a rung may have done it before that was said, and then nothing is. The next rung
# comes later than that, and before it nobody takes on what is told to a desk that sleeps.
SOON = timedelta(minutes=5)


def late_words(
    ward: Ward, uow: UnitOfWork, tips: Iterable[TipView], taken: Mapping[int, datetime], again: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Each rung climbed once and said to its hearer; again only with a label. Gives figures' names and cases."""
    lines = select(Journal.tip_id, Journal.detail, Journal.at).where(Journal.detail.startswith("acknowledgement stage"))
    climbed = [(tip_id, int(detail.split()[-1]), at) for tip_id, detail, at in uow.session.execute(lines)]
    often, said_to = (
        Counter(rung[:2] for rung in climbed),
        Counter((tip_id, _hearer(stage)) for tip_id, stage, _ in climbed),
    )
    codes = {tip.id: tip.code for tip in tips}
    for tip_id, stage, at in (rung for rung in climbed if rung[0] in codes):
        case, hearer = f"rung {stage} of {codes[tip_id]}", _hearer(stage)
        copies = [message for message in _heard(ward, hearer) if codes[tip_id] in first_look(message)]
        if often[tip_id, stage] > 1 + again[codes[tip_id]]:
            yield "duplicated", case
        if not copies and taken.get(tip_id, at) > at + SOON:
            yield "lost", case
        if len(_unlabelled(copies)) > said_to[tip_id, hearer]:
            yield "unlabelled", case


def briefings(ward: Ward, uow: UnitOfWork) -> Iterator[tuple[str, str]]:
    """One for each day that ended, once. Gives figures' names and cases."""
    due = len([*day_ends(START, ward.clock.now(), uow.settings.digest_at, uow.settings.timezone)])
    made = uow.session.scalar(select(func.count()).select_from(Digest).where(Digest.kind == "daily")) or 0
    copies = [m for m in said(ward.stage.group) if BRIEFING in first_look(m)]
    if made < due or len(copies) < made:
        yield "lost", f"briefing: {due} due, {made} made, {len(copies)} there"
    if len(_unlabelled(copies)) > made:
        yield "unlabelled", f"briefing: {made} made, {len(copies)} there"


def _hearer(stage: int) -> cast.Part | None:
    """Who is told at a rung: the group, the commander, then the chief, again and again."""
    return (None, cast.COMMANDER, cast.CHIEF)[min(stage, 2)]


def _heard(ward: Ward, hearer: cast.Part | None) -> list[Message]:
    """The reminders that stand there."""
    chat = ward.stage.people[hearer].chat_with(ward.stage.bot) if hearer else ward.stage.group
    return [message for message in said(chat) if REMINDER in first_look(message)]


def _unlabelled(copies: Sequence[Message]) -> list[Message]:
    return [message for message in copies if LABEL not in first_look(message)]
