"""The bytes of a message's file, for the page. What people upload must never run as a page of ours."""

from aiohttp import web

from bot.sandbox.messages import Media

SHOWN_BY_BROWSER = {"image/jpeg", "image/png", "image/gif", "image/webp"}


def file_response(media: Media) -> web.Response:
    """The file: pictures, sound and films to be shown in place, anything else only to be saved."""
    mime = media.file.mime or {"video_note": "video/mp4"}.get(media.kind, "application/octet-stream")
    shown = mime in SHOWN_BY_BROWSER or mime.startswith(("audio/", "video/"))
    return web.Response(
        body=media.bytes,
        content_type=mime if shown else "application/octet-stream",
        headers={
            "Content-Disposition": "inline" if shown else "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=31536000, immutable",
        },
    )
