"""The checker, in Jepsen's words: what the emulator saw and what the database holds at the end, against each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import exists, func, select

from bot.domain.delivery import Kind
from bot.domain.screen import Area
from bot.sandbox.messages import Message
from storage.evidence import EvidenceFolder
from storage.journal_check import Walk
from storage.models import INBOX, OUTBOX, InboxState, Journal, OutboxState, Posting, Tip, Vault
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork
from tests.faults.leaks import leaks
from tests.faults.people import LABEL, Story, first_look, said
from tests.faults.time_check import briefings, late_words
from tests.faults.ward import Ward
from tests.world import CODE

RECEIPT, NOTICE = "Xác nhận đã nhận", "đã được tiếp nhận lúc"


@dataclass
class Figures:
    """The six figures of one run; each list names its cases.

    lost: a story without tip, card or receipt; a file not stored; a card that shows an old state; a rung climbed or a
    day ended of which nobody was told.
    duplicated: a second tip of one story, a second acknowledgement of one tip, a rung climbed twice.
    unexpected: a tip, card or receipt that nobody's story accounts for; a row set aside or left waiting.
    recovered: messages of unknown outcome that were settled after all.
    unlabelled: a second card, receipt, notice, reminder or briefing that does not say so.
    leaked: identity outside the vault and the reporter's own chat; anybody's words in clear on the disk.
    """

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    recovered: list[str] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether every promise was kept."""
        return not (self.lost or self.duplicated or self.unexpected or self.unlabelled or self.leaked)

    def __str__(self) -> str:
        return " ".join(f"{name}={len(cases)}" for name, cases in vars(self).items())

    def explained(self) -> str:
        """The cases in full."""
        return "\n".join(f"{name}: {case}" for name, cases in vars(self).items() for case in cases)


def check(ward: Ward, stories: Sequence[Story], *, punctual: bool = False) -> Figures:
    """Compare what people sent, what stands on their phones, and what the database holds.

    ``punctual``: what time brings about, too; everybody who is to hear of it must be there all the time.
    """
    figures = Figures()
    there = Tip.erased_at.is_(None)
    with ward.look() as uow:
        tips = [uow.tips.view(tip_id) for tip_id in uow.session.scalars(select(Tip.id).where(there).order_by(Tip.id))]
        _check_tips(figures, stories, tips)
        _check_cards(figures, ward, uow, tips)
        _check_private(figures, ward, uow, stories, tips)
        _check_files(figures, ward, uow, tips, stories)
        _check_journal(figures, uow, tips)
        if punctual:
            late = late_words(ward, uow, tips, _first_taken(uow), _given_back(uow))
            for figure, case in chain(late, briefings(ward, uow)):
                getattr(figures, figure).append(case)
        _check_queues(figures, uow)
        half = select(Tip.code).where(~there, exists().where(Vault.tip_id == Tip.id))
        figures.leaked += [f"{code} is not wholly erased" for code in uow.session.scalars(half)]
    figures.leaked += leaks(ward, stories)
    return figures


def _check_tips(figures: Figures, stories: Iterable[Story], tips: Sequence[TipView]) -> None:
    of_mark = {story.mark: [tip.code for tip in tips if story.mark in tip.content.told] for story in stories}
    for story in stories:
        codes = of_mark[story.mark]
        if not codes:
            figures.lost.append(f"no tip for {story.mark}")
        figures.duplicated += [f"{story.mark} is also {code}" for code in codes[1:]]
    known = {code for codes in of_mark.values() for code in codes}
    figures.unexpected += [f"tip {tip.code} is nobody's" for tip in tips if tip.code not in known]


def _check_cards(figures: Figures, ward: Ward, uow: UnitOfWork, tips: Sequence[TipView]) -> None:
    cards, lines, taken = tips_by_button(ward, "read"), tips_by_button(ward, "line"), _first_taken(uow)
    for tip in tips:
        copies, listed = cards.pop(tip.id, []), lines.pop(tip.id, [])
        if not copies and not listed:
            figures.lost.append(f"no card for {tip.code}")
        _check_copies(figures, "card", tip.code, copies)
        _check_copies(figures, "line", tip.code, listed)
        if copies and listed:
            what, second = max(("card", copies[0]), ("line", listed[0]), key=lambda seen: seen[1].id)
            # A tip of a list gets its card once somebody takes it on: only from then on that is no second copy.
            if tip.id not in taken or second.date < taken[tip.id]:
                _must_say_so(figures, what, tip.code, second)
    figures.unexpected += [f"a card of tip {tip_id}, which does not exist" for tip_id in (*cards, *lines)]
    revisions = {tip.id: tip.revision for tip in tips}
    for posting in uow.session.scalars(select(Posting)):
        if posting.drawn_revision < revisions[posting.tip_id]:
            figures.lost.append(f"posting {posting.id} shows an old state")


def tips_by_button(ward: Ward, verb: str) -> dict[int, list[Message]]:
    """The messages in which each tip stands: only cards have a button to read in full, only lists one for each line."""
    found: dict[int, list[Message]] = defaultdict(list)
    for message in said(ward.stage.group):
        first = message.history[0].buttons if message.history else message.buttons
        data = [(button.data or "").split(":") for row in first for button in row]
        for subject in (subject for area, its, subject, _ in data if (area, its) == (Area.DUTY, verb)):
            found[int(subject)].append(message)
    return found


