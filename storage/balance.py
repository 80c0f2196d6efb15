"""What became of the updates of a period, and where the cards of its tips are."""

from datetime import datetime

from sqlalchemy import and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.domain.balance import Balance
from bot.domain.delivery import CARDS
from storage.models import INBOX, OUTBOX, InboxState, OutboxState, Posting, Tip, TipVersion

_POSTED = or_(Tip.posted_at.is_not(None), exists().where(Posting.tip_id == Tip.id))
_WAITS = exists().where(OUTBOX.c.tip_id == Tip.id, OUTBOX.c.kind.in_(CARDS), OUTBOX.c.state == OutboxState.WAITING)
_CARD = case((_POSTED, "posted"), (_WAITS, "on its way"), else_="nowhere")


class BalanceStore:
    """Counts for one ward. An update that nobody could handle before its ward was known is counted in each."""

    def __init__(self, session: Session, ward_id: int) -> None:
        self._session, self._ward_id = session, ward_id

    def of(self, start: datetime, end: datetime) -> Balance:
        """Of what was settled from ``start`` up to but not including ``end`` (aware): an update by the moment at which
        it was handled, which is the moment at which its tip was made."""
        settled = (INBOX.c.done_at >= start, INBOX.c.done_at < end)
        mine = and_(INBOX.c.ward_id == self._ward_id, INBOX.c.became.is_not(None), INBOX.c.state == InboxState.DONE)
        counted = select(INBOX.c.became, func.count()).where(*settled, mine).group_by(INBOX.c.became)
        anybodys = or_(INBOX.c.ward_id == self._ward_id, INBOX.c.ward_id.is_(None))
        unread = select(func.count()).where(*settled, anybodys, INBOX.c.state == InboxState.QUARANTINED)
        cards = self._cards(start, end)
        return Balance(
            became={row[0]: row[1] for row in self._session.execute(counted)},
            unread=self._session.scalar(unread) or 0,
            tips=sum(map(len, cards.values())),
            posted=len(cards.get("posted", ())),
            on_way=len(cards.get("on its way", ())),
            cardless=tuple(cards.get("nowhere", ())),
        )

    def _cards(self, start: datetime, end: datetime) -> dict[str, list[str]]:
        made = and_(TipVersion.tip_id == Tip.id, TipVersion.version == literal(1, literal_execute=True))
        # Not found by its ward, of which there are always many: by the moment, of which there are few.
        here = (Tip.ward_id + 0 == self._ward_id, Tip.drill.is_(False))
        rows = self._session.execute(
            select(_CARD, Tip.code)
            .join(TipVersion, made)
            .where(*here, TipVersion.written_at >= start, TipVersion.written_at < end)
            .order_by(Tip.id)
        )
        cards: dict[str, list[str]] = {}
        for where, code in rows:
            cards.setdefault(where, []).append(code)
        return cards
