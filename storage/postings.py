"""Which copies of a tip's card stand in which chat, and what each of them shows."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from storage.models import Outbox, Posting


class PostingStore:
    """Remembers every copy of a card, so that each can be redrawn from state."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def add(
        self, tip_id: int, chat_id: int, message_id: int, revision: int, *, pointer: bool = False, line: bool = False
    ) -> int:
        """A copy stands in a chat, as a message or a ``line`` of one. Returns its id.

        A button may be pressed on it before its delivery is recorded: then it is known already.
        """
        known = next((p for p in self.at(chat_id, message_id) if p.tip_id == tip_id), None)
        if known is not None:
            self.drawn(known.id, revision)
            return known.id
        posting = Posting(
            tip_id=tip_id,
            chat_id=chat_id,
            message_id=message_id,
            drawn_revision=revision,
            pointer=pointer,
            line=line,
            posted_at=self._now,
        )
        self._session.add(posting)
        self._session.flush()
        return posting.id

    def get(self, posting_id: int) -> Posting | None:
        """One copy."""
        return self._session.get(Posting, posting_id, populate_existing=True)

    def at(self, chat_id: int, message_id: int) -> Sequence[Posting]:
        """The copy which is this message, or those that are its lines."""
        here = Posting.chat_id == chat_id, Posting.message_id == message_id
        query = select(Posting).where(*here).order_by(Posting.id).execution_options(populate_existing=True)
        return self._session.scalars(query).all()

    def of_tip(self, tip_id: int) -> Sequence[Posting]:
        """All copies, oldest first."""
        return self._session.scalars(select(Posting).where(Posting.tip_id == tip_id).order_by(Posting.id)).all()

    def drawn(self, posting_id: int, revision: int, taken_by: int | None = None) -> None:
        """The copy shows this revision now; a line says that ``taken_by`` took the tip on."""
        shown = {"drawn_revision": revision, "taken_by": taken_by}
        self._session.execute(update(Posting).where(Posting.id == posting_id).values(**shown))

    def outdated(self, posting_id: int) -> None:
        """The copy shows nothing that holds any more."""
        self.drawn(posting_id, -1)

    def remove(self, posting_id: int) -> None:
        """The copy is not there any more."""
        self._delete(Posting.id == posting_id)

    def forget_chat(self, chat_id: int) -> Sequence[int]:
        """A chat's messages cannot be edited any more. Returns the tips that had a copy there."""
        tips = self._session.scalars(select(Posting.tip_id).where(Posting.chat_id == chat_id).distinct()).all()
        self._delete(Posting.chat_id == chat_id)
        return tips

    def _delete(self, which: ColumnElement[bool]) -> None:
        """Orders to redraw outlive the copy they were for."""
        gone = select(Posting.id).where(which)
        self._session.execute(update(Outbox).where(Outbox.posting_id.in_(gone)).values(posting_id=None))
        self._session.execute(delete(Posting).where(which))
