"""Reasons not to start, as text keys; every one of these texts names the cure.

None of them repeats what was written in a setting: it may be a secret that landed in the wrong line.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryFile

from dotenv.parser import parse_stream
from pydantic import ValidationError

from bot.crypto import KeyUnreadable, MasterKey, read_key_file, read_keys
from bot.domain.screen import Phrase, phrase
from bot.settings import Settings, load_settings
from bot.texts import Texts
from bot.wordings import Fault, FaultyWordings, Wordings, wordings_of

PREFIX = "TINBAO_"
ENV_FILE = Path(".env")
# Set by tests only, see bot.failpoints.
NOT_SETTINGS = frozenset({"TINBAO_FAILPOINT"})
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")


class NotReady(Exception):
    """The product cannot do what it was asked to; ``reasons`` say why and what to do about it."""

    def __init__(self, *reasons: Phrase) -> None:
        super().__init__(*(reason.key for reason in reasons))
        self.reasons = reasons


def read_settings() -> Settings:
    """The settings, from the environment and ``.env``. Raises NotReady."""
    _refuse_unknown_names([*os.environ, *_names_in_env_file()])
    try:
        return load_settings()
    except ValidationError as error:
        fields = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
        raise NotReady(*map(_setting_wrong, fields)) from None


def forget_settings() -> None:
    """Leave every setting in the environment out of account from now on."""
    for name in list(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in NOT_SETTINGS:
            del os.environ[name]


def variable(field: str) -> str:
    """The name under which a setting is written."""
    return PREFIX + field.upper()


def require_token(settings: Settings) -> None:
    """There is a token and it looks like one. Raises NotReady."""
    token = settings.token.get_secret_value()
    if not token:
        raise NotReady(phrase("start-token-missing"))
    if not _TOKEN.fullmatch(token):
        raise NotReady(phrase("start-token-malformed"))


def require_phone(settings: Settings) -> None:
    """There is a number people can call instead. Raises NotReady."""
    if sum(c.isdigit() for c in settings.ward_phone) < 3:
        raise NotReady(phrase("start-phone-missing"))


def read_masters(settings: Settings) -> tuple[MasterKey, ...]:
    """The master keys, the present one first: from the environment, else from the file. Raises NotReady."""
    given = settings.master_key.get_secret_value()
    if not given:
        return _masters_in_file(settings)
    try:
        return read_keys(given)
    except KeyUnreadable:
        raise NotReady(phrase("start-key-malformed")) from None


def _masters_in_file(settings: Settings) -> tuple[MasterKey, ...]:
    path = settings.master_key_file
    require_apart(settings, path, phrase("start-key-in-data"))
    require_private(path, phrase("start-key-missing"), phrase("start-key-unreadable"))
    try:
        return read_key_file(path)
    except KeyUnreadable:
        raise NotReady(phrase("start-key-unreadable")) from None


def require_private(path: Path, missing: Phrase, unreadable: Phrase) -> None:
    """A key file is there, and only its owner can read it. Raises NotReady."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise NotReady(missing) from None
    except OSError:
        raise NotReady(unreadable) from None
    if stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise NotReady(phrase("start-key-open", path=str(path)))


def require_apart(settings: Settings, path: Path, otherwise: Phrase) -> None:
    """A key does not lie among the data: whoever takes a copy of these must not have it as well. Raises NotReady."""
    if path.absolute().is_relative_to(settings.data_dir.absolute()):
        raise NotReady(otherwise)


def prepare_folder(path: Path) -> None:
    """The folder is there, closed to others when made here, and can be written to. Raises NotReady."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=path) as file:
            file.write(b"\0")
            file.flush()
    except OSError:
        raise NotReady(phrase("start-folder-closed")) from None


def read_wordings(settings: Settings, codes: Iterable[str], texts: Texts) -> Wordings:
    """The texts for all wards, and for each that has its own. ``codes`` are those of all wards. Raises NotReady."""
    if not settings.texts_dir:
        return Wordings(texts, {})
    folder = Path(settings.texts_dir)
    try:
        return wordings_of(texts, folder, codes)
    except FaultyWordings as fault:
        # A folder that is not there may be anything that was written in the wrong line.
        path = variable("texts_dir") if fault.why is Fault.NO_FOLDER else str(fault.path.relative_to(folder.parent))
        cure = phrase(f"start-texts-{fault.why}")
        if fault.key:
            raise NotReady(phrase("start-texts-key", path=path, name=fault.key, cure=cure)) from None
        raise NotReady(phrase("start-texts", path=path, cure=cure)) from None


def _setting_wrong(field: str) -> Phrase:
    return phrase("start-setting", variable=variable(field), cure=phrase(f"setting-{field.replace('_', '-')}"))


def _refuse_unknown_names(names: Iterable[str]) -> None:
    known = {variable(field) for field in Settings.model_fields}
    for name in names:
        if name.upper().startswith(PREFIX) and name.upper() not in known | NOT_SETTINGS:
            near = get_close_matches(name.upper(), sorted(known), n=1, cutoff=0.6)
            raise NotReady(_misspelt(name, near[0]) if near else phrase("start-name-unknown", variable=name))


def _misspelt(name: str, meant: str) -> Phrase:
    return phrase("start-name-misspelt", variable=name, meant=meant)


def _names_in_env_file() -> Iterator[str]:
    if not ENV_FILE.is_file():
        return
    try:
        with ENV_FILE.open(encoding="utf-8") as file:
            lines = list(parse_stream(file))
    except UnicodeDecodeError:
        raise NotReady(phrase("start-env-not-utf8")) from None
    except OSError:
        raise NotReady(phrase("start-env-unreadable")) from None
    for line in lines:
        if line.error:
            raise NotReady(phrase("start-env-line", line=line.original.line))
        if line.key is not None:
            yield line.key