def _first_taken(uow: UnitOfWork) -> dict[int, datetime]:
    """When somebody took each tip on for the first time, by its id, as the journal has it."""
    taken = select(Journal.tip_id, func.min(Journal.at)).where(Journal.deed == "acknowledged").group_by(Journal.tip_id)
    return {tip_id: at for tip_id, at in uow.session.execute(taken) if tip_id is not None}


def _check_private(
    figures: Figures, ward: Ward, uow: UnitOfWork, stories: Iterable[Story], tips: Iterable[TipView]
) -> None:
    """Each receipt, and each word that somebody took the tip on, is in its own reporter's chat and nowhere else."""
    taken = {tip.code for tip in tips if tip.acknowledged_at is not None}
    by_teller: dict[int, set[str]] = defaultdict(set)
    for story in stories:
        told = [tip.code for tip in tips if story.mark in tip.content.told]
        by_teller[story.teller.id].update(told)
        if not story.code:
            figures.lost.append(f"no receipt for {story.mark}")
    again = _given_back(uow)
    for person in ward.stage.telegram.people.values():
        messages = said(person.chat_with(ward.stage.bot))
        own = by_teller[person.id]
        for what, due in ((RECEIPT, own), (NOTICE, own & taken)):
            copies = _by_code(messages, what)
            figures.lost += [f"no {what!r} for {code}" for code in due - copies.keys()]
            figures.unexpected += [f"{what!r} for {code} to a stranger" for code in copies.keys() - own]
            for code, found in copies.items():
                _check_copies(figures, what, code, found[again[code] if what is NOTICE else 0 :])


def _given_back(uow: UnitOfWork) -> Counter[str]:
    """How often each tip, by its code, went back to those that wait to be taken on, as the journal has it."""
    back = select(Tip.code).join(Journal, Journal.tip_id == Tip.id).where(Journal.detail.endswith("> new"))
    return Counter(uow.session.scalars(back))


def _by_code(messages: Iterable[Message], words: str) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        code = CODE.search(first_look(message))
        if code is not None and words in first_look(message):
            found[code.group()].append(message)
    return found


def _check_copies(figures: Figures, what: str, code: str, copies: Sequence[Message]) -> None:
    """The first copy may be any; each later one must say that it is one."""
    for copy in copies[1:]:
        _must_say_so(figures, what, code, copy)


def _must_say_so(figures: Figures, what: str, code: str, copy: Message) -> None:
    """What may have been seen before is labelled: a message as a whole, of a list the tip's own line."""
    look = first_look(copy)
    about = [line for line in look.splitlines() if code in line] if what == "line" else [look]
    if not about or not all(LABEL in text for text in about):
        figures.unlabelled.append(f"{what} of {code}, copy {copy.id}")


def _check_files(
    figures: Figures, ward: Ward, uow: UnitOfWork, tips: Iterable[TipView], stories: Iterable[Story]
) -> None:
    folder = EvidenceFolder(ward.settings.evidence_dir, ward.keyring)
    for tip in tips:
        wanted = sum(len(story.files) for story in stories if story.mark in tip.content.told)
        files = uow.evidence.of_tip(tip.id)
        if len(files) != wanted:
            figures.lost.append(f"{tip.code} has {len(files)} of {wanted} files")
        for file in files:
            if file.wrapped_key is None or not folder.read(file.id, file.wrapped_key, file.sha256 or ""):
                figures.lost.append(f"file {file.id} of {tip.code} is {file.state}")


def _check_journal(figures: Figures, uow: UnitOfWork, tips: Iterable[TipView]) -> None:
    journal = Walk(uow.keyring.journal, uow.ward_id)
    while journal.stride(uow.session):
        pass
    if journal.broken is not None:
        figures.unexpected.append(f"the journal does not hold: {journal.broken}")
    deeds = Counter((tip_id, deed) for tip_id, deed in uow.session.execute(select(Journal.tip_id, Journal.deed)))
    again = _given_back(uow)
    for tip in tips:
        if tip.acknowledged_at is None:
            figures.lost.append(f"{tip.code} was never acknowledged")
        if deeds[tip.id, "acknowledged"] > 1 + again[tip.code] or deeds[tip.id, "received"] > 1:
            figures.duplicated.append(f"{tip.code} was received or acknowledged twice")


def _check_queues(figures: Figures, uow: UnitOfWork) -> None:
    figures.unexpected += [f"update {row.id} is {row.state}: {row.error}" for row in _unhandled(uow)]
    for row in uow.session.execute(select(OUTBOX).where(OUTBOX.c.ambiguous > 0, OUTBOX.c.state == OutboxState.SENT)):
        figures.recovered.append(f"{row.kind} {row.id}")
    bad = OutboxState.WAITING, OutboxState.QUARANTINED, OutboxState.DEAD
    for row in uow.session.execute(select(OUTBOX).where(OUTBOX.c.state.in_(bad))):
        # Files whose outcome is unknown are not sent again by themselves: the officer asks again. And the watchdog may
        # speak up at the very moment at which we look, or wait just then to say once more what may not have arrived.
        just_raised = row.kind is Kind.ALARM and row.state is OutboxState.WAITING and row.tries < 2
        if row.kind is not Kind.EVIDENCE and not just_raised:
            figures.unexpected.append(f"{row.kind} {row.id} is {row.state}: {row.error}")


def _unhandled(uow: UnitOfWork) -> Sequence[Any]:
    return uow.session.execute(select(INBOX).where(INBOX.c.state != InboxState.DONE)).all()
