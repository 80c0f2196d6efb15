"""A ward with many old tips: bare rows with random lives, sealed as the product seals them, with all they leave behind.

A tenth as many tips are a tenth of the time: 274 a day, so that 100,000 are a year. The newest 200 are open.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

from benchmarks.bulk import Row, stored, write
from bot.domain.balance import Became
from bot.domain.casework.outcomes import TRANSFERS, Outcome, Serious, TipKind
from bot.domain.clocks import ClockKey
from bot.domain.content import StoryPart, TipContent
from bot.domain.delivery import Kind
from bot.domain.draft import Talk
from bot.domain.ladders import Lack
from bot.domain.people import Role
from bot.domain.search.terms import Term, TermKind
from bot.domain.tip import Category, Channel, IdentityMode, ReporterKind, Status, Urgency
from storage.chain import Line
from storage.codec import seal_value
from storage.journal import append
from storage.unit_of_work import UnitOfWork
from storage.vault import Identity

NOW = datetime(2026, 12, 14, 17, 30, tzinfo=UTC)
APART = timedelta(days=365) / 100_000
OPEN = 200
BATCH = 5000
STORIES = 2000
# As words are: few that nearly every tip says, many that few say.
WORDS = [f"tu{number}" for number in range(20_000)]
WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(len(WORDS))))
GROUP = -1001
UPDATES = (Became.COMMAND, Became.WORDS, Became.PRESS, Became.PRESS, Became.PRESS, Became.TIP)
SAID = (Kind.ANSWER, Kind.PRESS_ANSWER, Kind.ANSWERED, Kind.ANSWER, Kind.CARD, Kind.RECEIPT, Kind.NOTICE)
COLUMNS = {
    "account": "key chat ward_id first_seen_at",
    "talk": "account_key ward_id state updated_at",
    "tip": "id ward_id code draft_id status urgency category neighbourhood_id identity_mode reporter_kind confirmed "
    "received_at version seen_version revision reachable no_reply posted_at acknowledged_at acknowledged_by channel "
    "drill case_version kind serious outcome closed_at closed_by",
    "tip_version": "tip_id version content written_at",
    "vault": "tip_id account_key data_key identity",
    "tip_token": "token tip_id kind",
    "tip_reminder": "tip_id lack ladder begun_at late_from stage due_at stopped_at",
    "tip_clock": "tip_id slot state due_at late_at said_at done_at",
    "transfer": "tip_id outcome sent_at sent_by return_by settled_at",
    "posting": "tip_id chat_id message_id drawn_revision pointer posted_at",
    "case_step": "tip_id version at person_id deed before",
    "inbox": "bot_id external_id lane payload received_at state tries done_at became ward_id",
    "outbox": "ward_id lane kind priority tip_id state due_at tries ambiguous plain created_at sent_at message_id",
}


class Filler:
    """Writes the tips of one ward."""

    def __init__(self, uow: UnitOfWork, count: int) -> None:
        self._uow, self._count, self._dice = uow, count, Random(1)
        self._dialect = uow.session.get_bind().dialect.name
        uow.ward.set_neighbourhoods((f"Tổ dân phố số {n}", ()) for n in range(1, 31))
        uow.ward.link_group(GROUP)
        self._officer = uow.people.enrol(uow.people.meet(1), "An", Role.OFFICER).id
        self._places = [place.id for place in uow.ward.neighbourhoods()]
        self._stories = [self._story() for _ in range(min(STORIES, count))]
        self._later = self._at(NOW + timedelta(days=3))
        self._talk = uow.keyring.columns.close("a talk", Talk.__name__.encode() * 40)

    def fill(self) -> None:
        """Write all of them, a batch a transaction."""
        if self._dialect == "sqlite":
            self._uow.session.connection().exec_driver_sql("PRAGMA cache_size=-262144")
        for begin in range(1, self._count + 1, BATCH):
            rows: dict[str, list[Row]] = defaultdict(list)
            told: list[Line] = []
            for number in range(begin, min(begin + BATCH, self._count + 1)):
                for table, row in self._tip(number):
                    rows[table].append(row)
                told += self._journal(number)
            rows["tip_token"].sort()
            for table, columns in COLUMNS.items():
                write(self._uow.session.connection(), table, columns.split(), rows[table])
            append(self._uow.session.connection(), self._uow.keyring.journal, self._uow.ward_id, told)
            self._uow.session.commit()

    def _story(self) -> tuple[str, list[tuple[int, str]]]:
        """What is said, and what it is found by."""
        words = self._dice.choices(WORDS, cum_weights=WEIGHTS, k=18)
        terms = {self._token(Term(TermKind.WORD, word)) for word in words}
        return " ".join(words), [(token, TermKind.WORD.value) for token in terms]

    def _token(self, term: Term) -> int:
        return self._uow.tokens.token(term)

    def _received(self, number: int) -> datetime:
        return NOW - APART * (self._count - number + 1)

    def _journal(self, number: int) -> Iterator[Line]:
        for deed, person in (("received", None), ("acknowledge", self._officer)):
            yield Line(self._uow.ward_id, self._received(number), deed, person, number, "")

    def _tip(self, number: int) -> Iterator[tuple[str, Row]]:
        dice, ward, officer = self._dice, self._uow.ward_id, self._officer
        came, opened = self._received(number), number > self._count - OPEN
        received, minutes, hours = self._at(came), dice.randrange(1, 16), dice.randrange(1, 170)
        taken = self._at(came + timedelta(minutes=minutes))
        closed = None if opened else self._at(min(NOW, came + timedelta(hours=hours, minutes=minutes)))
        outcome = dice.choice(_OUTCOMES) if closed else None
        account = self._uow.keyring.blind(f"reporter {number}")
        yield "tip", (
            number, ward, f"BD-{number}", f"{number}", Status.VERIFYING.value if opened else Status.CLOSED.value,
            Urgency.NORMAL.value, dice.choice(_CATEGORIES), dice.choice(self._places), dice.choice(_MODES),
            ReporterKind.RESIDENT.value, True, received, 1, 1, 3, True, False, received, taken, officer,
            dice.choice(_CHANNELS), False, 3, dice.choice(_KINDS), dice.choice(_SERIOUS), outcome,
            closed, officer if closed else None,
        )  # fmt: skip
        yield from self._sealed(number, account, came, received)
        late, limit = self._at(came + timedelta(minutes=15)), self._at(came + timedelta(days=3))
        week, done = self._at(came + timedelta(days=7)), self._at(came + timedelta(hours=dice.choice(_HOURS)))
        yield "tip_reminder", (number, Lack.ACKNOWLEDGEMENT.value, "[]", received, late, 0, None, taken)
        if opened:  # somebody is still to be asked how it goes
            yield "tip_reminder", (number, Lack.MOVEMENT.value, "[]", taken, late, 0, self._later, None)
        yield "tip_clock", (number, ClockKey.TRANSFER_7D.value, "{}", week, week, received, None)
        yield "tip_clock", (number, ClockKey.NOTIFY_PROCURACY.value, "{}", limit, limit, received, done)
        yield "tip_clock", (number, ClockKey.NOTIFY_REPORTER.value, "{}", limit, limit, received, done)
        if outcome in TRANSFERS:
            yield "transfer", (number, outcome, taken, officer, week, closed)
        yield "posting", (number, GROUP, number, 3, False, received)
        yield "case_step", (number, 1, taken, officer, "acknowledge", "{}")
        yield "case_step", (number, 2, taken, officer, "assign", "{}")
        yield from self._traffic(number, account, received, self._talk if NOW - came < timedelta(days=7) else None)

    def _sealed(self, number: int, account: str, came: datetime, received: object) -> Iterator[tuple[str, Row]]:
        keyring, ward = self._uow.keyring, self._uow.ward_id
        said, found_by = self._dice.choice(self._stories)
        seal, wrapped = keyring.new_data_key(f"vault/data_key/{number}")
        content = TipContent(story=(StoryPart(1, f"{said} 0912{number:06}", came),))
        yield "account", (account, keyring.columns.close(f"account/chat/{account}", b"%d" % number), ward, received)
        yield "talk", (account, ward, self._talk, received)
        sealed = seal_value(seal, f"tip_version/content/{number}/1", TipContent, content)
        yield "tip_version", (number, 1, sealed, received)
        identity = seal_value(seal, f"vault/identity/{number}", Identity, Identity(account))
        yield "vault", (number, account, wrapped, identity)
        for token, kind in found_by:
            yield "tip_token", (token, number, kind)
        plate = f"15B1-{number % 1000:03}.{number // 1000 % 100:02}"
        for term in (Term(TermKind.PHONE, f"+84912{number:06}"), Term(TermKind.PLATE, plate)):
            yield "tip_token", (self._token(term), number, term.kind.value)

    def _traffic(self, number: int, account: str, at: object, kept: bytes | None) -> Iterator[tuple[str, Row]]:
        """What its report came in and went out by; what came in keeps its words for a week."""
        ward = self._uow.ward_id
        for step, became in enumerate(UPDATES):
            yield "inbox", (1, number * 10 + step, account, kept, at, "done", 0, at, became.value, ward)
        for step, kind in enumerate(SAID):
            lane, tip = (f"g:{ward}", number) if kind is Kind.CARD else (f"a:{account}", None)
            yield "outbox", (ward, lane, kind.value, 6, tip, "sent", at, 0, 0, False, at, at, number * 10 + step)

    def _at(self, moment: datetime) -> object:
        return stored(moment, self._dialect)


_OUTCOMES = [outcome.value for outcome in Outcome]
_CATEGORIES = [category.value for category in Category]
_MODES, _CHANNELS = [mode.value for mode in IdentityMode], [channel.value for channel in Channel]
_KINDS = [None, *(kind.value for kind in TipKind)]
_SERIOUS = [None, None, *(why.value for why in Serious)]
_HOURS = [*range(70)] * 32 + [90] * 70  # three in a hundred are late
