"""Updates as nobody should send them, half of them shaped as real ones."""

import json
from random import Random
from typing import Any

from bot.domain.authority import Deed
from bot.domain.commands import OFFERS
from bot.domain.screen import Area
from handlers.duty import CARD_VERBS

VERBS = sorted({
    *CARD_VERBS, *Deed, "confirm", "pick", "drop", "back", "rest", "page", "approve", "refuse", "allow", "deny",
    "invite", "list", "person", "suspend", "restore", "replace", "end", "crown", "set", "put", "take", "swap",
    "accept", "send", "edit", "answer", "menu", "", "ß", "__class__", "../..", "'; DROP TABLE tip; --",
})  # fmt: skip
WORDS = (
    "Mất trộm xe Sirius ở tổ 5 tối qua", "cứu với, có dao", "Thế là đủ", "⚡ Báo nhanh", "", " ", "\u202etxt.exe",
    "a\u200b\u200d\ufeffb", "<b>đậm</b> &lt; & <a href='tg://user?id=1'>x</a>", "x" * 4096, "👮" * 2000, "\ud83d",
    "\x00\x01", "BD-7K3M-Q", "0912345678", "-1", "1e309", "NaN", "đ" * 300, "🇻🇳" * 100, "[link](tg://resolve?domain=x)",
)  # fmt: skip
JUNK: tuple[Any, ...] = (None, True, -1, 0, 2**63, -(2**63), 1e308, "", "x", [], {}, [[]], {"id": 1}, ["", None])


class Fuzz:
    """A source of updates; the same seed gives the same ones."""

    def __init__(self, seed: int, people: list[int], group: int, card: int) -> None:
        self._random, self._people, self._group, self._card = Random(seed), people, group, card
        self._number = 5_000_000

    def updates(self, count: int) -> list[dict[str, Any]]:
        """So many more."""
        return [self._one() for _ in range(count)]

    def _one(self) -> dict[str, Any]:
        self._number += self._random.randrange(1, 4)
        name, body = self._event()
        if self._random.random() < 0.3:
            self._spoil(body)
        # What a channel gives is JSON: whatever is in it has been through this.
        return json.loads(json.dumps({"update_id": self._number, name: body}))  # type: ignore[no-any-return]

    def _event(self) -> tuple[str, dict[str, Any]]:
        events = (self._press, self._press, self._message, self._message, self._member, self._other)
        return self._random.choice(events)()

    def _press(self) -> tuple[str, dict[str, Any]]:
        person = self._person()
        chat = self._random.choice((self._private(person), {"id": self._group, "type": "supergroup", "title": "?"}))
        message = {"message_id": self._random.choice((self._card, 1, 2**31)), "date": self._moment(), "chat": chat}
        data = self._random.choice((self._data(), self._data(), self._word()[:64]))
        body = {"id": str(self._number), "from": person, "chat_instance": "1", "message": message, "data": data}
        return "callback_query", body

    def _data(self) -> str:
        choose = self._random.choice
        subject = choose(("1", "2", "3", "0", "-1", "99999999999999999999", "BD-7K3M-Q", "", "²", "1" * 40))
        answer = choose(("", "1", "admin", "commander", "x" * 30, "confirm", "outcome.junk", "owner.1", ":"))
        return ":".join((choose(list(Area)).value, choose(VERBS), subject, answer))

    def _message(self) -> tuple[str, dict[str, Any]]:
        person, choose = self._person(), self._random.choice
        chat = choose((self._private(person), self._private(person), {"id": self._group, "type": "supergroup"}))
        body: dict[str, Any] = {"message_id": choose((1, self._number)), "date": self._moment(), "from": person}
        body["chat"] = chat
        extra: dict[str, Any] = choose((
            {"text": self._word()},
            {"text": f"/{choose(OFFERS).name} {self._word()}"[:4096]},
            {"text": f"/start {self._word()[:64]}"},
            {"photo": choose(([], [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]))},
            {"document": {"file_id": "x", "file_unique_id": "y", "file_size": choose((0, 2**40))}},
            {"document": {"file_id": "x", "file_unique_id": "y", "file_name": self._word(), "mime_type": "x"}},
            {"voice": {"file_id": "x", "file_unique_id": "y", "duration": choose((0, 2**31))}},
            {"location": {"latitude": choose((20.8, 999, -90)), "longitude": choose((106.6, -999, 1e300))}},
            {"contact": {"phone_number": self._word(), "first_name": self._word()}},
            {"caption": self._word(), "media_group_id": "a", "sticker": {}},
            {"new_chat_members": [person]}, {"left_chat_member": person}, {"dice": {"emoji": "🎲", "value": 1}},
        ))  # fmt: skip
        return choose(("message", "message", "edited_message")), body | extra

    def _member(self) -> tuple[str, dict[str, Any]]:
        """In groups of their own: what happens in the duty group Telegram alone can say."""
        person, choose = self._person(), self._random.choice
        chat = choose((self._private(person), {"id": -777, "type": "group", "title": self._word()[:100]}))
        states = [{"status": choose(("member", "left", "kicked", "administrator", "x")), "user": person} for _ in "ab"]
        body = {"chat": chat, "from": person, "date": self._moment()}
        return choose(("my_chat_member", "chat_member")), body | dict(
            zip(("old_chat_member", "new_chat_member"), states, strict=True)
        )

    def _other(self) -> tuple[str, dict[str, Any]]:
        name = self._random.choice(
            ("poll", "inline_query", "business_message", "message_reaction", "x" * 200, "message")
        )
        return name, {self._word()[:20]: self._random.choice(JUNK) for _ in range(3)}

    def _spoil(self, body: dict[str, Any]) -> None:
        """One field is something else, or gone."""
        place = body
        while (inner := [v for v in place.values() if isinstance(v, dict) and v]) and self._random.random() < 0.5:
            place = self._random.choice(inner)
        name = self._random.choice(sorted(place)) if place else "x"
        if self._random.random() < 0.3:
            place.pop(name, None)
        elif name != "id":  # who somebody is, is Telegram's word
            place[name] = self._random.choice(JUNK)

    def _person(self) -> dict[str, Any]:
        return {"id": self._random.choice(self._people), "is_bot": False, "first_name": self._word()[:64]}

    def _private(self, person: dict[str, Any]) -> dict[str, Any]:
        return {"id": person["id"], "type": "private", "first_name": "?"}

    def _word(self) -> str:
        return self._random.choice(WORDS)

    def _moment(self) -> int:
        return self._random.choice((1_772_416_800, 0, 1, 2**31))
