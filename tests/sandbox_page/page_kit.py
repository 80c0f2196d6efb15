"""A duty group, a resident, a bot; and somebody who speaks to the page's server as the page does."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import aiohttp

from bot.sandbox.page_server import Phone
from bot.sandbox.people import Person
from bot.sandbox.telegram import Telegram

Json = dict[str, Any]


class Ward:
    """People, a group and a bot on a clock that stands still until `now` is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 13, 0, tzinfo=UTC)
        self.telegram = Telegram(lambda: self.now)
        self.bot = self.telegram.create_bot("Tin báo Bạch Đằng", username="tinbao_bachdang_bot")
        self.lan = self.telegram.create_person("Lan", phone="+84900000001")
        self.an = self.telegram.create_person("An", "Phạm")
        self.binh = self.telegram.create_person("Bình")
        self.stranger = self.telegram.create_person("Người lạ")
        self.group = self.telegram.create_group("Trực ban Bạch Đằng", owner=self.an, members=[self.binh])
        self.an.adds(self.bot, self.group)

    @property
    def phones(self) -> list[Phone]:
        """A resident, and two officers who share the group."""
        return [
            Phone(self.lan, [self.lan.chat_with(self.bot)], "Lan", "người dân"),
            Phone(self.an, [self.group, self.an.chat_with(self.bot)], "An", "trực ban"),
            Phone(self.binh, [self.group], "Bình", "trực ban"),
        ]

    async def skip_an_hour(self) -> None:
        """What the time bar's only button does."""
        self.now += timedelta(hours=1)


@dataclass
class Browser:
    """Speaks to the page's server as the page does, and to the Bot API as the bot does."""

    session: aiohttp.ClientSession
    address: str
    ward: Ward
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = {"Origin": self.address}

    async def view(self) -> Json:
        async with self.session.get(f"{self.address}/sandbox/view") as answer:
            return dict(await answer.json())

    async def messages(self, chat: int) -> list[Json]:
        chats = (await self.view())["chats"]
        return next(one["messages"] for one in chats if one["id"] == chat)

    async def act(self, person: Person, action: str, **said: Any) -> Json:
        said = {"person": person.id, "action": action, **said}
        async with self.session.post(f"{self.address}/sandbox/act", json=said, headers=self.headers) as answer:
            return dict(await answer.json())

    async def upload(self, person: Person, kind: str, files: list[tuple[str, str, bytes]], **said: str) -> Json:
        fields = {"person": str(person.id), "action": "upload", "kind": kind, **said}
        form = aiohttp.FormData(fields, quote_fields=False)  # as browsers write names of files
        for name, mime, data in files:
            form.add_field("file", BytesIO(data), filename=name, content_type=mime)
        async with self.session.post(f"{self.address}/sandbox/act", data=form, headers=self.headers) as answer:
            return dict(await answer.json())

    async def bot(self, method: str, **params: Any) -> Any:
        url = f"{self.address}/bot{self.ward.bot.token}/{method}"
        async with self.session.post(url, json=params) as answer:
            said = await answer.json()
        assert said["ok"], said
        return said["result"]

    @asynccontextmanager
    async def events(self) -> AsyncIterator["Events"]:
        async with self.session.get(f"{self.address}/sandbox/events") as answer:
            yield Events(answer)


@dataclass
class Events:
    """The stream of news."""

    answer: aiohttp.ClientResponse

    async def next(self) -> Json:
        """The next news; comments are passed over."""
        while True:
            line = (await self.answer.content.readline()).decode()
            if line.startswith("data: "):
                return dict(json.loads(line.removeprefix("data: ")))
            assert line, "the stream ended"
