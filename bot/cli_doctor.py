"""``tinbao doctor``: one line a check, good or with the cure."""

import asyncio
from collections.abc import Callable
from shutil import disk_usage

from bot.cli_backup import check_last_backup
from bot.cli_books import Books, group, inbox, outbox, people, retention
from bot.cli_keys import check_backup_key
from bot.cli_serving import check_serving
from bot.cli_speech import tell
from bot.cli_telegram import ask_standing, require_polling, require_webhook
from bot.domain.screen import Phrase, phrase
from bot.services.reports.files import has_extra
from bot.settings import Settings
from bot.startup import NotReady, prepare_folder, read_masters, read_settings, require_phone, require_token
from storage.unit_of_work import UnitOfWork
from storage.ward_list import ListedWard

MOST_SHOWN = 10
MEGABYTE = 1 << 20
# What residents send takes up to 20 MB each, and a backup is proved beside the data.
LEAST_LEFT = 1024


def examine(*, also_reconcile: bool = False) -> bool:
    """Check everything and print what was found; whether all is well. Raises NotReady for bad settings."""
    settings = read_settings()
    books = Books(settings)
    checks = CHECKS | _book_checks(books)
    # A list, not a generator: a trouble must not keep the later checks from being made.
    outcomes = [_says_well(phrase(f"doctor-{name}"), check, settings) for name, check in checks.items()]
    outcomes += [_ward_is_well(books, ward, settings) for ward in books.further_wards()]
    if also_reconcile:
        outcomes += [_belongs_together(question, lacking) for question, lacking in books.reconciled().items()]
    return all(outcomes)


def _belongs_together(question: str, lacking: list[int]) -> bool:
    """One line on what has no counterpart."""
    what = phrase(f"doctor-reconcile-{question}")
    if not lacking:
        tell(phrase("doctor-well", what=what, found=phrase("doctor-reconcile-none")))
        return True
    shown = ", ".join(map(str, lacking[:MOST_SHOWN])) + (", …" if len(lacking) > MOST_SHOWN else "")
    cure = phrase(f"doctor-cure-{question}")
    some = phrase("doctor-reconcile-some", count=len(lacking), numbers=shown, cure=cure)
    tell(phrase("doctor-trouble", what=what, cure=some))
    return False


def _ward_is_well(books: Books, ward: ListedWard, settings: Settings) -> bool:
    """A further ward's own lines."""
    outcomes = [
        _says_well(
            phrase("doctor-of-ward", what=phrase(f"doctor-{name}"), code=ward.code),
            lambda _, look=look: books.look(look, ward.id),  # type: ignore[misc]
            settings,
        )
        for name, look in OF_EACH_WARD.items()
    ]
    return all(outcomes)


def _says_well(what: Phrase, check: Callable[[Settings], Phrase], settings: Settings) -> bool:
    try:
        tell(phrase("doctor-well", what=what, found=check(settings)))
    except NotReady as trouble:
        tell(phrase("doctor-trouble", what=what, cure=trouble.reasons[0]))
        return False
    return True


def _settings(settings: Settings) -> Phrase:
    return phrase("doctor-settings-found", ward=settings.ward_name, zone=settings.zone)


def _token(settings: Settings) -> Phrase:
    require_token(settings)
    return phrase("doctor-token-found")


def _phone(settings: Settings) -> Phrase:
    require_phone(settings)
    return phrase("doctor-phone-found", phone=settings.ward_phone)


def _key(settings: Settings) -> Phrase:
    return phrase("doctor-key-found", fingerprint=read_masters(settings)[0].fingerprint)


def _folder(settings: Settings) -> Phrase:
    prepare_folder(settings.data_dir)
    left = disk_usage(settings.data_dir).free // MEGABYTE
    if left < LEAST_LEFT:
        raise NotReady(phrase("doctor-folder-full", left=left))
    return phrase("doctor-folder-found", path=str(settings.data_dir))


def _evidence(settings: Settings) -> Phrase:
    prepare_folder(settings.evidence_dir)
    return phrase("doctor-folder-found", path=str(settings.evidence_dir))


def _reports(_settings: Settings) -> Phrase:
    if not has_extra():
        raise NotReady(phrase("cli-report-extra"))
    return phrase("doctor-reports-found")


def _telegram(settings: Settings) -> Phrase:
    try:
        require_token(settings)
    except NotReady:
        raise NotReady(phrase("doctor-waits", first=phrase("doctor-token"))) from None
    standing = asyncio.run(ask_standing(settings))
    if not settings.webhook_url:
        require_polling(standing)
        return phrase("doctor-telegram-found", username=standing.username)
    require_webhook(standing, settings.webhook_url)
    return phrase("doctor-telegram-webhook", username=standing.username)


def _book_checks(books: Books) -> dict[str, Callable[[Settings], Phrase]]:
    return {
        "database": lambda _: books.open(),
        "rotation": lambda _: books.rotation(),
        "texts": lambda _: books.wordings(),
        "group": lambda _: books.look(group),
        "people": lambda _: books.look(people),
        "outbox": lambda _: books.look(outbox),
        "inbox": lambda _: books.look(inbox),
        "retention": lambda _: books.look(retention),
        "journal": lambda _: books.journal(),
    }


OF_EACH_WARD: dict[str, Callable[[UnitOfWork], Phrase]] = {"group": group, "people": people}
CHECKS: dict[str, Callable[[Settings], Phrase]] = {
    "settings": _settings,
    "token": _token,
    "phone": _phone,
    "key": _key,
    "backup-key": check_backup_key,
    "backup": check_last_backup,
    "folder": _folder,
    "evidence": _evidence,
    "reports": _reports,
    "telegram": _telegram,
    "serving": check_serving,
}
