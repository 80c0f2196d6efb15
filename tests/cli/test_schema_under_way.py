"""Another schema while somebody serves: whoever would change it is refused, and whoever finds it changed stops."""

import asyncio

import pytest
from sqlalchemy import Engine, text

from bot import schema_watch
from bot.schema_watch import SchemaMoved, watch_schema
from storage.engine import open_engine
from storage.schema import current, migrate, newest, roll_back
from storage.sole_writer import sole_writer
from tests.cli.conftest import Tinbao
from tests.cli.places import installed_on
from tests.databases import Databases


@pytest.fixture
def old(tinbao: Tinbao, databases: Databases) -> Tinbao:
    """An installation on a server, with the schema of the release before."""
    place = installed_on(tinbao, databases, "postgresql")
    engine = open_engine(place.env["TINBAO_DATABASE_URL"])
    roll_back(engine, "-1")
    engine.dispose()
    return place


@pytest.mark.parametrize("command", [("migrate",), ("run", "--migrate")], ids=" ".join)
def test_nobody_migrates_under_a_process_that_serves(old: Tinbao, command: tuple[str, ...]) -> None:
    engine = open_engine(old.env["TINBAO_DATABASE_URL"])
    before = current(engine)
    with sole_writer(old.env["TINBAO_DATABASE_URL"], beside_others=True):
        said = old.process(*command) if command[0] == "run" else old(*command)
        said.refuses("Bot đang chạy")
    assert current(engine) == before != newest()
    engine.dispose()


def test_a_release_does_not_start_on_another_ones_schema(old: Tinbao) -> None:
    old("setup-code").refuses("tinbao migrate")
    engine = open_engine(old.env["TINBAO_DATABASE_URL"])
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    engine.dispose()
    old("setup-code").refuses("mới hơn")


async def test_a_process_that_finds_the_schema_changed_stops(old: Tinbao, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after its lock was lost with the connection: a server that is away is sat out, another schema is not."""
    monkeypatch.setattr(schema_watch, "EVERY_SECONDS", 0.02)
    engine, found = open_engine(old.env["TINBAO_DATABASE_URL"]), list[str | None]()

    def noted(engine: Engine) -> str | None:
        found.append(current(engine))
        return found[-1]

    monkeypatch.setattr(schema_watch, "current", noted)
    watching = asyncio.ensure_future(watch_schema(engine))
    await _until_it_has_looked(found, watching)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    await _until_it_has_looked(found, watching)
    assert not watching.done()
    await asyncio.to_thread(migrate, engine)
    with pytest.raises(SchemaMoved):
        async with asyncio.timeout(20):
            await watching
    engine.dispose()


async def _until_it_has_looked(found: list[str | None], watching: asyncio.Future[None]) -> None:
    """Once more, and well: whoever has ended does not look any more."""
    before = len(found)
    async with asyncio.timeout(20):
        while len(found) == before and not watching.done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
