"""``tinbao register``: a month's register as a file, made on the server without the bot."""

from datetime import date
from pathlib import Path

from bot.cli_database import looking_into
from bot.cli_files import write_private
from bot.cli_speech import tell, wording
from bot.domain.reports import period_name
from bot.domain.screen import phrase
from bot.services.papers.files import ExtraMissing, write_paper
from bot.services.papers.ordering import month_of, read_month
from bot.services.papers.register import Register, register_of
from bot.settings import Settings
from bot.startup import NotReady, read_settings


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
    with looking_into(settings, code) as uow:
        return register_of(uow, month_of(uow, day))
