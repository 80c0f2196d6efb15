"""The emulated Telegram: people, bots, chats, files, and everything that was asked of it."""

from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from bot.sandbox import hearing, pictures, views
from bot.sandbox.bots import Bot
from bot.sandbox.calls import Call
from bot.sandbox.chats import CHANNEL, GROUP, PRIVATE, SUPERGROUP, Chat
from bot.sandbox.clock import Bell, Now, unix
from bot.sandbox.faults import Faults
from bot.sandbox.files import FileStore, StoredFile
from bot.sandbox.groups import Groups
from bot.sandbox.limits import Lifetimes
from bot.sandbox.members import OWNER, PLAIN, Membership, Status
from bot.sandbox.messages import Message
from bot.sandbox.numbers import Numbers
from bot.sandbox.pace import Pace
from bot.sandbox.people import Person
from bot.sandbox.presses import CallbackQuery, Press
from bot.sandbox.updates import UpdateQueue

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]
FIRST_PERSON = 6_100_000_001  # beyond 32 bits, as real accounts are by now
FIRST_BOT = 7_200_000_001
FIRST_GROUP = 4_300_000_001
FIRST_SUPERGROUP = 1_002_400_000_001
THUMBNAIL_SIDE = 90


class Telegram:
    """A Telegram in memory. `clock` tells the (aware) time; the same seed gives the same ids everywhere."""

    def __init__(self, clock: Now, seed: int = 1) -> None:
        self.clock = clock
        self.random = Random(seed)  # noqa: S311  (repeatability is wanted here, secrecy is not)
        self.lifetimes = Lifetimes()
        self.people: dict[int, Person] = {}
        self.bots: dict[int, Bot] = {}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore(seed)
        self.faults = Faults()
        self.groups = Groups(self)
        self.pace: Pace | None = None
        self.calls: list[Call] = []
        self.queries: dict[str, CallbackQuery] = {}
        self.version = 0
        self._private: dict[tuple[int, int], Chat] = {}
        self._tokens: dict[str, Bot] = {}
        self._changed = Bell()
        # Private chats and basic groups number their messages together, as they do for an account.
        self._numbers = Numbers(self.random.randrange(1000, 9000))
        self._group_ids, self._supergroup_ids = Numbers(FIRST_GROUP, 7919), Numbers(FIRST_SUPERGROUP, 104729)

    def now(self) -> datetime:
        """The present moment of the injected clock, aware."""
        return self.clock()

    def create_bot(self, name: str, username: str, *, reads_all: bool = False) -> Bot:
        """A new bot; `reads_all`: privacy mode switched off."""
        number = FIRST_BOT + len(self.bots) * 31
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
        token = f"{number}:AA" + "".join(self.random.choices(letters, k=33))
        updates = UpdateQueue(self.now, Random(self.random.random()), self.lifetimes)  # noqa: S311
        bot = self.bots[number] = self._tokens[token] = Bot(number, token, username, name, updates, reads_all)
        return bot

    def create_person(self, first_name: str, last_name: str | None = None, username: str | None = None,
                      phone: str | None = None, language_code: str | None = "vi") -> Person:  # fmt: skip
        """A new person, unknown to every bot so far."""
        number = FIRST_PERSON + len(self.people) * 17
        person = self.people[number] = Person(
            self, number, first_name, last_name=last_name, username=username, phone=phone, language_code=language_code
        )
        return person

    def create_group(self, title: str, owner: Person, members: "Iterable[Person | Bot]" = ()) -> Chat:
        """A new basic group."""
        return self._found(self.new_group(GROUP, title, self._numbers), owner, members, "group_chat_created")

    def create_supergroup(self, title: str, owner: Person, members: "Iterable[Person | Bot]" = (), *,
                          forum: bool = False, username: str | None = None) -> Chat:  # fmt: skip
        """A new supergroup, perhaps a forum with topics, perhaps public."""
        group = self.new_group(SUPERGROUP, title, Numbers())
        group.is_forum, group.username = forum, username
        return self._found(group, owner, members, "supergroup_chat_created")

    def create_channel(self, title: str) -> Chat:
        """A new channel, for posts on behalf of it."""
        return self.new_group(CHANNEL, title, Numbers())

    def new_group(self, kind: str, title: str, numbers: Numbers) -> Chat:
        """An empty group with the next id of its kind."""
        number = -next(self._group_ids) if kind == GROUP else -next(self._supergroup_ids)
        chat = self.chats[number] = Chat(number, kind, numbers, title=title)
        return chat

    def _found(self, group: Chat, owner: Person, members: "Iterable[Person | Bot]", created: str) -> Chat:
        group.members[owner.id] = OWNER
        for member in members:
            if isinstance(member, Bot):
                self.groups.change(group, owner, member, PLAIN)
            else:
                group.members[member.id] = PLAIN
        self.groups.announce(group, owner, {created: True})
        return group

    @property
    def only_bot(self) -> Bot:
        """The bot, when there is one only; LookupError otherwise."""
        if len(self.bots) != 1:
            raise LookupError(f"{len(self.bots)} bots: say which")
        return next(iter(self.bots.values()))

    def bot_named(self, username: str) -> Bot | None:
        """The bot with this username."""
        return next((bot for bot in self.bots.values() if bot.username.lower() == username.lower()), None)

    def bot_with(self, token: str) -> Bot | None:
        """The bot whose valid token this is."""
        bot = self._tokens.get(token)
        return None if bot is None or bot.revoked else bot

    def private_chat(self, person: Person, bot: Bot) -> Chat:
        """The private chat of the two; it exists in memory before anybody writes."""
        chat = self._private.get((person.id, bot.id))
        if chat is None:
            chat = Chat(person.id, PRIVATE, self._numbers, person=person, bot=bot)
            self._private[person.id, bot.id] = chat
        return chat

    def keep_photo(self, data: bytes) -> StoredFile:
        """Store a picture as Telegram stores photos: without metadata, in two sizes."""
        data = pictures.without_metadata(data)
        width, height = pictures.size(data)
        photo = self.files.add("photo", data, mime="image/jpeg", width=width, height=height)
        if (scale := max(width, height) / THUMBNAIL_SIDE) > 1:
            small = pictures.thumbnail(photo.number)
            photo.smaller = self.files.add("photo", small, width=round(width / scale), height=round(height / scale))
        return photo

    def post(self, message: Message) -> None:
        """Put a message into its chat and tell the bots that hear it."""
        message.chat.add(message)
        self.deliver(message)

    def deliver(self, message: Message, *, edited: bool = False) -> None:
        """Queue a new or edited message for every bot that hears it."""
        self.changed_something()
        if isinstance(message.sender, Bot) and not message.service:
            message.heard_by.add(message.sender.id)
            return
        kind = "edited_message" if edited else "message"
        for bot in self.bots.values():
            if bot is not message.sender and hearing.hears(bot, message):
                message.heard_by.add(bot.id)
                bot.updates.push(kind, views.message(message, self.files, bot.id), message.chat.id)

    def ask(self, press: Press) -> None:
        """Queue a press as a callback query."""
        query_id = press.id if press.id not in self.queries else self.new_query_id()
        self.queries[query_id] = CallbackQuery(query_id, press, self.now())
        query = {
            "id": query_id,
            "from": press.person.view(),
            "message": views.inaccessible_or(press.message, self.files, press.bot.id),
            "chat_instance": str(-abs(press.message.chat.id) * 1009),
            "data": press.data,
        }
        press.bot.updates.push("callback_query", query, ("press", press.person.id))
        self.changed_something()

    def redeliver(self, press: Press) -> None:
        """The same press once more, as another callback query with a new id."""
        self.ask(press)

    def tell_private_status(self, person: Person, bot: Bot, old: str, new: str) -> None:
        """`my_chat_member` of a private chat: blocked (`kicked`) or allowed again (`member`)."""
        before, after = (Membership(Status(status)).view(bot.view()) for status in (old, new))
        update = {
            "chat": views.chat(self.private_chat(person, bot)), "from": person.view(), "date": unix(self.now()),
            "old_chat_member": before, "new_chat_member": after,
        }  # fmt: skip
        bot.updates.push("my_chat_member", update, person.id)
        self.changed_something()

    def deliver_twice(self, times: int = 1) -> None:
        """The next `times` confirmed updates of each bot are given once more, with the same number."""
        for bot in self.bots.values():
            bot.updates.twice += times

    def randomise_update_ids(self) -> None:
        """The numbering of updates begins anew somewhere, as after a week of silence."""
        for bot in self.bots.values():
            bot.updates.randomise()

    def shuffle_updates(self, on: bool = True) -> None:
        """From now on updates come in another order, as far as Telegram allows itself."""
        for bot in self.bots.values():
            bot.updates.shuffled = on

    def inject_update(self, raw: Json, bot: Bot | None = None) -> None:
        """Queue any JSON as an update; only `update_id` is set by the queue."""
        (bot or self.only_bot).updates.push("raw", raw, "raw")

    def enforce_limits(self, per_group_per_minute: int = 20, per_second: int = 30,
                       per_chat_per_second: int | None = None) -> None:  # fmt: skip
        """Answer 429 to bots that send faster than this."""
        self.pace = Pace(per_second, per_chat_per_second, per_group_per_minute)

    def revoke_token(self, bot: Bot | None = None) -> None:
        """The owner revokes the token: every request gets 401."""
        (bot or self.only_bot).revoked = True
        (bot or self.only_bot).updates.bell.ring()

    def new_query_id(self) -> str:
        """An id for a callback query."""
        return str(self.random.randrange(10**17, 10**18))

    def new_number(self) -> str:
        """An id for a poll and the like."""
        return str(self.random.randrange(10**18, 9 * 10**18))

    def new_album(self) -> str:
        """An id for an album."""
        return str(self.random.randrange(10**16, 10**17))

    def changed_something(self) -> None:
        """Note a visible change."""
        self.version += 1
        self._changed.ring()

    async def changed(self, since: int, within: float | None = None) -> int:
        """Wait until `version` is above `since` (at most `within` real seconds); the present version."""
        if self.version <= since:
            await self._changed.heard(within)
        return self.version
