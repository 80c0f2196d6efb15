"""The one table that says who may do what to a tip, in which state, and from which chat.

A button carries a verb and an id; whoever presses it is looked up here at that moment, in the transaction that acts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.people import COMMAND, OF_A_GROUP, POLICE, Member, Refused, Role
from bot.domain.screen import Alert, phrase
from bot.domain.tip import IN_HAND, OPEN, Status


class Deed(StrEnum):
    """What may be done, by button or command. The value is the button's verb and the journal's word."""

    ACKNOWLEDGE = "acknowledge"
    CALLED = "called"  # đã gọi, đã cử người
    READ = "read"  # xem đủ, xem tài liệu
    ASSIGN = "assign"
    ASK = "ask"  # hỏi người báo
    VERIFY = "verify"
    CLASSIFY = "classify"
    NOTE = "note"
    STILL = "still"  # vẫn đang xử lý
    LATER = "later"  # hẹn lại
    RELEASE = "release"  # nobody goes on with it: back to those who wait
    TRANSFER = "transfer"
    CONFIRM = "confirm"  # whom it was sent to has it
    RETURN = "return"  # whom it was sent to does not take it
    CLOSE = "close"
    MERGE = "merge"  # gộp vào tin đầu
    MARK_FALSE = "false"  # tin sai sự thật
    REOPEN = "reopen"
    NOTIFIED = "notified"  # đã thông báo VKS, người báo
    EXTEND = "extend"  # gia hạn
    FEEDBACK = "feedback"  # phản hồi của CQĐT
    PAPERS = "papers"  # giấy tờ của tin: bản nháp để ký
    UNDO = "undo"
    REVEAL = "reveal"  # xin xem danh tính người báo
    DECIDE_REVEAL = "decide_reveal"  # the second person agrees, or does not
    PROTECT = "protect"  # a commander has seen to the wish for protection
    DATA_REQUESTS = "data_requests"  # yêu cầu về thông tin cá nhân: read them, confirm their receipt
    ANSWER_DATA = "answer_data"
    KEEP = "keep"  # giữ tin thêm một năm khi sắp hết thời hạn lưu
    VIEWERS = "viewers"  # ai đã xem
    REVEALS = "reveals"  # who was told what
    ROSTER = "roster"  # xem lịch trực
    PLAN_ROSTER = "plan_roster"  # xếp lịch trực, đặt giờ đổi ca
    SWAP_SHIFT = "swap_shift"  # đổi ca
    DRILL = "drill"  # diễn tập
    TAKE_OVER = "take_over"  # nhận bàn giao ca
    LIST = "list"
    SEARCH = "search"
    BRIEF = "brief"
    REGISTER = "register"  # sổ theo dõi của một tháng
    CHECK = "check"
    LINK_GROUP = "link_group"
    INVITE = "invite"
    HAND_OVER = "hand_over"  # một đơn vị chuyển tin đến
    OVERVIEW = "overview"  # tin của tổ mình, tin đơn vị mình đã chuyển
    INCOMING = "incoming"  # tin đang chờ đơn vị mình xác nhận
    ENTER = "enter"  # ghi tin gọi điện, tin đến trực tiếp
    APPROVE = "approve"  # duyệt người nhận lời mời
    APPROVE_FIRST = "approve_first"  # the same for the first commander, while there is no command to ask
    PEOPLE = "people"  # xem danh sách
    CHANGE_PERSON = "change_person"  # tạm dừng, bỏ vai trò, đặt thời hạn
    CHANGE_COMMAND = "change_command"  # the same for somebody of the command
    RESTORE = "restore"
    IMPORT = "import"  # nhập danh sách
    CALENDAR = "calendar"  # sửa lịch làm việc
    REPORT = "make_report"  # báo cáo định kỳ, báo cáo từ ngày đến ngày
    CORRECT_REPORT = "correct_report"  # lập bản sửa của một báo cáo đã lập
    FIGURES = "figures"  # số liệu giám sát; hỏi vì sao chậm
    EXPLAIN = "explain"  # trả lời vì sao chậm


class Where(StrEnum):
    """In which chat something is done."""

    GROUP = "group"  # the ward's duty group
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do a deed, where, and to a tip in which state; ``states`` is None when it is not done to a tip."""

    roles: frozenset[Role]
    states: frozenset[Status] | None = None
    where: frozenset[Where] = frozenset(Where)


