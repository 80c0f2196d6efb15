"""Codes that may be used once: the first admin's, the group's, invitations. Only their fingerprints are kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.people import Role, Unit
from storage.models import OneTimeCode

LIFE = timedelta(hours=24)
SECRET_BYTES = 16


class Purpose(StrEnum):
    """What a code opens."""

    FIRST_ADMIN = "first_admin"
    LINK_GROUP = "link_group"
    INVITE = "invite"


class Unfit(StrEnum):
    """Why a code opens nothing; the value is the text key's suffix."""

    UNKNOWN = "unknown"
    USED = "used"
    OLD = "old"
    ELSEWHERE = "elsewhere"  # it is for something else


@dataclass(frozen=True, slots=True)
class Grant:
    """What a used code allows, and who made it. ``replaces`` is the person whose roles it hands over."""

    purpose: Purpose
    ward_id: int
    role: Role | None
    neighbourhood_id: int | None
    unit: Unit | None
    made_by: int | None
    name: str | None
    replaces: int | None


class OneTimeCodes:
    """Makes codes of 128 random bits and lets each be used once, within 24 hours."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now

    def make(
        self,
        purpose: Purpose,
        *,
        role: Role | None = None,
        neighbourhood_id: int | None = None,
        unit: Unit | None = None,
        made_by: int | None = None,
        name: str | None = None,
        replaces: int | None = None,
    ) -> str:
        """A new code, fit for a deep link (Bot API: up to 64 characters of A-Za-z0-9_-)."""
        code = secrets.token_urlsafe(SECRET_BYTES)
        fingerprint = self._keyring.blind(code)
        self._session.add(
            OneTimeCode(
                fingerprint=fingerprint,
                ward_id=self._ward_id,
                purpose=purpose,
                role=role,
                neighbourhood_id=neighbourhood_id,
                unit=unit,
                made_by=made_by,
                name=self._keyring.columns.close(_name_place(fingerprint), name.encode()) if name else None,
                replaces=replaces,
                expires_at=self._now + LIFE,
            )
        )
        return code

    def use(self, code: str, *purposes: Purpose) -> Grant | None:
        """Use up a code, of whichever ward; None when it is unknown, used, too old or for something else.

        One conditional update.
        """
        fingerprint = self._keyring.blind(code)
        used = self._session.execute(
            update(OneTimeCode)
            .where(
                OneTimeCode.fingerprint == fingerprint,
                OneTimeCode.purpose.in_(purposes),
                OneTimeCode.used_at.is_(None),
                OneTimeCode.expires_at > self._now,
            )
            .values(used_at=self._now)
        )
        if used.rowcount != 1:  # type: ignore[attr-defined]
            return None
        row = self._session.scalars(select(OneTimeCode).where(OneTimeCode.fingerprint == fingerprint)).one()
        return self.grant_of(row)

    def why_unfit(self, code: str, *purposes: Purpose) -> Unfit:
        """Why ``use`` gave nothing."""
        row = self._session.get(OneTimeCode, self._keyring.blind(code), populate_existing=True)
        if row is None:
            return Unfit.UNKNOWN
        if row.purpose not in purposes:
            return Unfit.ELSEWHERE
        return Unfit.USED if row.used_at is not None else Unfit.OLD

    def grant_of(self, row: OneTimeCode) -> Grant:
        """What a row allows."""
        role = Role(row.role) if row.role else None
        name = self._keyring.columns.open(_name_place(row.fingerprint), row.name).decode() if row.name else None
        return Grant(
            Purpose(row.purpose),
            row.ward_id,
            role,
            row.neighbourhood_id,
            row.unit,
            row.made_by,
            name,
            row.replaces,
        )


def _name_place(fingerprint: str) -> str:
    return f"one_time_code/name/{fingerprint}"
