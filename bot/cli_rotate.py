"""``tinbao rotate-key``: a new master key, and everything that the old one sealed brought under it.

The file holds both keys from before the first row is touched until after the last one, so that whatever kills this
command, everything can still be read and the same command goes on where it was.
"""

from collections.abc import Sequence

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.cli_database import alone, check_schema, fitting_keyring, opened
from bot.cli_speech import tell
from bot.clock import SystemClock
from bot.crypto import Keyring, MasterKey, new_master_key, write_key_file
from bot.domain.screen import phrase
from bot.failpoints import failpoint
from bot.settings import Settings
from bot.startup import NotReady, read_masters, read_settings
from storage.journal import JournalStore
from storage.keys import keys_in_use, retire_all_but
from storage.models import Ward
from storage.reseal import SEALED, SealedColumn, reseal_some


def rotate_key() -> None:
    """Change the key, or finish a change that was cut off. Raises NotReady."""
    settings = read_settings()
    masters = read_masters(settings)
    with alone(settings), opened(settings) as engine:
        check_schema(settings, engine)
        with Session(engine) as session:
            fitting_keyring(session, masters)  # the wrong key must not be replaced
        masters = masters if len(masters) > 1 else _with_a_new_one(settings, masters)
        keyring = _take_up(engine, masters)
        failpoint("rotate.taken_up")
        done, unreadable = _reseal(engine, keyring)
        if unreadable:
            raise NotReady(phrase("cli-rotate-unreadable", count=unreadable))
        failpoint("rotate.before_retire")
        _retire(engine, keyring)
        failpoint("rotate.after_retire")
    in_file = not settings.master_key.get_secret_value()
    if in_file:
        _write(settings, masters[:1])
    told = "cli-key-rotated" if in_file else "cli-key-rotated-outside"
    tell(phrase(told, fingerprint=masters[0].fingerprint, count=done))


def _with_a_new_one(settings: Settings, masters: tuple[MasterKey, ...]) -> tuple[MasterKey, ...]:
    """A new key in front of the old one, in the file. Raises NotReady where only the operator can put it there."""
    if settings.master_key.get_secret_value():
        raise NotReady(phrase("cli-rotate-by-hand"))
    both = (new_master_key(), *masters)
    failpoint("rotate.before_file")
    _write(settings, both)
    failpoint("rotate.after_file")
    return both


def _take_up(engine: Engine, masters: Sequence[MasterKey]) -> Keyring:
    with Session(engine) as session, session.begin():
        return fitting_keyring(session, masters)


def _reseal(engine: Engine, keyring: Keyring) -> tuple[int, int]:
    """How many values are under the present key now, and how many would not open."""
    done = unreadable = 0
    for column in SEALED:
        more, failed = _reseal_column(engine, keyring, column)
        done, unreadable = done + more, unreadable + failed
    return done, unreadable


def _reseal_column(engine: Engine, keyring: Keyring, column: SealedColumn) -> tuple[int, int]:
    done, unreadable, after = 0, 0, None
    while True:
        with Session(engine) as session, session.begin():
            progress = reseal_some(session, keyring, column, after)
            failpoint("rotate.before_commit")
        failpoint("rotate.after_commit")
        done, unreadable, after = done + progress.done, unreadable + progress.unreadable, progress.after
        if after is None:
            return done, unreadable


def _retire(engine: Engine, keyring: Keyring) -> None:
    """The change is over; every ward's journal says so, once."""
    now = SystemClock().now()
    with Session(engine) as session, session.begin():
        if len(keys_in_use(session)) > 1:
            for ward_id in session.scalars(select(Ward.id)).all():
                JournalStore(session, keyring, ward_id, now).note("key changed", detail=keyring.fingerprint)
        retire_all_but(session, keyring.masters[0], now)


def _write(settings: Settings, masters: Sequence[MasterKey]) -> None:
    try:
        write_key_file(settings.master_key_file, masters)
    except OSError:
        raise NotReady(phrase("start-key-not-written")) from None
