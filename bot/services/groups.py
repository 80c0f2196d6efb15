"""The duty group as a place: linked, lost, moved, found again."""

from bot.domain.authority import Deed, require
from bot.domain.people import Member, Refused, Role
from bot.domain.screen import Alert, phrase
from bot.domain.screens.admin import group_check, group_linked, link_code, trial_card
from bot.services.answer_press import answer_refusal
from bot.services.cards import redraw_cards
from bot.services.menus import refresh_group_menu
from bot.services.people.guessing import too_many_codes
from bot.services.speak import raise_alarm, tell, tell_group
from storage.groups import GroupStanding
from storage.one_time_codes import Purpose, Unfit
from storage.unit_of_work import UnitOfWork


class BadGroupCode(Refused):
    """The code links nothing: unknown, used or too old."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-bad-group-code")))


class OtherWardsGroup(Refused):
    """The group is another ward's duty group: one group must not see the tips of two wards."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-group-taken")))


def give_link_code(uow: UnitOfWork, member: Member | None) -> None:
    """Answer /ketnoi in private: a code to be posted in the group. Raises NotOnTheList."""
    admin = require(member, Deed.LINK_GROUP)
    code = uow.codes.make(Purpose.LINK_GROUP, made_by=admin.id)
    tell(uow, admin.account_key, link_code(code))


def link_group(uow: UnitOfWork, chat_id: int, code: str, sender_id: int | None) -> None:
    """A code was posted in a group: that group is the duty group of the code's ward from now on.

    ``sender_id`` is None for somebody who hides behind the group. A code that links nothing is no Refused: that it
    was tried must be kept. Raises OtherWardsGroup.
    """
    guesser = uow.keyring.blind(sender_id if sender_id is not None else chat_id)
    if (slowed := too_many_codes(uow, guesser)) is not None:
        answer_refusal(uow, Refused(Alert(slowed)), None, chat_id, sender_id)
        return
    grant = uow.codes.use(code, Purpose.LINK_GROUP)
    if grant is None:
        if uow.codes.why_unfit(code, Purpose.LINK_GROUP) is Unfit.UNKNOWN and code:
            uow.wrong_codes.note(guesser)
        answer_refusal(uow, BadGroupCode(), None, chat_id, sender_id)
        return
    if uow.wards.of_group(chat_id) not in {None, grant.ward_id}:
        raise OtherWardsGroup
    _link(uow.for_ward(grant.ward_id), chat_id)


def _link(uow: UnitOfWork, chat_id: int) -> None:
    before = uow.ward.get().group_chat_id
    uow.ward.link_group(chat_id)
    uow.journal.note("group linked")
    if before is not None and before != chat_id:
        uow.postings.forget_chat(before)
        _offer_again(uow)
    refresh_group_menu(uow, before if before != chat_id else None)
    tell_group(uow, group_linked(uow.ward.profile.name))
    tell_group(uow, trial_card(uow.now, uow.settings.timezone))
    tell_group(uow, group_check(missing_rights(uow, chat_id)))
    uow.outbox.release_group()


def check_group(uow: UnitOfWork, member: Member | None, *, in_group: bool) -> None:
    """Answer /kiemtra: what is missing, and how to put it right. Raises NotOnTheList."""
    asker = require(member, Deed.CHECK)
    ward = uow.ward.get()
    linked = ward.group_chat_id is not None and ward.group_lost_at is None
    screen = group_check(missing_rights(uow, ward.group_chat_id) if linked and ward.group_chat_id else ("group",))
    if in_group:
        tell_group(uow, screen)
    else:
        tell(uow, asker.account_key, screen)


def missing_rights(uow: UnitOfWork, chat_id: int) -> tuple[str, ...]:
    """What the duty group still lacks, as text key suffixes: rights of the bot, people with a role."""
    standing = uow.groups.get(chat_id)
    missing: list[str] = [] if standing is not None and standing.status == "administrator" else ["admin"]
    missing += [role for role in (Role.OFFICER, Role.COMMANDER, Role.CHIEF) if not uow.people.with_role(role)]
    return tuple(missing)


def bot_standing_changed(uow: UnitOfWork, chat_id: int, status: str, rights: frozenset[str]) -> None:
    """Telegram says what the bot may do in a group from now on (Bot API, my_chat_member)."""
    uow.groups.note(chat_id, GroupStanding(status, rights))
    if uow.ward.get().group_chat_id != chat_id:
        return
    muted = status == "restricted" and "can_send_messages" not in rights
    if muted or status in {"left", "kicked"}:
        group_lost(uow)
    elif uow.ward.find_group():
        uow.outbox.release_group()


def group_lost(uow: UnitOfWork) -> None:
    """The duty group cannot be reached: keep its messages, and tell those who can mend it within the minute."""
    uow.outbox.hold_group(uow.now + uow.settings.escalate_after)
    if uow.ward.lose_group():
        uow.journal.note("group lost")
        raise_alarm(uow, phrase("alarm-group-lost", ward=uow.ward.profile.name))


def group_moved(uow: UnitOfWork, old: int, new: int) -> None:
    """The group became a supergroup: its old messages cannot be edited, so open tips are offered again."""
    ward = uow.ward.get()
    if ward.group_chat_id != old:
        return
    ward.group_chat_id = new
    uow.groups.move(old, new)
    uow.journal.note("group moved")
    uow.postings.forget_chat(old)
    refresh_group_menu(uow)
    _offer_again(uow)


def _offer_again(uow: UnitOfWork) -> None:
    """Cards that stood in a group that is out of reach now; one that never went out still will, by itself."""
    for tip in uow.tips.unacknowledged():
        redraw_cards(uow, tip.id)
