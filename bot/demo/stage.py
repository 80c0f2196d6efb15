"""Sets the stage the way a ward would: setup code, group, invitations. Nothing is written past the bot."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.orm import Session

from bot.app import App
from bot.clock import Clock, SystemClock
from bot.crypto import Keyring, create_key_file, read_key_file
from bot.demo import cast
from bot.domain.screen import Area
from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.telegram import Telegram
from bot.services.enrol import make_setup_code
from bot.settings import Settings
from storage.engine import open_engine
from storage.keys import open_keyring
from storage.schema import migrate

START_LINK = re.compile(r"\?start=([\w-]+)")
GROUP_CODE = re.compile(r"/ketnoi ([\w-]+)")


@dataclass
class Stage:
    """The emulated Telegram with the ward's people in it."""

    telegram: Telegram
    bot: Bot
    people: dict[cast.Part, Person]
    group: Chat


def set_stage(clock: Clock, seed: int = 1, parts: Sequence[cast.Part] = cast.CAST) -> Stage:
    """People, a bot and a group, none of which know of each other yet."""
    telegram = Telegram(clock.now, seed=seed)
    bot = telegram.create_bot(cast.BOT_NAME, username=cast.BOT_USERNAME)
    people = {
        part: telegram.create_person(part.name, last_name=part.family, phone=f"+8490000{i:04}")
        for i, part in enumerate(parts, start=1)
    }
    in_group = [people[part] for part in parts if part.in_group]
    group = telegram.create_group(cast.GROUP_TITLE, owner=in_group[0], members=in_group[1:])
    return Stage(telegram, bot, people, group)


def stage_settings(folder: Path, token: str, api_base: str, **overrides: object) -> Settings:
    """Settings for a bot on the stage, with everything it keeps in ``folder``."""
    values: dict[str, object] = {
        "token": token,
        "api_base": api_base,
        "proxy": "",
        "database_url": "",
        "data_dir": folder,
        "master_key_file": folder / "tinbao.key",
        "ward_phone": cast.WARD_PHONE,
    }
    return Settings(_env_file=None, **(values | overrides))  # type: ignore[arg-type]


def prepare_store(settings: Settings) -> None:
    """A fresh key and an empty database with the newest schema."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    create_key_file(settings.master_key_file)
    engine = open_engine(settings.database)
    migrate(engine)
    engine.dispose()


def keyring_of(settings: Settings) -> Keyring:
    """All keys, as a start of the bot takes them up."""
    engine = open_engine(settings.database)
    with Session(engine) as session, session.begin():
        keyring = open_keyring(session, read_key_file(settings.master_key_file), SystemClock().now())
    engine.dispose()
    return keyring


Settle: TypeAlias = Callable[[], Awaitable[None]]


async def open_ward(app: App, stage: Stage, settle: Settle) -> None:
    """Everything an admin does on the first day; ``settle`` lets the bot catch up."""
    await app.database.run(lambda s: app.workplace.unit(s).ward.set_neighbourhoods(cast.NEIGHBOURHOODS))
    admin = stage.people[cast.COMMANDER]
    await _first_admin(app, stage, admin, settle)
    await _link_group(stage, admin, settle)
    # Whoever has command first can approve the others.
    await _enrol(stage, [cast.COMMANDER], settle)
    await _enrol(stage, [part for part in stage.people if part.role and part is not cast.COMMANDER], settle)


async def _first_admin(app: App, stage: Stage, admin: Person, settle: Settle) -> None:
    code = await app.database.run(lambda s: make_setup_code(app.workplace.unit(s).codes))
    admin.starts(stage.bot, payload=code)
    await settle()


async def _link_group(stage: Stage, admin: Person, settle: Settle) -> None:
    owner = stage.people[cast.OFFICER_1]
    owner.adds(stage.bot, stage.group)
    owner.promotes(stage.bot, stage.group)
    admin.sends("/ketnoi")
    await settle()
    found = GROUP_CODE.search(admin.chat_with(stage.bot).last.text or "")
    assert found is not None, "the bot gives a code for the group"
    owner.sends(found.group(), stage.group)
    await settle()


async def _enrol(stage: Stage, guests: Sequence[cast.Part], settle: Settle) -> None:
    """Invite everybody, let them come by their links, and approve them."""
    chat = stage.people[cast.COMMANDER].chat_with(stage.bot)
    for guest, code in zip(guests, await _invite(stage, guests, settle), strict=True):
        stage.people[guest].starts(stage.bot, payload=code)
    await settle()
    for asked in [message for message in chat.messages if "✅ Duyệt" in message.labels]:
        stage.people[cast.COMMANDER].presses(asked, "✅ Duyệt")
    await settle()


async def _invite(stage: Stage, guests: Sequence[cast.Part], settle: Settle) -> list[str]:
    """The codes of their links, in the same order."""
    admin = stage.people[cast.COMMANDER]
    chat = admin.chat_with(stage.bot)
    admin.sends("/moinguoi")
    await settle()
    roles, before = chat.last, len(chat.messages)
    for guest in guests:
        admin.presses(roles, data=f"{Area.ADMIN}:invite::{guest.role}")
        if guest.home:
            await settle()
            admin.presses(chat.last, guest.home)
    await settle()
    found = [START_LINK.search(message.caption or "") for message in chat.messages[before:]]
    return [link.group(1) for link in found if link is not None]
