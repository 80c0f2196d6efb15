"""``tinbao register``: a month's register as a file, made on the server without the bot."""

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli_database import check_home, check_schema, fitting_keyring, opened
from bot.cli_files import write_private
from bot.cli_speech import tell, wording
from bot.clock import SystemClock
from bot.domain.reports import period_name
from bot.domain.screen import phrase
from bot.services.papers.files import ExtraMissing, write_paper
from bot.services.papers.ordering import month_of, read_month
from bot.services.papers.register import Register, register_of
from bot.settings import Settings
from bot.startup import NotReady, read_masters, read_settings
from storage.models import Ward
from storage.unit_of_work import Workplace


def write_register(month: str, folder: Path, ward_code: str | None) -> None:
    """Write the register of a month, 07/2026, into a folder; only its owner may read it. Raises NotReady."""
    settings, day = read_settings(), read_month(month)
    if day is None:
        raise NotReady(phrase("cli-bad-month"))
    register = _gathered(settings, ward_code or settings.ward_code, day)
    try:
        made = write_paper(register, wording, settings)
    except ExtraMissing:
        raise NotReady(phrase("cli-report-extra")) from None
    path = folder / made.name
    write_private(path, made.data)
    tell(phrase("cli-register-written", period=period_name(register.period), count=len(register.rows), path=str(path)))


def _gathered(settings: Settings, code: str, day: date) -> Register:
    masters = read_masters(settings)
    with opened(settings) as engine:
        check_schema(settings, engine)
        with Session(engine) as session:
            keyring = fitting_keyring(session, masters)
            check_home(session, settings)
            ward_id = session.scalar(select(Ward.id).where(Ward.code == code))
            if ward_id is None:
                raise NotReady(phrase("cli-ward-unknown", code=code[:8]))
            uow = Workplace(keyring, SystemClock(), settings, ward_id).unit(session)
            return register_of(uow, month_of(uow, day))
