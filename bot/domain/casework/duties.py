"""Which legal clocks a tip has, and which of them ask for something as it stands.

Sources: TTLT 01/2017 Điều 8.5, 14; TT 28/2020 Điều 6.1a, 7, 17; BLTTHS Điều 146.5, 147-149.
"""

from bot.domain.casework.outcomes import Outcome
from bot.domain.casework.state import CaseState
from bot.domain.clocks import ClockKey
from bot.domain.tip import Status

# Every tip has these from its receipt; whether a reporter who gave no identity is told anything is the rule's matter.
FROM_RECEIPT = (ClockKey.TRANSFER_7D, ClockKey.NOTIFY_PROCURACY, ClockKey.NOTIFY_REPORTER)
# What an officer must do at once; until somebody has acknowledged it, the ladder for that is the louder one.
_AT_HAND = frozenset({Status.ACKNOWLEDGED, Status.ASSIGNED, Status.VERIFYING})
# Of what the ward's own investigators have taken on; begun by the decision to do so, or by what was decided then.
OF_RESOLUTION = frozenset({ClockKey.RESOLVE, ClockKey.RESULT_TO_REPORTER, ClockKey.SUSPEND_NOTICE})
# Ended by somebody who says that it was done; passing on is done by sending, resolving by a decision.
BY_HAND = frozenset(
    {ClockKey.NOTIFY_PROCURACY, ClockKey.NOTIFY_REPORTER, ClockKey.RESULT_TO_REPORTER, ClockKey.SUSPEND_NOTICE}
)
# What ended so was no matter of crime, or is counted with another tip: nobody is owed a notice.
_NO_CASE = frozenset({Outcome.GUIDED, Outcome.DUPLICATE, Outcome.JUNK, Outcome.MEDIATION, Outcome.FALSE})


def asks(slot: ClockKey, case: CaseState) -> bool:
    """Whether this clock runs while the tip stands so."""
    if slot is ClockKey.TRANSFER_7D:
        return case.status not in {Status.TRANSFERRED, Status.CLOSED}
    if slot is ClockKey.DANGER:
        return case.status in _AT_HAND
    if slot in OF_RESOLUTION:
        return case.status is Status.CLOSED and case.outcome is Outcome.WARD
    return case.status is not Status.CLOSED or case.outcome not in _NO_CASE
