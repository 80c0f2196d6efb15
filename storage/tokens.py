"""The index of what tips say: keyed fingerprints, so that a tip is found without any of its words being here."""

from collections.abc import Collection, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, aliased

from bot.crypto import Keyring
from bot.domain.content import IN_VAULT, TipContent
from bot.domain.search.terms import Term, TermKind, numbers_of, terms_of
from bot.domain.vietnamese import find_phones
from storage.dialect import insert_into
from storage.models import Tip, TipToken
from storage.vault import Identity


class TokenStore:
    """Writes and forgets what the tips of one ward can be found by."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, zone: ZoneInfo) -> None:
        self._session, self._keyring, self._ward_id, self._zone = session, keyring, ward_id, zone

    def write(self, tip_id: int, content: TipContent, identity: Identity, known: Collection[str] = ()) -> None:
        """A version was written; earlier versions stay readable, so the tip is still found by what they said.

        Numbers that lie in the vault leave nothing, also where they were told before. ``known`` texts were read before.
        """
        hidden = _numbers(identity)
        terms = terms_of(content, self._zone, hidden, known)
        values = [{"token": self.token(term), "tip_id": tip_id, "kind": term.kind} for term in terms]
        if values:
            self._session.execute(insert_into(self._session, TipToken).on_conflict_do_nothing(), values)
        left = [self.token(term) for phone in hidden for term in numbers_of(phone)]
        if left:
            self._delete(TipToken.tip_id == tip_id, TipToken.token.in_(left))

    def forget(self, tip_id: int) -> None:
        """The tip cannot be found any more."""
        self._delete(TipToken.tip_id == tip_id)

    def token(self, term: Term) -> int:
        """The fingerprint of a term in this ward."""
        return self._keyring.token(self._ward_id, term.kind, term.value)

    def tokens(self, terms: Iterable[Term]) -> list[int]:
        """The fingerprints of several."""
        return [self.token(term) for term in terms]

    def sharing(
        self, tip_id: int, kinds: Collection[TermKind], since: datetime, until: datetime, most: int
    ) -> list[tuple[int, TermKind]]:
        """Tips of this ward received from ``since`` to ``until`` (aware) that share something of these kinds."""
        own, other = aliased(TipToken), aliased(TipToken)
        query: Select[int, TermKind] = (
            select(other.tip_id, own.kind)
            .join(other, other.token == own.token)
            .join(Tip, Tip.id == other.tip_id)
            .where(own.tip_id == tip_id, own.kind.in_(kinds), other.tip_id != tip_id)
            .where(
                Tip.ward_id == self._ward_id, Tip.drill.is_(False), Tip.received_at >= since, Tip.received_at <= until
            )
            .distinct()
            .order_by(other.tip_id.desc())
            .limit(most)
        )
        return [(row[0], row[1]) for row in self._session.execute(query)]

    def _delete(self, *which: object) -> None:
        self._session.execute(delete(TipToken).where(*which).execution_options(synchronize_session=False))  # type: ignore[arg-type]


def _numbers(identity: Identity) -> frozenset[str]:
    told = (getattr(identity, name) for name in IN_VAULT)
    return frozenset(number for words in told if words for number in find_phones(words))