_ADMIN = frozenset({Role.ADMIN})
_PRIVATE = frozenset({Where.PRIVATE})
_UNIT = frozenset({Role.UNIT})
_RECIPIENTS = POLICE | _UNIT

TABLE: Mapping[Deed, Rule] = {
    Deed.ACKNOWLEDGE: Rule(POLICE, frozenset({Status.NEW})),
    Deed.CALLED: Rule(POLICE, OPEN),
    Deed.READ: Rule(POLICE, frozenset(Status)),
    Deed.ASSIGN: Rule(POLICE, IN_HAND),
    Deed.ASK: Rule(POLICE, IN_HAND | {Status.TRANSFERRED}),
    Deed.VERIFY: Rule(POLICE, frozenset({Status.ACKNOWLEDGED, Status.ASSIGNED})),
    Deed.CLASSIFY: Rule(POLICE, IN_HAND),
    Deed.NOTE: Rule(POLICE, frozenset(Status) - {Status.NEW}),
    Deed.STILL: Rule(POLICE, IN_HAND - {Status.CLASSIFIED}),
    Deed.LATER: Rule(POLICE, IN_HAND - {Status.CLASSIFIED}),
    Deed.RELEASE: Rule(frozenset()),  # time alone does it
    Deed.TRANSFER: Rule(POLICE, IN_HAND),
    Deed.CONFIRM: Rule(_RECIPIENTS, frozenset({Status.TRANSFERRED})),
    Deed.RETURN: Rule(_RECIPIENTS, frozenset({Status.TRANSFERRED})),
    Deed.CLOSE: Rule(POLICE, IN_HAND),
    Deed.MERGE: Rule(POLICE, IN_HAND),
    Deed.MARK_FALSE: Rule(COMMAND, IN_HAND),
    Deed.REOPEN: Rule(COMMAND, frozenset({Status.CLOSED})),
    Deed.NOTIFIED: Rule(POLICE, frozenset(Status) - {Status.NEW}),
    Deed.EXTEND: Rule(COMMAND, frozenset(Status) - {Status.NEW}, _PRIVATE),
    Deed.FEEDBACK: Rule(POLICE, frozenset({Status.TRANSFERRED, Status.CLOSED}), _PRIVATE),
    Deed.PAPERS: Rule(POLICE, frozenset(Status) - {Status.NEW}, _PRIVATE),
    Deed.UNDO: Rule(POLICE, IN_HAND, _PRIVATE),
    Deed.REVEAL: Rule(POLICE, frozenset(Status) - {Status.NEW}, _PRIVATE),
    Deed.DECIDE_REVEAL: Rule(COMMAND, where=_PRIVATE),
    Deed.PROTECT: Rule(COMMAND, frozenset(Status), _PRIVATE),
    Deed.DATA_REQUESTS: Rule(COMMAND, where=_PRIVATE),
    Deed.ANSWER_DATA: Rule(COMMAND, where=_PRIVATE),
    Deed.KEEP: Rule(COMMAND, frozenset({Status.CLOSED}), _PRIVATE),
    Deed.VIEWERS: Rule(COMMAND, frozenset(Status), _PRIVATE),
    Deed.REVEALS: Rule(COMMAND, where=_PRIVATE),
    Deed.ROSTER: Rule(POLICE | _ADMIN),
    Deed.PLAN_ROSTER: Rule(COMMAND | _ADMIN, where=_PRIVATE),
    Deed.SWAP_SHIFT: Rule(frozenset({Role.OFFICER}), where=_PRIVATE),
    Deed.DRILL: Rule(COMMAND, where=_PRIVATE),
    Deed.TAKE_OVER: Rule(frozenset({Role.OFFICER})),
    Deed.LIST: Rule(POLICE),
    Deed.SEARCH: Rule(POLICE),
    Deed.BRIEF: Rule(POLICE),
    Deed.REGISTER: Rule(POLICE, where=_PRIVATE),
    Deed.CHECK: Rule(POLICE | _ADMIN),
    Deed.LINK_GROUP: Rule(_ADMIN, where=_PRIVATE),
    Deed.INVITE: Rule(_ADMIN, where=_PRIVATE),
    Deed.HAND_OVER: Rule(_UNIT, where=_PRIVATE),
    Deed.OVERVIEW: Rule(OF_A_GROUP | _UNIT, where=_PRIVATE),
    Deed.INCOMING: Rule(_UNIT, where=_PRIVATE),
    Deed.ENTER: Rule(POLICE, where=_PRIVATE),
    Deed.APPROVE: Rule(COMMAND, where=_PRIVATE),
    Deed.APPROVE_FIRST: Rule(_ADMIN, where=_PRIVATE),
    Deed.PEOPLE: Rule(COMMAND | _ADMIN, where=_PRIVATE),
    Deed.CHANGE_PERSON: Rule(COMMAND | _ADMIN, where=_PRIVATE),
    Deed.CHANGE_COMMAND: Rule(COMMAND, where=_PRIVATE),
    Deed.RESTORE: Rule(COMMAND, where=_PRIVATE),
    Deed.IMPORT: Rule(_ADMIN, where=_PRIVATE),
    Deed.CALENDAR: Rule(COMMAND | _ADMIN, where=_PRIVATE),
    Deed.REPORT: Rule(POLICE, where=_PRIVATE),
    Deed.CORRECT_REPORT: Rule(COMMAND, where=_PRIVATE),
    Deed.FIGURES: Rule(COMMAND | {Role.OVERSIGHT}, where=_PRIVATE),
    Deed.EXPLAIN: Rule(COMMAND, where=_PRIVATE),
}


