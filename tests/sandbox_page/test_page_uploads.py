"""Files from disk arrive as a phone would send them, and are shown without danger."""

import aiohttp
import pytest

from bot.sandbox.pictures import sample
from tests.sandbox_page.page_kit import Browser, Ward

JPEG = "image/jpeg"


def photos(count: int) -> list[tuple[str, str, bytes]]:
    return [(f"{number}.jpg", JPEG, sample(number)) for number in range(count)]


async def test_one_photo_is_a_photo_with_a_caption(page: Browser, ward: Ward) -> None:
    await page.upload(ward.lan, "photo", photos(1), chat=str(ward.lan.id), caption="xe của tôi")
    (message,) = ward.lan.chat_with().messages
    assert (message.media.kind if message.media else None, message.caption) == ("photo", "xe của tôi")


async def test_several_photos_are_an_album_with_the_caption_on_the_first(page: Browser, ward: Ward) -> None:
    files = [*photos(2), ("phim.mp4", "video/mp4", b"film")]
    await page.upload(ward.lan, "photo", files, chat=str(ward.lan.id), caption="hiện trường")
    messages = ward.lan.chat_with().messages
    assert [message.media.kind for message in messages if message.media] == ["photo", "photo", "video"]
    assert len({message.album for message in messages}) == 1
    assert [message.caption for message in messages] == ["hiện trường", None, None]


async def test_more_than_ten_photos_are_several_albums(page: Browser, ward: Ward) -> None:
    await page.upload(ward.lan, "photo", photos(11), chat=str(ward.lan.id), caption="phố")
    messages = ward.lan.chat_with().messages
    albums = [message.album for message in messages]
    assert (len(albums), len(set(albums[:10])), albums[10]) == (11, 1, None)
    assert [message.caption for message in messages] == ["phố", *[None] * 10]


async def test_a_file_keeps_its_name_and_content_even_above_a_megabyte(page: Browser, ward: Ward) -> None:
    big = b"x" * 3_000_000
    files = [("đơn trình báo.pdf", "application/pdf", big)]
    assert (await page.upload(ward.lan, "file", files, chat=str(ward.lan.id)))["ok"]
    media = ward.lan.chat_with().last.media
    assert media is not None
    assert (media.file.name, media.file.mime, media.bytes == big) == ("đơn trình báo.pdf", "application/pdf", True)


async def test_a_recording_is_a_voice_message(page: Browser, ward: Ward) -> None:
    await page.upload(ward.lan, "voice", [("a.wav", "audio/wav", b"RIFF")], chat=str(ward.lan.id))
    (message,) = await page.messages(ward.lan.id)
    assert message["media"]["kind"] == "voice"
    async with page.session.get(f"{page.address}/sandbox/{message['media']['url']}") as answer:
        assert (await answer.read(), answer.content_type) == (b"RIFF", "audio/ogg")


@pytest.mark.parametrize(("name", "mime"), [("x.html", "text/html"), ("x.svg", "image/svg+xml")])
async def test_an_uploaded_page_is_saved_and_never_run(page: Browser, ward: Ward, name: str, mime: str) -> None:
    await page.upload(ward.lan, "file", [(name, mime, b"<script>alert(1)</script>")], chat=str(ward.lan.id))
    (message,) = await page.messages(ward.lan.id)
    async with page.session.get(f"{page.address}/sandbox/{message['media']['url']}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_file_of_a_deleted_message_is_gone(page: Browser, ward: Ward) -> None:
    sent = ward.lan.sends_photo()
    (message,) = await page.messages(ward.lan.id)
    url = f"{page.address}/sandbox/{message['media']['url']}"
    assert await status(page.session, url) == 200
    ward.lan.deletes(sent)
    assert await status(page.session, url) == 404


async def test_a_form_without_a_file_sends_nothing(page: Browser, ward: Ward) -> None:
    answer = await page.upload(ward.lan, "photo", [], chat=str(ward.lan.id))
    assert not answer["ok"]


async def status(session: aiohttp.ClientSession, url: str) -> int:
    async with session.get(url) as answer:
        return answer.status
