"""Files as Telegram keeps them: one content, a file id for each bot, a unique id for all."""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from bot.sandbox.limits import DOWNLOAD


@dataclass(slots=True, eq=False)
class StoredFile:
    """One file. `kind` is the Bot API field it came in: photo, video, voice, audio, document, …"""

    number: int
    kind: str
    data: bytes
    name: str | None = None
    mime: str | None = None
    size: int = 0
    width: int = 0
    height: int = 0
    duration: int = 0
    unique_id: str = ""
    smaller: "StoredFile | None" = None
    ids: dict[int, str] = field(default_factory=dict)

    @property
    def too_big_to_download(self) -> bool:
        """Above 20 MB bots may send the file on by id but not fetch it."""
        return self.size > DOWNLOAD

    @property
    def path(self) -> str:
        """The path `getFile` gives."""
        ending = (self.name or "").rpartition(".")[2] if "." in (self.name or "") else ENDINGS.get(self.kind, "bin")
        return f"{FOLDERS.get(self.kind, 'documents')}/file_{self.number}.{ending}"


ENDINGS = {"photo": "jpg", "video": "mp4", "voice": "oga", "audio": "mp3", "video_note": "mp4", "animation": "mp4",
           "sticker": "webp"}  # fmt: skip
FOLDERS = {"photo": "photos", "video": "videos", "voice": "voice", "audio": "music", "video_note": "video_notes",
           "animation": "animations", "sticker": "stickers"}  # fmt: skip


class FileStore:
    """All files of the emulated Telegram."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._files: list[StoredFile] = []
        self._by_id: dict[tuple[int, str], StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def __len__(self) -> int:
        return len(self._files)

    def add(self, kind: str, data: bytes, *, name: str | None = None, mime: str | None = None,
            size: int | None = None, width: int = 0, height: int = 0, duration: int = 0) -> StoredFile:  # fmt: skip
        """Keep a file. `size` in bytes may claim more than `data` holds, to stand for a big file."""
        number = len(self._files)
        file = StoredFile(
            number, kind, data, name, mime, len(data) if size is None else size, width, height, duration,
            self._token(f"unique {number}", 12),
        )  # fmt: skip
        self._files.append(file)
        self._by_path[file.path] = file
        return file

    def id_for(self, bot_id: int, file: StoredFile) -> str:
        """The file id this bot knows the file by; useless to any other bot."""
        known = file.ids.get(bot_id)
        if known is None:
            known = file.ids[bot_id] = self._token(f"{bot_id} {file.number}", 45)
            self._by_id[bot_id, known] = file
        return known

    def find(self, bot_id: int, file_id: str) -> StoredFile | None:
        """The file behind an id, if this bot was ever given it."""
        return self._by_id.get((bot_id, file_id))

    def at(self, path: str) -> StoredFile | None:
        """The file at a download path."""
        return self._by_path.get(path)

    def _token(self, words: str, size: int) -> str:
        digest = hashlib.sha512(f"{self._seed} {words}".encode()).digest()
        return urlsafe_b64encode(digest)[:size].decode()
