"""``tinbao add-ward``, ``change-ward`` and ``list-wards``: the further wards of an installation."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import typer
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli_database import alone, check_home, check_schema, code_for_first_admin, fitting_keyring, opened
from bot.cli_speech import tell, wording
from bot.domain.screen import phrase
from bot.domain.wards import ward_link
from bot.settings import Settings
from bot.startup import NotReady, prepare_folder, read_masters, read_settings, require_phone
from storage.models import Ward
from storage.wards import ensure_home, ensure_ward

_ASKED = ("code", "name", "phone")
_FIELDS = (*_ASKED, "hours", "centre", "radius_m")
# The policy for an acknowledgement, by the names of the settings that hold where a ward has set nothing.
_MINUTES = ("ack_danger_minutes", "ack_normal_minutes", "escalate_minutes")


def add_ward(given: Mapping[str, Any]) -> None:
    """Add a ward, asking for what is not given, and print its first admin's code. Raises NotReady."""
    settings = read_settings()
    masters = read_masters(settings)
    usual = {"hours": settings.ward_hours, "centre": "", "radius_m": 3000}
    asked = {name: _ask(name) for name in _ASKED if given[name] is None}
    wanted = _checked(usual | {name: value for name, value in given.items() if value is not None} | asked)
    with books(settings) as session:
        keyring = fitting_keyring(session, masters)
        ensure_home(session, settings)
        if _find(session, wanted["code"]) is not None:
            raise NotReady(phrase("cli-ward-known", code=wanted["code"]))
        ensure_ward(session, **wanted)
        code = code_for_first_admin(session, settings, keyring, wanted["code"])
    tell(phrase("cli-ward-added", name=wanted["name"], code=wanted["code"]))
    tell(phrase("cli-setup-code", code=code))


def change_ward(given: Mapping[str, Any]) -> None:
    """Change what is given of a ward. Raises NotReady."""
    settings = read_settings()
    code = given["code"] or _ask("code")
    if code == settings.ward_code:
        raise NotReady(phrase("cli-ward-home", code=code))
    with books(settings) as session:
        ward = _find(session, code)
        if ward is None:
            raise NotReady(phrase("cli-ward-unknown", code=code[:8]))
        now = {name: getattr(ward, name) for name in _FIELDS}
        wanted = {name: value for name, value in given.items() if value is not None}
        minutes = _checked_minutes({name: wanted.pop(name) for name in _MINUTES if name in wanted})
        ensure_ward(session, **_checked(now | wanted))
        for name, value in minutes.items():
            setattr(ward, name, value)
    tell(phrase("cli-ward-changed", code=code))


def list_wards() -> None:
    """Print every ward with its group and its link. Raises NotReady."""
    settings = read_settings()
    with opened(settings) as engine:
        check_schema(settings, engine)
        with Session(engine) as session:
            wards = session.scalars(select(Ward).order_by(Ward.id)).all()
    if not wards:
        raise NotReady(phrase("doctor-no-ward"))
    for ward in wards:
        linked = phrase("cli-ward-linked" if ward.group_chat_id is not None else "cli-ward-not-linked")
        link = ward_link(ward.code)
        tell(phrase("cli-ward-line", code=ward.code, name=ward.name, phone=ward.phone, group=linked, link=link))


@contextmanager
def books(settings: Settings) -> Iterator[Session]:
    """The database for writing, with nobody else writing; committed at the end."""
    prepare_folder(settings.data_dir)
    with alone(settings, beside_others=True), opened(settings) as engine:
        check_schema(settings, engine)
        with Session(engine) as session, session.begin():
            check_home(session, settings)
            yield session


def _find(session: Session, code: str) -> Ward | None:
    return session.scalar(select(Ward).where(Ward.code == code))


def _ask(name: str) -> str:
    typer.echo(wording(phrase(f"cli-ask-ward-{name}")) + ": ", err=True, nl=False)
    answer = sys.stdin.readline()
    if not answer.strip():
        raise NotReady(phrase("cli-ward-unfinished"))
    return answer.strip()


def _checked(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What is wanted, by the same rules as for the home ward in the settings. Raises NotReady."""
    try:
        ward = Settings(_env_file=None, **{f"ward_{name}": wanted[name] for name in _FIELDS})
        require_phone(ward)
    except ValidationError as error:
        raise _wrong(str(error.errors()[0]["loc"][0])) from None
    except NotReady:
        raise _wrong("ward_phone") from None
    return {name: getattr(ward, f"ward_{name}") for name in _FIELDS}


def _checked_minutes(wanted: Mapping[str, Any]) -> dict[str, int]:
    try:
        checked = Settings(_env_file=None, **wanted)
    except ValidationError as error:
        raise _wrong(str(error.errors()[0]["loc"][0])) from None
    return {name: getattr(checked, name) for name in wanted}


def _wrong(field: str) -> NotReady:
    option = "--" + field.removeprefix("ward_").removesuffix("_minutes").removesuffix("_m").replace("_", "-")
    return NotReady(phrase("cli-ward-wrong", option=option, cure=phrase(f"setting-{field.replace('_', '-')}")))
