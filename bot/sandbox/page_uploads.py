"""Files from the disk of whoever sits before the page, sent as a phone would send them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.sandbox.limits import ALBUM_MOST, UPLOAD
from bot.sandbox.page_acts import Deed


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of the form."""

    name: str
    mime: str
    data: bytes

    @property
    def film(self) -> bool:
        """A video, by what the browser says it is."""
        return self.mime.startswith("video/")


async def read_form(request: web.Request) -> tuple[dict[str, str], list[Upload]]:
    """The fields and files of a multipart form. Raises ValueError above 50 MB for one part."""
    fields: dict[str, str] = {}
    files: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = await _read(part)
        if part.filename is None:
            fields[part.name or ""] = data.decode()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files.append(Upload(part.filename, mime.partition(";")[0], data))
    return fields, files


async def _read(part: BodyPartReader) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk
        if len(data) > UPLOAD:
            raise ValueError("the file is too big")
    return bytes(data)


def send_files(deed: Deed, files: Sequence[Upload]) -> None:
    """Send the files as the form's `kind` says: photo or video (several make albums), file, voice."""
    if not files:
        raise ValueError("no file")
    match deed.said["kind"]:
        case "photo" | "video":
            _send_pictures(deed, files)
        case "file":
            _send_originals(deed, files)
        case "voice":
            for file in files:
                deed.person.sends_voice(file.data, deed.chat, duration=2)
        case kind:
            raise ValueError(f"no such kind: {kind}")


def _send_pictures(deed: Deed, files: Sequence[Upload]) -> None:
    caption = deed.said.get("caption")
    for album in _albums(files):
        if len(album) > 1:
            kinds = ["video" if file.film else "photo" for file in album]
            captions = [caption, *[None] * (len(album) - 1)]
            data = [file.data for file in album]
            deed.person.sends_album(zip(kinds, data, captions, strict=True), deed.chat)
        elif album[0].film:
            deed.person.sends_video(album[0].data, caption, deed.chat)
        else:
            deed.person.sends_photo(album[0].data, caption, deed.chat)
        caption = None


def _send_originals(deed: Deed, files: Sequence[Upload]) -> None:
    """Files keep their names. The app puts the caption on the last one."""
    for file in files:
        caption = deed.said.get("caption") if file is files[-1] else None
        deed.person.sends_document(file.name, file.data, file.mime, caption, deed.chat)


def _albums(files: Sequence[Upload]) -> Iterator[Sequence[Upload]]:
    for first in range(0, len(files), ALBUM_MOST):
        yield files[first : first + ALBUM_MOST]
