"""Outgoing rows → letters ready to send: addressed, drawn from state, labelled; or settled without sending."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.crypto import KeyNotHere
from bot.domain.content import EvidenceKind
from bot.domain.delivery import CARDS, RULES, Kind, Unknown
from bot.domain.inquiry import Reach
from bot.domain.reports import Picture, period_name
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.due import due_reminder
from bot.domain.screens.duty import pointer
from bot.domain.screens.reminders import reminder
from bot.domain.screens.viewers import SHOWN_OF_SHA256
from bot.logs import traced
from bot.services.bundles import Shown, draw_list, mates_of, redraw_list
from bot.services.cards import draw_card, redraw_cards
from bot.services.casework.asking import question_lost
from bot.services.handover import handover_screen
from bot.services.identity.showing import identity_screen
from bot.services.leave_letter import leave
from bot.services.list_clocks import due_lines
from bot.services.list_tips import late_tips
from bot.services.menus import commands_now, menu_address
from bot.services.papers.draft import Draft, draft_of
from bot.services.papers.ordering import register_for
from bot.services.papers.register import Register
from bot.services.personal_data.copying import copy_for
from bot.services.reports.sending import ReportFile, report_file
from bot.services.speak import raise_alarm
from storage.models import Posting
from storage.outbox import Invited, Outgoing
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file of the tip with this code, to be sent under a neutral name."""

    evidence_id: int
    kind: EvidenceKind
    code: str
    sha256: str
    wrapped_key: bytes


