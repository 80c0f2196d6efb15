"""What the reporter of a sent tip is told. Neutral in its first line: a phone on a table must not betray its owner.

It is neither a biên bản nor the "Thông báo về việc tiếp nhận" of the law, and says so.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.screen import Area, Button, Phrase, Screen, phrase
from bot.domain.screens.times import clock_time
from bot.domain.tip import Category


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What a receipt shows. Times are aware; ``posted_at`` is when the card stood in the duty group."""

    code: str
    ward: str
    phone: str
    category: Category
    received_at: datetime
    acknowledge_by: datetime
    posted_at: datetime | None = None


def receipt(view: ReceiptView, zone: ZoneInfo) -> Screen:
    """Code, time, what happens next and by when, and how to keep scene and evidence."""
    lines = (
        phrase("receipt-code", code=view.code),
        phrase("receipt-received", at=clock_time(view.received_at, zone), ward=view.ward),
        _whether_posted(view, zone),
        phrase("receipt-next", by=clock_time(view.acknowledge_by, zone), phone=view.phone),
        phrase(f"advice-{view.category}"),
        phrase("receipt-add"),
    )
    add = Button(phrase("mytips-add"), Area.MY_TIPS, "add", view.code)
    return Screen(lines, ((add,),))


def _whether_posted(view: ReceiptView, zone: ZoneInfo) -> Phrase:
    if view.posted_at is None:
        return phrase("receipt-on-its-way")
    return phrase("receipt-posted", at=clock_time(view.posted_at, zone))


def acknowledged(code: str, at: datetime, zone: ZoneInfo) -> Screen:
    """An officer has taken the tip on."""
    return Screen((phrase("receipt-acknowledged", code=code, at=clock_time(at, zone)),))
