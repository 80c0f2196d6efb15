"""Updates as nobody should send them, from those who do have a role: real buttons, others' buttons, altered ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.people import POLICE, Role
from bot.sandbox.messages import Message
from storage.models import JOURNAL, Person, Transfer
from storage.unit_of_work import UnitOfWork
from tests.domain.test_authority import EXPECTED
from tests.faults.fuzz import VERBS, Fuzz
from tests.world import Actor, World

# What the journal calls what the table knows as: any of these deeds allows it. What is written for somebody who did
# nothing at that moment stands for nothing.
JOURNALLED: dict[str, tuple[str, ...]] = {
    "acknowledged": ("acknowledge",),
    "approved": ("approve", "approve_first"),
    "breach asked": ("figures",),
    "breach explained": ("explain",),
    "calendar": ("calendar",),
    "contact shown": ("papers", "read"),
    "data request confirmed": ("data_requests",),
    "declined": ("approve", "approve_first"),
    "figures told": ("figures",),
    "invited": ("invite",),
    "list imported": ("import",),
    "paper drawn": ("papers",),
    "read": ("read", "incoming"),
    "register drawn": ("register",),
    "report issued": ("make_report", "correct_report"),
    "restored": ("restore",),
    "reveal asked": ("reveal",),
    "role taken": ("change_person", "change_command"),
    "rostered": ("plan_roster",),
    "searched": ("search",),
    "shift hours": ("plan_roster",),
    "suspended": ("change_person", "change_command"),
    "swap accepted": ("swap_shift",),
    "swap asked": ("swap_shift",),
    "swap declined": ("swap_shift",),
    "term": ("change_person", "change_command"),
    "viewed files": ("read", "incoming"),
}
UNASKED = ("asked", "enrolled", "reveal shown", "reveal ")


@dataclass
class Inside:
    """A ward whose own people misuse their phones, and what they got out of it."""

    world: World
    seed: int
    tellers: dict[str, Actor]  # by a word of the tip that is theirs
    actors: Sequence[Actor]
    spoiled: set[int] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    gained: list[str] = field(default_factory=list)
    _read: int = 0
    _roles: dict[int, set[Role]] = field(default_factory=dict)
    _from: dict[int, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._fuzz = _Mischief(self.seed, [actor.person.id for actor in self.actors], self.world.group.id, 1)

    async def round(self) -> list[dict[str, Any]]:
        """One update of each; ``reckon`` afterwards."""
        self._fuzz.seen = list(self._on_phones())
        self._from = {}
        updates = []
        for actor in self.actors:
            update = self._fuzz.of(actor.person.id)
            place = {} if self._fuzz.was_spoiled else next(v for k, v in update.items() if k != "update_id")
            if self._fuzz.was_spoiled:
                self.spoiled.add(update["update_id"])
            chat = (place.get("message", place) or {}).get("chat", {}).get("id")
            self._from[actor.person.id] = {None: None, self.world.group.id: "group"}.get(chat, "private")
            updates.append(update)
        return updates

    def _on_phones(self) -> Iterator[tuple[Message, str]]:
        bot = self.world.stage.bot
        for chat in (self.world.group, *(actor.person.chat_with(bot) for actor in self.actors)):
            for message in chat.messages[-40:]:
                for button in (button for row in message.buttons for button in row if button.data):
                    yield message, button.data

    async def reckon(self) -> None:
        """Hold what the journal says was done in this round against the table, written out by hand."""
        await self.world.in_database(self._reckon)

    def _reckon(self, uow: UnitOfWork) -> None:
        accounts = {uow.keyring.blind(actor.person.id): actor.person.id for actor in self.actors}
        people = {person.id: person for person in uow.session.query(Person)}
        rows = uow.session.execute(
            JOURNAL.select().where(JOURNAL.c.number > self._read).order_by(JOURNAL.c.number)
        ).all()
        now = {person.id: set(map(Role, person.roles.split())) for person in people.values()}
        self._roles = {number: now[number] | self._roles.get(number, set()) for number in now}
        for row in rows:
            self._read = row.number
            if row.person_id is None or row.deed.startswith(UNASKED):
                continue
            self.done.add(row.deed)
            roles = self._roles.get(row.person_id, set())
            where = self._from.get(accounts.get(people[row.person_id].account_key, 0))
            before = row.detail.split(" > ")[0] if " > " in row.detail else None
            if not any(_fits(deed, roles, where, before) for deed in JOURNALLED.get(row.deed, (row.deed,))):
                self.gained.append(f"{row.deed} ({row.detail}) by {sorted(roles)} in {where}")
        self._roles = now

    async def leaked(self) -> list[str]:
        """Words of a tip on the phone of somebody who neither told it nor belongs to the police or to whom it went."""
        return await self.world.in_database(self._leaked)

    def _leaked(self, uow: UnitOfWork) -> list[str]:
        sent_on, found = bool(uow.session.query(Transfer).filter(Transfer.unit.is_not(None)).first()), []
        for actor in self.actors:
            member = uow.people.member(uow.keyring.blind(actor.person.id))
            roles = member.roles if member else frozenset()
            if roles & POLICE or (sent_on and Role.UNIT in roles):
                continue
            for message in actor.chat.messages:
                told = " ".join((message.html, *(version.html for version in message.history)))
                others = (mark for mark, teller in self.tellers.items() if teller.person is not actor.person)
                if message.sender is self.world.stage.bot:
                    found += [f"{actor.person.first_name} is shown {mark}" for mark in others if mark in told]
        return found


def _fits(deed: str, roles: set[Role], where: str | None, before: str | None) -> bool:
    may, states, chats = EXPECTED[deed]
    return (
        bool(roles & may)
        and (where is None or where in chats)
        and (states is None or before is None or before in states)
    )


class _Mischief(Fuzz):
    """Everything that ``Fuzz`` sends, of one person at a time, and the buttons that stand on anybody's phone."""

    seen: list[tuple[Message, str]]
    was_spoiled = False

    def of(self, person: int) -> dict[str, Any]:
        """One more update."""
        self._people, self.was_spoiled = [person], False
        return self.updates(1)[0]

    def _event(self) -> tuple[str, dict[str, Any]]:
        return self._random.choice((self._press, self._press, self._press, self._message))()

    def _spoil(self, body: dict[str, Any]) -> None:
        self.was_spoiled = self._random.random() < 0.2
        if self.was_spoiled:
            super()._spoil(body)

    def _press(self) -> tuple[str, dict[str, Any]]:
        name, body = super()._press()
        choose, random = self._random.choice, self._random.random
        here = [one for one in self.seen if one[0].chat.id in {body["from"]["id"], self._group}]
        if self.seen and random() < 0.9:
            message, data = choose(choose((here[-12:], here, here, self.seen)) or self.seen)
            if random() < 0.25:  # what stands somewhere else
                _, data = choose(self.seen)
            body["data"] = data if random() < 0.6 else self._altered(data)
            # A forged press names whatever message it likes; in its own chat, for that is Telegram's word.
            group = message.chat.id == self._group
            chat = {"id": self._group, "type": "supergroup", "title": "?"} if group else self._private(body["from"])
            body["message"] = {"message_id": message.id, "date": 1_772_416_800, "chat": chat}
        return name, body

    def _altered(self, data: str) -> str:
        parts, choose = data.split(":"), self._random.choice
        _, other = choose(self.seen)
        place = self._random.randrange(1, len(parts))
        strange = VERBS if place == 1 else ("", "0", "-1", "99999999999999999999", "²", str(self._random.randrange(30)))
        parts[place] = choose((*other.split(":")[place : place + 1], choose(strange)))
        return ":".join(parts)[:64]

    def _message(self) -> tuple[str, dict[str, Any]]:
        while True:  # who comes and goes is Telegram's word
            name, body = super()._message()
            if not body.keys() & {"new_chat_members", "left_chat_member"}:
                return name, body
