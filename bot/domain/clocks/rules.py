"""What a clock is, as data. A ward may change any of it with ``dataclasses.replace``; ``defaults.py`` has proposals."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.clocks.counting import Limit
from bot.domain.tip import IdentityMode


class ClockKey(StrEnum):
    """Which clock it is. The value is stored and is the text key's suffix."""

    ACK = "ack"  # tiếp nhận
    DANGER = "danger"  # xử lý ngay
    TRANSFER_24H = "transfer_24h"  # chuyển trong 24 giờ: nhóm nghiêm trọng
    TRANSFER_7D = "transfer_7d"  # chuyển trong 7 ngày: các tin khác
    NOTIFY_PROCURACY = "notify_procuracy"  # thông báo việc tiếp nhận cho Viện kiểm sát
    NOTIFY_REPORTER = "notify_reporter"  # thông báo việc tiếp nhận cho người báo
    RESOLVE = "resolve"  # giải quyết
    RESULT_TO_REPORTER = "result_to_reporter"  # thông báo kết quả cho người báo
    SUSPEND_NOTICE = "suspend_notice"  # gửi quyết định tạm đình chỉ
    REQUEST_ANSWER = "request_answer"  # phản hồi yêu cầu về dữ liệu cá nhân
    REQUEST_COPY = "request_copy"  # cấp bản sao, sửa dữ liệu
    REQUEST_DELETE = "request_delete"  # xóa dữ liệu
    BREACH_NOTICE = "breach_notice"  # thông báo sự cố dữ liệu


class From(StrEnum):
    """The event from which a clock runs."""

    RECEIPT = "receipt"  # the ward received the tip
    COMPETENT_RECEIPT = "competent_receipt"  # the body that resolves it received it
    RESOLUTION = "resolution"
    DECISION = "decision"
    REQUEST = "request"  # of a person about their own data
    DISCOVERY = "discovery"  # of a breach


class Whose(StrEnum):
    """Who must act."""

    DUTY_DESK = "duty_desk"
    INVESTIGATOR = "investigator"
    COMMANDER = "commander"


class Mark(StrEnum):
    """What a stage says: it comes near, do it now, it is late."""

    WARN = "warn"
    DUE = "due"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Stage:
    """A word to be said, ``after`` the end of the limit; negative: before it.

    WARN and DUE are measured from the earlier end, OVER from the later one, where a clock has two.
    """

    mark: Mark
    after: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Prolonging:
    """An extension that the law allows: at most ``most``, counted from the start (``in_total``) or from the old end."""

    most: Limit
    in_total: bool


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock. ``basis`` is the text key of its legal source.

    ``later`` is the second end where two sources disagree. ``prolonging`` are the extensions in the order in which the
    law allows them. ``resumed`` is the fresh limit after a suspension; None: the law knows no pause. ``heeds_quiet``:
    whether its stages wait for the end of the quiet hours. ``needs_reporter``: void if the reporter gave no identity.
    ``source``: the legal source in a ward's own words, where it has set the clock by another one.
    """

    key: ClockKey
    limit: Limit
    start: From
    basis: str
    whose: Whose
    stages: tuple[Stage, ...]
    later: Limit | None = None
    prolonging: tuple[Prolonging, ...] = ()
    resumed: Limit | None = None
    heeds_quiet: bool = True
    needs_reporter: bool = False
    source: str = ""

    def runs_for(self, identity: IdentityMode) -> bool:
        """Whether the clock runs for a tip of a reporter who chose this."""
        return not self.needs_reporter or identity is not IdentityMode.WITHHELD
