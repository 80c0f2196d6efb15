"""A ward for one experiment: the emulated Telegram, a prepared database, and the bot's lives one by one."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count, islice
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.orm import Session

from bot.crypto import Keyring, create_key_file
from bot.demo import cast
from bot.demo.stage import Stage, keyring_of, set_stage, stage_settings
from bot.domain.people import Role
from bot.sandbox.people import Person
from bot.sandbox.server import serve
from bot.settings import Settings
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward
from tests.faults.bot_process import BotProcess, Order
from tests.faults.shared_clock import SharedClock

# Names and numbers that occur nowhere else: wherever one is found, it came from this person.
RESIDENTS = (
    ("Kiều Quyên", "Nguỵ"),
    ("Thạc Đoan", "Khuất"),
    ("Uyển Nhi", "Lục"),
    ("Phùng Khoa", "Tôn"),
    ("Hạnh Vy", "Giáp"),
)
ROLES = {
    cast.OFFICER_1: (Role.OFFICER,),
    cast.OFFICER_2: (Role.OFFICER,),
    cast.COMMANDER: (Role.COMMANDER, Role.ADMIN),
    cast.CHIEF: (Role.CHIEF,),
}
NO_WAITING = {
    "bot_per_second": 10_000,
    "chat_per_second": 10_000,
    "group_per_minute": 600_000,
    "poll_seconds": 5,
    "person_burst": 1_000_000,
}


@dataclass
class Ward:
    """Everything an experiment needs."""

    stage: Stage
    clock: SharedClock
    settings: Settings
    ward_id: int
    residents: list[Person]
    bot: BotProcess | None = field(default=None)
    asleep: bool = False  # nobody at the desk looks at anything until the commander was told of every tip

    @property
    def log(self) -> Path:
        """What all lives of the bot wrote to their standard output and error."""
        return self.settings.data_dir / "bot.log"

    def starts(self, failpoint: str = "", mutant: str = "") -> BotProcess:
        """The bot begins another life."""
        self.bot = BotProcess(Order(self.settings, self.clock.path, self.log, failpoint, mutant))
        return self.bot

    @contextmanager
    def look(self) -> Iterator[UnitOfWork]:
        """The database as it is at this moment, through the product's own eyes but without its locks."""
        with Session(self.engine) as session:
            yield Workplace(self.keyring, self.clock, self.settings, self.ward_id).unit(session)

    @cached_property
    def keyring(self) -> Keyring:
        """All keys, read once: the bot's own writing is not disturbed."""
        return keyring_of(self.settings)

    @cached_property
    def engine(self) -> Engine:
        """A way into the database beside the bot's, for reading."""
        address = make_url(self.settings.database)
        if address.get_backend_name() == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        return create_engine(address, isolation_level="AUTOCOMMIT")


@asynccontextmanager
async def open_ward(
    database_url: str, folder: Path, seed: int, *, residents: int = 3, **overrides: object
) -> AsyncIterator[Ward]:
    """A ward at work, on an existing schema; whatever life the bot has at the end is ended."""
    folder.mkdir(parents=True)
    clock = SharedClock(folder / "clock")
    stage = set_stage(clock, seed)
    people = [
        stage.telegram.create_person(name, family, f"canary_{number}_{seed}", f"+8491{seed % 10**5:05}{number:02}")
        for number, (name, family) in enumerate(islice(chain(RESIDENTS, _more()), residents))
    ]
    async with serve(stage.telegram) as api_base:
        values = NO_WAITING | {"database_url": database_url} | overrides
        settings = stage_settings(folder, stage.bot.token, api_base, **values)
        create_key_file(settings.master_key_file)
        ward = Ward(stage, clock, settings, _furnish(settings, stage, clock), people)
        try:
            yield ward
        finally:
            if ward.bot is not None:
                await ward.bot.kill()
            ward.engine.dispose()


def _more() -> Iterator[tuple[str, str]]:
    """People for a crowd, each with a name that occurs nowhere else."""
    return ((f"Hạ Uyên {number:04}", "Nghiêm") for number in count())


def _furnish(settings: Settings, stage: Stage, clock: SharedClock) -> int:
    """Everybody enrolled and the group linked, written straight into the database: that is not what is tested."""
    owner = stage.people[cast.OFFICER_1]
    owner.adds(stage.bot, stage.group)
    owner.promotes(stage.bot, stage.group)
    keyring, engine = keyring_of(settings), open_engine(settings.database)
    with Session(engine) as session, session.begin():
        ward_id = ensure_ward(session, settings.ward_code, settings.ward_name, settings.ward_phone)
        uow = Workplace(keyring, clock, settings, ward_id).unit(session)
        uow.ward.set_neighbourhoods(cast.NEIGHBOURHOODS)
        uow.ward.link_group(stage.group.id)
        for part, roles in ROLES.items():
            _enrol(uow, stage, part, roles)
    engine.dispose()
    return ward_id


def _enrol(uow: UnitOfWork, stage: Stage, part: cast.Part, roles: tuple[Role, ...]) -> None:
    person = stage.people[part]
    person.started.add(stage.bot.id)
    account = uow.people.meet(person.id)
    for role in roles:
        uow.people.enrol(account, f"{part.family} {part.name}", role)
