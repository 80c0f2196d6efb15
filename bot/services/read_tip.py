"""An officer reads a tip in full, in private: everything but who reported it, unless its
reporter lets the officer in charge know."""

from dataclasses import replace

from bot.domain.authority import Deed, Where, may, require
from bot.domain.clocks import ClockKey
from bot.domain.delivery import Kind
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Phrase, phrase
from bot.domain.screens.duty import PRIVATE_DEEDS, deed_rows, in_full, versions
from bot.domain.screens.exchanges import Exchange, exchanges
from bot.domain.screens.trail import TrailStep, trail
from bot.domain.tip import IdentityMode
from bot.services.cards import content_lines, name_of, redraw_cards
from bot.services.casework.feedback import may_be_decided
from bot.services.identity.asking import may_ask
from bot.services.identity.protecting import waits_for_protection
from bot.services.identity.showing import contact
from bot.services.papers.drawn import drawn_papers
from bot.services.related import proposed, related
from bot.services.speak import tell
from bot.services.tip_clocks import next_clock, running
from storage.outbox import Payload, to_account_files
from storage.questions import QuestionView
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class CannotReachYou(Refused):
    """The officer has blocked the bot or never opened a private chat with it."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-open-private"), loud=True))


def read_tip(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Send the tip in full to an officer's private chat. Raises NotOnTheList, CannotReachYou."""
    officer = _reader(uow, member, where)
    tip = uow.tips.view(tip_id)
    similar = proposed(uow, tip)
    lines, rows = related(uow, tip, similar)
    told = in_full(tip.code, content_lines(uow, tip), tip.content.told, (*_apart(uow, tip, officer), *lines))
    *first, last = (*told, *exchanges(tip.code, exchanged(uow, tip), uow.settings.timezone))
    deeds = [deed for deed in _open_to(uow, officer, tip) if deed is not Deed.MERGE or similar]
    for screen in (*first, replace(last, buttons=(*deed_rows(tip.id, deeds), *rows))):
        tell(uow, officer.account_key, screen)
    uow.journal.note("read", tip_id=tip_id, person_id=officer.id, detail=f"version {tip.version}")
    if uow.tips.seen(tip_id, tip.version):
        redraw_cards(uow, tip_id)
    return Alert(phrase("duty-sent-in-private"))


def show_files(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Send the tip's files to an officer's private chat, under names that tell nothing. Raises as read_tip."""
    officer = _reader(uow, member, where)
    files = uow.evidence.of_tip(tip_id)
    for file in files:
        payload = Payload(evidence=(file.id,))
        uow.outbox.add(to_account_files(officer.account_key), Kind.EVIDENCE, payload, tip_id=tip_id)
    uow.journal.note("viewed files", tip_id=tip_id, person_id=officer.id, detail=f"{len(files)} files")
    return Alert(phrase("duty-files-in-private" if files else "duty-no-files", count=len(files)))


def _reader(uow: UnitOfWork, member: Member | None, where: Where) -> Member:
    officer = require(member, Deed.READ, where)
    if not uow.people.hears(officer.account_key):
        raise CannotReachYou
    return officer


def _apart(uow: UnitOfWork, tip: TipView, officer: Member) -> tuple[Phrase, ...]:
    """What is told besides the card: how the reporter knows, who else does, and whom to call if that was allowed."""
    content = tip.content
    known = (phrase(f"known-{content.known_by}"),) if content.known_by else ()
    words = (("read-known-words", content.known_words), ("read-others", content.others_know))
    told = tuple(phrase(key, words=said) for key, said in (*words, ("read-reason", content.withheld_reason)) if said)
    head = (phrase("read-known", known=known[0]),) if known else ()
    return (
        *head,
        *told,
        *_contact(uow, tip, officer),
        *_history(uow, tip),
        *_trail(uow, tip),
        *drawn_papers(uow, tip.id),
    )


def _contact(uow: UnitOfWork, tip: TipView, officer: Member) -> tuple[Phrase, ...]:
    """Whom to call, for the officer in charge alone, and only if the reporter wants that officer to know."""
    if tip.content.identity is IdentityMode.WITHHELD:
        return (phrase("read-withheld"),)
    if tip.content.identity is not IdentityMode.OFFICER or tip.in_charge != officer.id:
        return ()
    uow.journal.note("contact shown", tip_id=tip.id, person_id=officer.id)
    return (phrase("read-contact"), *contact(uow, tip, revealed=False))


def _open_to(uow: UnitOfWork, officer: Member, tip: TipView) -> list[Deed]:
    """What this officer may do with it as it stands."""
    return [deed for deed in PRIVATE_DEEDS if may(officer, deed, tip.status) and _has_reason(uow, officer, deed, tip)]


def _has_reason(uow: UnitOfWork, officer: Member, deed: Deed, tip: TipView) -> bool:
    if deed is Deed.PROTECT:
        return tip.protection_asked and waits_for_protection(uow, tip)
    if deed is Deed.CALLED:
        return running(uow, tip.id, ClockKey.DANGER) is not None
    if deed is Deed.FEEDBACK:
        return may_be_decided(tip)
    if deed is Deed.EXTEND:
        return next_clock(uow.clocks.of_tip(tip.id)) is not None
    if deed is Deed.PAPERS:
        return not tip.drill
    return deed is not Deed.REVEAL or may_ask(officer, tip)


def _trail(uow: UnitOfWork, tip: TipView) -> tuple[Phrase, ...]:
    steps = [
        TrailStep(step.at, name_of(uow, step.person_id), step.deed, step.detail, step.undone_at is not None)
        for step in uow.cases.steps(tip.id)
    ]
    return trail(steps, uow.settings.timezone)


def exchanged(uow: UnitOfWork, tip: TipView) -> list[Exchange]:
    """What its reporter was asked and answered, oldest first."""
    return [_exchange(uow, tip, question) for question in uow.questions.of_tip(tip.id)]


def _exchange(uow: UnitOfWork, tip: TipView, question: QuestionView) -> Exchange:
    parts = tuple(part for part in tip.content.answers if part.question_id == question.id)
    files = {ref.message_id for ref in tip.content.evidence} & {part.message_id for part in parts}
    officer = name_of(uow, question.asked_by)
    return Exchange(officer, uow.questions.words(question), question.asked, parts, len(files))


def _history(uow: UnitOfWork, tip: TipView) -> tuple[Phrase, ...]:
    if tip.version == 1:
        return ()
    return (versions(tip.version, uow.tips.written_at(tip.id, tip.version), uow.settings.timezone),)
