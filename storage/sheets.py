"""The forms that people are filling in, sealed: one a person, forgotten when it is left alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.authority import Deed
from bot.domain.forms.form import Sheet
from storage.codec import open_value, seal_value
from storage.dialect import insert_into
from storage.models import FormSheet

# Words typed an hour later are not meant for a form that nobody sees any more.
LIFE = timedelta(hours=1)
# What somebody told by telephone is not to be lost because the officer had to run, or the bot stood still.
_LIVES = {Deed.ENTER: timedelta(days=30)}
_LONGEST = max(LIFE, *_LIVES.values())
# After so long without a word such a form is asked after.
LOOK_AFTER = {Deed.ENTER: timedelta(minutes=10)}
# Asked with every message in private: built once.
_LOAD = (
    select(FormSheet.state, FormSheet.outbox_id, FormSheet.updated_at)
    .where(
        FormSheet.account_key == bindparam("account"),
        FormSheet.ward_id == bindparam("ward"),
        FormSheet.updated_at > bindparam("oldest"),
    )
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """A sheet and the outgoing row of the message that shows it."""

    sheet: Sheet
    outbox_id: int | None
    updated_at: datetime


class SheetStore:
    """Keeps, gives and forgets sheets."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now
        self._connection = session.connection()

    def load(self, account_key: str) -> StoredSheet | None:
        """The form somebody is filling in for this ward, if any; locked until the commit."""
        known = {"account": account_key, "ward": self._ward_id, "oldest": self._now - _LONGEST}
        row = self._connection.execute(_LOAD, known).first()
        if row is None:
            return None
        sheet = open_value(self._keyring.columns, _place(account_key), Sheet, row.state)
        alive = row.updated_at > self._now - _LIVES.get(sheet.deed, LIFE)
        return StoredSheet(sheet, row.outbox_id, row.updated_at) if alive else None

    def save(self, account_key: str, sheet: Sheet, outbox_id: int | None) -> None:
        """Keep a sheet in the place of any other of that person."""
        values = {
            "account_key": account_key,
            "ward_id": self._ward_id,
            "state": seal_value(self._keyring.columns, _place(account_key), Sheet, sheet),
            "outbox_id": outbox_id,
            "updated_at": self._now,
            "look_at": self._now + LOOK_AFTER[sheet.deed] if sheet.deed in LOOK_AFTER else None,
        }
        new = insert_into(self._session, FormSheet).values(values)
        changed = {name: new.excluded[name] for name in values if name != "account_key"}
        self._session.execute(new.on_conflict_do_update(index_elements=["account_key"], set_=changed))

    def left_alone(self) -> tuple[str, int] | None:
        """The account and the ward of a form, of any ward, that is to be asked after now."""
        row = self._session.execute(
            select(FormSheet.account_key, FormSheet.ward_id)
            .where(FormSheet.look_at <= self._now)
            .order_by(FormSheet.look_at)
            .limit(1)
        ).first()
        return (row.account_key, row.ward_id) if row else None

    def look_again(self, account_key: str, at: datetime | None) -> bool:
        """It is looked after now, and then at ``at`` (aware): true for one caller only."""
        claimed = self._session.execute(
            update(FormSheet)
            .where(FormSheet.account_key == account_key, FormSheet.look_at <= self._now)
            .values(look_at=at)
            .execution_options(synchronize_session=False)
        )
        return bool(claimed.rowcount)  # type: ignore[attr-defined]

    def forget(self, account_key: str) -> None:
        """It is done, or was dropped."""
        self._session.execute(delete(FormSheet).where(FormSheet.account_key == account_key))


def _place(account_key: str) -> str:
    return f"form_sheet/state/{account_key}"