@dataclass(frozen=True, slots=True)
class Paper:
    """A text to be sent as a file: its lines, and the number in its name."""

    number: int
    lines: Screen


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a channel needs for one request. ``edit`` names the message to change instead of sending one.

    ``reply_to`` is the message it belongs under, ``revision`` the state of the tip that a new card shows; ``plain``
    asks for a shortened text without markup and picture, ``protect`` for a message that cannot be passed on, ``erase``
    for its removal. ``invitation`` is a code to be shown as a picture, ``invited`` are many in a file, ``commands`` are
    the menu of the chat (0: of everybody). ``draft`` is a paper that gets its words when it goes out; ``file`` and
    ``picture`` are made then too. ``together`` are the cards that this message carries besides its own, a ``line``
    each; ``shown`` is what copies of cards show after this edit.
    """

    row: Outgoing
    lane: str
    chat_id: int
    screen: Screen | None = None
    alert: Alert | None = None
    edit: int | None = None
    reply_to: int | None = None
    attachment: Attachment | None = None
    revision: int | None = None
    plain: bool = False
    protect: bool = False
    erase: bool = False
    invitation: str = ""
    invited: tuple[Invited, ...] = ()
    commands: tuple[str, ...] | None = None
    paper: Paper | None = None
    draft: Draft | Register | None = None
    file: ReportFile | None = None
    picture: Picture | None = None
    line: bool = False
    together: tuple["Letter", ...] = ()
    shown: tuple[Shown, ...] = ()


class NotNeeded(Exception):
    """The letter has nothing to say any more."""


def claim_letters(uow: UnitOfWork, most: int, busy_lanes: Collection[str]) -> list[Letter]:
    """Claim the most urgent rows and make letters of them; rows that need no letter are settled at once."""
    while rows := uow.outbox.claim(most, busy_lanes):
        letters = [letter for row in rows if (letter := _letter_or_alarm(uow.for_ward(row.ward_id), row))]
        if letters:
            return letters
    return []


def _letter_or_alarm(uow: UnitOfWork, row: Outgoing) -> Letter | None:
    """A row that cannot be drawn is set aside and somebody is told; it must not hold up the others."""
    try:
        return _letter(uow, row)
    except (SQLAlchemyError, KeyNotHere):
        raise
    except Exception as error:
        log.error("not-drawn", outbox=row.id, kind=row.kind, **traced(error))
        uow.outbox.quarantine(row.id, type(error).__name__)
        raise_alarm(uow, phrase("alarm-rejected", number=row.id), once=f"rejected:{row.id}")
        return None


def _letter(uow: UnitOfWork, row: Outgoing) -> Letter | None:
    if row.expires_at is not None and row.expires_at <= uow.now:
        uow.outbox.skip(row.id, "too late")
        return None
    if row.ambiguous and RULES[row.kind].unknown is Unknown.LEAVE:
        leave(uow, row)
        return None
    if row.ambiguous and row.kind is Kind.ANSWER and uow.outbox.superseded(row):
        # A question asked again below the one that is open now would only confuse.
        uow.outbox.skip(row.id, "the talk went on")
        return None
    chat_id = _address(uow, row)
    if chat_id is None:
        return None
    try:
        return _labelled(_draw(uow, row, chat_id))
    except NotNeeded as why:
        uow.outbox.skip(row.id, str(why))
        return None


def _address(uow: UnitOfWork, row: Outgoing) -> int | None:
    """Where it goes, as of now; without an address the row is held or settled."""
    if row.kind is Kind.PRESS_ANSWER:
        return 0
    if row.kind is Kind.MENU:
        chat_id = menu_address(uow, row)
        if chat_id is None:
            uow.outbox.dead(row.id, "no such chat")
        return chat_id
    account_key = row.route.account_key
    if account_key is not None:
        chat_id = uow.people.chat_of(account_key)
        if chat_id is None:
            uow.outbox.dead(row.id, "unreachable")
            if row.kind is Kind.QUESTION:
                question_lost(uow, row.id, Reach.AWAY)
        return chat_id
    group = uow.ward.get().group_chat_id
    if group is None:
        uow.outbox.retry(row.id, uow.now + uow.settings.escalate_after, "no group linked")
        if row.kind in CARDS:
            raise_alarm(uow, phrase("alarm-no-group"), once=f"no-group:{row.tip_id}")
    return group


def _draw(uow: UnitOfWork, row: Outgoing, chat_id: int) -> Letter:
    return _DRAW.get(row.kind, _as_written)(uow, Letter(row, row.route.lane, chat_id, plain=row.plain))


def _as_written(uow: UnitOfWork, letter: Letter) -> Letter:
    row = letter.row
    if row.edits is not None and row.edit_message_id is None:
        raise NotNeeded("the message to edit never went out")
    return replace(
        letter,
        screen=row.payload.screen,
        alert=row.payload.alert,
        edit=row.edit_message_id,
        protect=row.payload.protect,
        invitation=row.payload.invitation,
        invited=row.payload.invited,
    )


def _identity(uow: UnitOfWork, letter: Letter) -> Letter:
    """Read from the vault at the last moment: no row holds who reported, and what was taken back stays back."""
    assert letter.row.payload.reveal_id is not None, "an identity is shown for a request"
    here = _as_written(uow, letter)
    screen = identity_screen(uow, letter.row.payload.reveal_id)
    if screen is None:
        raise NotNeeded("it must not be seen any more")
    return replace(here, screen=screen)


def _menu(uow: UnitOfWork, letter: Letter) -> Letter:
    return replace(letter, commands=commands_now(uow, letter.row))


def _erase(uow: UnitOfWork, letter: Letter) -> Letter:
    return replace(_as_written(uow, letter), erase=True)


def _copy(uow: UnitOfWork, letter: Letter) -> Letter:
    """Written when it goes out: no row holds what it says."""
    assert letter.row.payload.request_id is not None, "a copy is made for a request"
    copy = copy_for(uow, letter.row.payload.request_id)
    return replace(letter, screen=copy.caption, paper=Paper(copy.number, copy.lines))


def _draft(uow: UnitOfWork, letter: Letter) -> Letter:
    """Written when it goes out, for whoever may still have it: no row holds what it says."""
    row = letter.row
    assert row.tip_id is not None, "a paper is a tip's"
    assert row.payload.paper is not None, "the row says which"
    assert row.route.account_key is not None, "papers are for one officer, in private"
    draft = draft_of(uow, row.tip_id, row.payload.paper, row.route.account_key)
    if draft is None:
        raise NotNeeded("whoever asked may not have it any more")
    said = Screen((phrase(f"papers-caption-{draft.kind}", code=draft.code), phrase("papers-to-be-signed")))
    if letter.plain:
        return replace(letter, screen=Screen((phrase("papers-refused", code=draft.code),)))
    return replace(letter, screen=said, draft=draft)


def _register(uow: UnitOfWork, letter: Letter) -> Letter:
    """The same for a month's register."""
    key = letter.row.route.account_key
    assert key is not None, "the register is for one officer, in private"
    register = register_for(uow, letter.row.payload.day, key)
    if register is None:
        raise NotNeeded("whoever asked may not have it any more")
    if letter.plain:
        return replace(letter, screen=Screen((phrase("register-refused"),)))
    said = phrase("register-caption", period=period_name(register.period), count=len(register.rows))
    return replace(letter, screen=Screen((said,)), draft=register)