class NotOnTheList(Refused):
    """The sender has no role at all."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-not-on-list"), loud=True))


class NotYourRole(Refused):
    """The sender's roles do not allow this."""

    def __init__(self, deed: Deed) -> None:
        only_command = TABLE[deed].roles == COMMAND
        super().__init__(Alert(phrase("refused-only-command" if only_command else "refused-not-your-role"), loud=True))


class NotHere(Refused):
    """This is not done in that chat."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-not-here"), loud=True))


class NotNow(Refused):
    """The tip's state does not allow this, or no longer."""

    def __init__(self, status: Status) -> None:
        super().__init__(Alert(phrase("refused-not-now", status=phrase(f"status-{status}")), loud=True))


def require(member: Member | None, deed: Deed, where: Where | None = None, status: Status | None = None) -> Member:
    """The member, if the table allows the deed there and then.

    ``where`` and ``status`` are left out where they are not known yet or somebody else decides, such as the
    conditional update of an acknowledgement. Raises NotOnTheList, NotYourRole, NotHere, NotNow, in this order.
    """
    rule = TABLE[deed]
    if member is None or not member.roles:
        raise NotOnTheList
    if member.roles.isdisjoint(rule.roles):
        raise NotYourRole(deed)
    if where is not None and where not in rule.where:
        raise NotHere
    if status is not None and rule.states is not None and status not in rule.states:
        raise NotNow(status)
    return member


def may(member: Member, deed: Deed, status: Status | None = None) -> bool:
    """Whether the table allows it: for deciding which buttons to offer."""
    rule = TABLE[deed]
    fits = status is None or rule.states is None or status in rule.states
    return fits and not member.roles.isdisjoint(rule.roles)
