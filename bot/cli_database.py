"""The database for the commands: open it and see that its schema is this release's, or say what to do."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.cli_speech import tell
from bot.clock import SystemClock
from bot.crypto import Keyring, MasterKey
from bot.domain.screen import phrase
from bot.services.enrol import make_setup_code
from bot.settings import Settings
from bot.startup import NotReady, prepare_folder, read_masters, read_settings
from storage import schema
from storage.engine import UnknownDatabase, UnsafeDatabase, open_engine
from storage.keys import WrongKey, open_keyring
from storage.models import Ward
from storage.snapshot import read_snapshot
from storage.sole_writer import AlreadyOpen, sole_writer
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_home


@contextmanager
def alone(settings: Settings, *, beside_others: bool = False) -> Iterator[None]:
    """Nobody else writes to this database meanwhile, or only bots that serve it too. Raises NotReady."""
    with ExitStack() as held:
        try:
            held.enter_context(sole_writer(settings.database, beside_others=beside_others))
        except AlreadyOpen:
            raise NotReady(phrase("start-database-in-use")) from None
        except (ArgumentError, ValueError):
            raise NotReady(phrase("start-database-address")) from None
        except OSError:
            raise NotReady(phrase("start-database-unreachable")) from None
        yield


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """The database, closed afterwards; its troubles while it is open become reasons. Raises NotReady."""
    engine = _engine(settings)
    try:
        yield engine
    except UnsafeDatabase:
        raise NotReady(phrase("start-database-unsafe")) from None
    except (SQLAlchemyError, sqlite3.Error):
        raise NotReady(phrase("start-database-unreachable")) from None
    finally:
        engine.dispose()


@contextmanager
def looking_into(settings: Settings, code: str) -> Iterator[UnitOfWork]:
    """A ward's data, for a command that writes nothing; every check is made before. Raises NotReady."""
    masters = read_masters(settings)
    with opened(settings) as engine:
        check_schema(settings, engine)
        with Session(engine) as session:
            keyring = fitting_keyring(session, masters)
    with looking_on(settings) as session:
        check_home(session, settings)
        ward_id = session.scalar(select(Ward.id).where(Ward.code == code))
        if ward_id is None:
            raise NotReady(phrase("cli-ward-unknown", code=code[:8]))
        yield Workplace(keyring, SystemClock(), settings, ward_id).unit(session)


@contextmanager
def looking_on(settings: Settings) -> Iterator[Session]:
    """The database as it is at this moment, for something that takes its time: the running bot goes on writing, which
    on SQLite nobody can beside a transaction of ours. Raises NotReady."""
    try:
        with read_snapshot(settings.database) as connection, Session(connection) as session:
            yield session
    except (SQLAlchemyError, sqlite3.Error):
        raise NotReady(phrase("start-database-unreachable")) from None


def check_schema(settings: Settings, engine: Engine) -> str:
    """The revision in use, which is the one this release needs. Raises NotReady."""
    return check_revision(schema.current(engine) if exists(settings) else None)


def check_revision(found: str | None) -> str:
    """The revision that was found, which is the one this release needs. Raises NotReady."""
    if found is not None and found == schema.newest():
        return found
    if found is None:
        raise NotReady(phrase("start-schema-missing"))
    raise NotReady(phrase("start-schema-behind" if found in schema.revisions() else "start-schema-ahead"))


def fitting_keyring(session: Session, masters: Sequence[MasterKey]) -> Keyring:
    """All keys; at the first start the database notes the master key. Raises NotReady when it knows another one."""
    try:
        return open_keyring(session, masters, SystemClock().now())
    except WrongKey:
        raise NotReady(phrase("start-key-does-not-fit")) from None


def bring_up_to_date(settings: Settings) -> str:
    """Migrate; returns the revision then in use. Raises NotReady."""
    prepare_folder(settings.data_dir)
    with opened(settings) as engine:
        try:
            return check_schema(settings, engine)
        except NotReady as trouble:
            if trouble.reasons[0].key == "start-schema-ahead":
                raise
        schema.migrate(engine, journal_key=lambda: read_masters(settings)[0].journal_before())
        return check_schema(settings, engine)


def bring_up_to_date_alone(settings: Settings) -> str:
    """The same while nobody serves; where there is nothing to migrate, others may. Raises NotReady."""
    prepare_folder(settings.data_dir)
    with alone(settings, beside_others=True), opened(settings) as engine:
        found = schema.current(engine) if exists(settings) else None
        if found == schema.newest():
            return check_revision(found)
    with alone(settings):
        return bring_up_to_date(settings)


def migrate_database() -> None:
    """``tinbao migrate``. Raises NotReady."""
    settings = read_settings()
    prepare_folder(settings.data_dir)
    with alone(settings):
        revision = bring_up_to_date(settings)
    tell(phrase("cli-migrated", revision=revision))


def check_home(session: Session, settings: Settings) -> None:
    """The settings describe a ward that is known, or the first one of all. Raises NotReady."""
    known = session.scalars(select(Ward.code).order_by(Ward.id)).all()
    if known and settings.ward_code not in known:
        raise NotReady(phrase("start-ward-unknown", known=", ".join(known)))


def print_setup_code(ward_code: str | None = None) -> None:
    """``tinbao setup-code``, for the home ward or another. Raises NotReady."""
    settings = read_settings()
    masters = read_masters(settings)
    if not exists(settings):
        raise NotReady(phrase("start-schema-missing"))
    with alone(settings, beside_others=True), opened(settings) as engine:
        check_schema(settings, engine)
        with Session(engine) as session, session.begin():
            keyring = fitting_keyring(session, masters)
            check_home(session, settings)
            code = code_for_first_admin(session, settings, keyring, ward_code or settings.ward_code)
    tell(phrase("cli-setup-code", code=code))


def code_for_first_admin(session: Session, settings: Settings, keyring: Keyring, ward_code: str) -> str:
    """A one-time code for the first admin of a ward. Raises NotReady when there is no such ward."""
    home = Workplace(keyring, SystemClock(), settings, ensure_home(session, settings)).unit(session)
    ward_id = session.scalar(select(Ward.id).where(Ward.code == ward_code))
    if ward_id is None:
        raise NotReady(phrase("cli-ward-unknown", code=ward_code[:8]))
    return make_setup_code(home.for_ward(ward_id).codes)


def _engine(settings: Settings) -> Engine:
    try:
        return open_engine(settings.database)
    except UnknownDatabase:
        raise NotReady(phrase("start-database-kind")) from None
    except (ArgumentError, ValueError, ImportError):
        raise NotReady(phrase("start-database-address")) from None


def exists(settings: Settings) -> bool:
    """Whether there is a database; false for a SQLite file that is not there: looking into it would make it."""
    url = make_url(settings.database)
    return url.get_backend_name() != "sqlite" or not url.database or Path(url.database).exists()