def _report(uow: UnitOfWork, letter: Letter) -> Letter:
    """A file that Telegram does not take is told in words."""
    said, file = report_file(uow, letter.row.payload)
    return replace(letter, screen=file.otherwise) if letter.plain else replace(letter, screen=said, file=file)


def _chart(uow: UnitOfWork, letter: Letter) -> Letter:
    picture = None if letter.plain else letter.row.payload.picture
    return replace(_as_written(uow, letter), picture=picture)


def _card(uow: UnitOfWork, letter: Letter) -> Letter:
    assert letter.row.tip_id is not None, "a card is a tip's"
    if (mates := mates_of(uow, letter.row)) and (listed := _listed_or_apart(uow, letter, mates)):
        return listed
    tip = uow.tips.view(letter.row.tip_id)
    return replace(letter, screen=draw_card(uow, tip), revision=tip.revision)


def _listed_or_apart(uow: UnitOfWork, letter: Letter, mates: Sequence[Outgoing]) -> Letter | None:
    """None when no list can be made of them: then each goes out by itself, and only a bad one is set aside."""
    try:
        return _bundle(uow, letter, mates)
    except (SQLAlchemyError, KeyNotHere):
        raise
    except Exception as error:
        log.error("no-list", outbox=letter.row.id, **traced(error))
        for mate in mates:
            uow.outbox.retry(mate.id, uow.now, type(error).__name__)
        return None


def _bundle(uow: UnitOfWork, letter: Letter, mates: Sequence[Outgoing]) -> Letter:
    """Many cards wait: they go out as lines of one message, and each row's outcome is that message's."""
    tip_of = {row.id: row.tip_id for row in (letter.row, *mates) if row.tip_id is not None}
    tips = uow.bundles.listed(set(tip_of.values()))
    resent = {tip_of[row.id] for row in (letter.row, *mates) if row.ambiguous}
    revisions = {tip.id: tip.revision for tip in tips}
    lines = [replace(letter, row=row, revision=revisions[tip_of[row.id]], line=True) for row in (letter.row, *mates)]
    return replace(lines[0], screen=draw_list(uow, tips, resent), together=tuple(lines[1:]))


def _redraw(uow: UnitOfWork, letter: Letter) -> Letter:
    posting = uow.postings.get(letter.row.posting_id) if letter.row.posting_id is not None else None
    if posting is None:
        raise NotNeeded("the card is gone")
    if posting.chat_id != letter.chat_id:
        uow.postings.remove(posting.id)
        redraw_cards(uow, posting.tip_id)
        raise NotNeeded("it stands in a former group")
    if posting.line:
        return _redraw_lines(uow, letter, posting)
    tip = uow.tips.view(posting.tip_id)
    if posting.drawn_revision >= tip.revision:
        raise NotNeeded("up to date")
    screen = pointer(tip.code) if posting.pointer else draw_card(uow, tip)
    return replace(letter, screen=screen, edit=posting.message_id, shown=(Shown(posting.id, tip.revision),))


def _redraw_lines(uow: UnitOfWork, letter: Letter, posting: Posting) -> Letter:
    redrawn = redraw_list(uow, posting)
    if redrawn is None:
        raise NotNeeded("up to date")
    screen, shown = redrawn
    return replace(letter, screen=screen, edit=posting.message_id, shown=shown)


def _news(uow: UnitOfWork, letter: Letter) -> Letter:
    """Under the newest card of its tip, where the group finds all that happened to it; else under a list with it."""
    assert letter.row.tip_id is not None, "news is about a tip"
    here = [p for p in uow.postings.of_tip(letter.row.tip_id) if p.chat_id == letter.chat_id and not p.pointer]
    cards = [p for p in here if not p.line] or here
    return replace(_as_written(uow, letter), reply_to=cards[-1].message_id if cards else None)


