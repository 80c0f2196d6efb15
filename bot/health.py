"""Whether people are being served, by what the rows and the parts of the running bot say."""

from collections.abc import Mapping

from bot.services.vitals import LONGEST_WAIT, Vitals

# Longer than any of these takes when all is well; Telegram is polled for up to 50 seconds at a time.
LATEST_BEAT = {"intake": 90.0, "tick": 15.0}


def watched(*, by_webhook: bool) -> Mapping[str, float]:
    """How long ago each part may have done its work, in seconds. Nobody may write for hours, so a webhook that is
    silent is no trouble."""
    return {part: seconds for part, seconds in LATEST_BEAT.items() if part != "intake" or not by_webhook}


def troubles_of(found: Vitals, ages: Mapping[str, float], *, by_webhook: bool) -> list[str]:
    """What is not as it should be; a part that is not in ``ages`` does not run here."""
    latest = watched(by_webhook=by_webhook).items()
    late = [part for part, seconds in latest if ages.get(part, 0.0) > seconds]
    if found.oldest_unhandled > LONGEST_WAIT:
        late.append("inbox")
    if found.oldest_unsent > LONGEST_WAIT:
        late.append("outbox")
    return late
