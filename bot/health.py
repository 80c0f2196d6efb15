"""Whether people are being served, by what the rows and the parts of the running bot say."""

from collections.abc import Mapping

from bot.services.vitals import LONGEST_WAIT, Vitals

# Seconds, longer than any of these takes when all is well: Telegram is polled for up to 50 seconds at a time, and asked
# about the webhook once a minute.
LATEST_BEAT = {"intake": 90.0, "tick": 15.0}


def troubles_of(found: Vitals, ages: Mapping[str, float]) -> list[str]:
    """What is not as it should be; a part that is not in ``ages`` (seconds) does not run here."""
    late = [part for part, seconds in LATEST_BEAT.items() if ages.get(part, 0.0) > seconds]
    if found.oldest_unhandled > LONGEST_WAIT:
        late.append("inbox")
    if found.oldest_unsent > LONGEST_WAIT:
        late.append("outbox")
    return late