def _question(uow: UnitOfWork, letter: Letter) -> Letter:
    """Meanwhile its reporter may have found it in "Tin đã gửi", or wished for no messages."""
    asked = uow.questions.of_row(letter.row.id)
    if asked is None or asked.asked.answered_at is not None:
        raise NotNeeded("answered or asked anew")
    if uow.tips.view(asked.tip_id).no_reply:
        question_lost(uow, letter.row.id, Reach.QUIET)
        raise NotNeeded("not wanted any more")
    return _as_written(uow, letter)


def _late_tips(uow: UnitOfWork, letter: Letter) -> Letter:
    """A reminder is drawn when it goes out: what was done meanwhile is not in it."""
    late = late_tips(uow, uow.reminders.lacking(letter.row.payload.reminders))
    if not late:
        raise NotNeeded("done meanwhile")
    return replace(letter, screen=reminder(late, letter.row.payload.rung))


def _clocks(uow: UnitOfWork, letter: Letter) -> Letter:
    """Clocks are drawn when the message goes out: what was done meanwhile is not in it."""
    views = [view for key in letter.row.payload.clocks if not (view := uow.clocks.get(key)).idle and not view.done_at]
    if not views:
        raise NotNeeded("done meanwhile")
    return replace(letter, screen=due_reminder(due_lines(uow, views), uow.now, uow.settings.timezone))


def _handover(uow: UnitOfWork, letter: Letter) -> Letter:
    """Drawn when it goes out; of several that waited for the group only the newest does."""
    assert letter.row.payload.handover_id is not None, "a handover is of a shift"
    here, screen = _as_written(uow, letter), handover_screen(uow, letter.row.payload.handover_id)
    if screen is None:
        raise NotNeeded("a later shift has begun")
    return replace(here, screen=screen)


def _files(uow: UnitOfWork, letter: Letter) -> Letter:
    (evidence_id,) = letter.row.payload.evidence
    assert not letter.row.route.is_group, "files are for one officer, in private"
    file = uow.evidence.get(evidence_id)
    assert letter.row.tip_id is not None, "evidence shown is a tip's"
    code = uow.tips.view(letter.row.tip_id).code
    if file.wrapped_key is None or file.sha256 is None:
        return replace(letter, screen=Screen((phrase(f"files-{file.state}", code=code),)))
    if letter.plain:
        return replace(letter, screen=Screen((phrase("files-refused", code=code),)))
    attachment = Attachment(file.id, file.kind, code, file.sha256, file.wrapped_key)
    caption = Screen((phrase("files-caption", code=code, sha=file.sha256[:SHOWN_OF_SHA256]),))
    return replace(letter, screen=caption, attachment=attachment)


_DRAW: Mapping[Kind, Callable[[UnitOfWork, Letter], Letter]] = {
    Kind.DANGER_CARD: _card,
    Kind.CARD: _card,
    Kind.REDRAW: _redraw,
    Kind.NEWS: _news,
    Kind.IDENTITY: _identity,
    Kind.ERASE: _erase,
    Kind.HINT: _news,
    Kind.QUESTION: _question,
    Kind.COPY: _copy,
    Kind.PAPER: _draft,
    Kind.REGISTER: _register,
    Kind.REPORT: _report,
    Kind.CHART: _chart,
    Kind.REMINDER: _late_tips,
    Kind.ESCALATION: _late_tips,
    Kind.CLOCK: _clocks,
    Kind.HANDOVER: _handover,
    Kind.EVIDENCE: _files,
    Kind.MENU: _menu,
}


def _labelled(letter: Letter) -> Letter:
    """Say that this may be the second copy: nobody knows whether the first one arrived."""
    row, screen = letter.row, letter.screen
    if letter.line or letter.edit:  # lines say it each for itself
        return letter
    if not row.ambiguous or screen is None or RULES[row.kind].unknown is not Unknown.RESEND_LABELLED:
        return letter
    return replace(letter, screen=replace(screen, body=(phrase("resent"), *screen.body)))
