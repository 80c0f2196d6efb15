"""The clocks as proposed to a ward. Legal limits that a jurist has yet to confirm are data like the rest."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from bot.domain.clocks.counting import Limit, Unit
from bot.domain.clocks.rules import ClockKey, ClockRule, From, Mark, Prolonging, Stage, Whose
from bot.domain.tip import Urgency


def _before(mark: Mark, **span: float) -> Stage:
    return Stage(mark, -timedelta(**span))


_LATE = Stage(Mark.OVER)
# Limits in hours: while there is time to act.
_HOURS = (_before(Mark.WARN, hours=6), _before(Mark.DUE, hours=1), _LATE)
# Limits in days end at 24:00: a word at 8 in the morning of the day before, and of the last day.
_DAYS = (_before(Mark.WARN, hours=40), _before(Mark.DUE, hours=16), _LATE)
# The procuracy must be asked at least 5 days before the end: a word in the morning of the day before that.
_LONG = (_before(Mark.WARN, days=6, hours=16), *_DAYS)
_AT_ONCE = (Stage(Mark.DUE), Stage(Mark.OVER, timedelta(minutes=10)))


def acknowledgement(urgency: Urgency, danger: int, normal: int) -> ClockRule:
    """The ward's own policy for the first answer, in minutes; its reminders are the ladder's (``escalation.py``)."""
    minutes = normal if urgency is Urgency.NORMAL else danger
    return ClockRule(
        ClockKey.ACK,
        Limit(minutes, Unit.MINUTES),
        From.RECEIPT,
        "basis-ack",
        Whose.DUTY_DESK,
        _AT_ONCE,
        heeds_quiet=False,
    )


_ALL = (
    acknowledgement(Urgency.NORMAL, danger=5, normal=15),
    ClockRule(
        ClockKey.DANGER,
        Limit(5, Unit.MINUTES),  # the law says "at once"; the ward says how long that may take
        From.RECEIPT,
        "basis-danger",
        Whose.DUTY_DESK,
        _AT_ONCE,
        heeds_quiet=False,
    ),
    ClockRule(
        ClockKey.TRANSFER_24H,
        Limit(24, Unit.HOURS),
        From.RECEIPT,
        "basis-transfer-24h",
        Whose.DUTY_DESK,
        _HOURS,
        heeds_quiet=False,
    ),
    ClockRule(ClockKey.TRANSFER_7D, Limit(7, Unit.DAYS), From.RECEIPT, "basis-transfer-7d", Whose.DUTY_DESK, _DAYS),
    ClockRule(
        ClockKey.NOTIFY_PROCURACY,
        Limit(3, Unit.DAYS),
        From.RECEIPT,
        "basis-notify-procuracy",
        Whose.INVESTIGATOR,
        _DAYS,
        later=Limit(3, Unit.WORKING_DAYS),
    ),
    ClockRule(
        ClockKey.NOTIFY_REPORTER,
        Limit(3, Unit.WORKING_DAYS),
        From.RECEIPT,
        "basis-notify-reporter",
        Whose.INVESTIGATOR,
        _DAYS,
        needs_reporter=True,
    ),
    ClockRule(
        ClockKey.RESOLVE,
        Limit(20, Unit.DAYS),
        From.COMPETENT_RECEIPT,
        "basis-resolve",
        Whose.INVESTIGATOR,
        _LONG,
        # The head of the body: up to 2 months in all (147.2); the procuracy, once: up to 2 months more (147.3).
        prolonging=(
            Prolonging(Limit(2, Unit.MONTHS), in_total=True),
            Prolonging(Limit(2, Unit.MONTHS), in_total=False),
        ),
        resumed=Limit(1, Unit.MONTHS),  # from the decision to resume (149.1)
    ),
    ClockRule(
        ClockKey.RESULT_TO_REPORTER,
        Limit(3, Unit.DAYS),
        From.RESOLUTION,
        "basis-result-to-reporter",
        Whose.INVESTIGATOR,
        _DAYS,
        needs_reporter=True,
    ),
    ClockRule(
        ClockKey.SUSPEND_NOTICE,
        Limit(24, Unit.HOURS),
        From.DECISION,
        "basis-suspend-notice",
        Whose.INVESTIGATOR,
        _HOURS,
        heeds_quiet=False,
    ),
    ClockRule(
        ClockKey.REQUEST_ANSWER,
        Limit(2, Unit.WORKING_DAYS),
        From.REQUEST,
        "basis-personal-data",
        Whose.COMMANDER,
        _DAYS,
    ),
    ClockRule(ClockKey.REQUEST_COPY, Limit(10, Unit.DAYS), From.REQUEST, "basis-personal-data", Whose.COMMANDER, _DAYS),
    ClockRule(
        ClockKey.REQUEST_DELETE, Limit(20, Unit.DAYS), From.REQUEST, "basis-personal-data", Whose.COMMANDER, _DAYS
    ),
    ClockRule(
        ClockKey.BREACH_NOTICE,
        Limit(72, Unit.HOURS),
        From.DISCOVERY,
        "basis-personal-data",
        Whose.COMMANDER,
        (_before(Mark.WARN, hours=24), *_HOURS),
        heeds_quiet=False,
    ),
)
DEFAULT_RULES: Mapping[ClockKey, ClockRule] = MappingProxyType({rule.key: rule for rule in _ALL})
