"""What people send: texts, files, albums, places, contacts; edits and deletions."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.sandbox import limits, pictures
from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.entities import typed
from bot.sandbox.messages import Media, Message
from bot.sandbox.utf16 import length

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.telegram import Telegram

Json = dict[str, Any]
To = Chat | Bot | None
START_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{limits.START_PAYLOAD}}}")
KINDS = {
    "video": ("video.mp4", "video/mp4"), "voice": (None, "audio/ogg"), "audio": ("audio.mp3", "audio/mpeg"),
    "video_note": (None, None), "animation": ("animation.mp4", "video/mp4"), "sticker": (None, None),
    "document": ("file.bin", "application/octet-stream"),
}  # fmt: skip
# What such files begin with, for those who look.
MP4, OGG, MP3 = b"\0\0\0\x14ftypisom\0\0\0\0isom", b"OggS", b"ID3"
STARTS = {"video": MP4, "voice": OGG, "audio": MP3, "video_note": MP4, "animation": MP4}


class Speaking:
    """The verbs of writing. `to` may be left out: the private chat with the only bot."""

    telegram: "Telegram"
    id: int
    first_name: str
    last_name: str | None
    phone: str | None
    started: set[int]
    blocked: set[int]

    def chat_with(self, bot: Bot | None = None) -> Chat:
        """This person's private chat with the bot (the only one unless named)."""
        return self.telegram.private_chat(self._me, bot or self.telegram.only_bot)

    def starts(self, bot: Bot | None = None, payload: str | None = None) -> Message:
        """Press START, perhaps through a link with a payload; a blocked bot is unblocked first."""
        bot = bot or self.telegram.only_bot
        if payload and not START_PAYLOAD.fullmatch(payload):
            raise ValueError("a start payload has 1-64 of A-Z, a-z, 0-9, _ and -")
        if bot.id in self.blocked:
            self.unblocks(bot)
        return self.sends(f"/start {payload}" if payload else "/start", bot)

    def sends(self, text: str, to: To = None, *, reply_to: Message | None = None, thread: int | None = None) -> Message:
        """Send a text. Raises ValueError when it is empty or too long for one message (apps split it)."""
        words = typed(text)
        if not 1 <= length(words.text) <= limits.TEXT:
            raise ValueError("an app sends neither an empty message nor one of more than 4096 units")
        return self._posts(to, words=words, reply_to=reply_to, thread=thread)

    def replies(self, message: Message, text: str) -> Message:
        """Answer a message with a text."""
        return self.sends(text, message.chat, reply_to=message, thread=message.thread)

    def sends_photo(self, data: bytes | None = None, caption: str | None = None, to: To = None, *,
                    as_file: bool = False, reply_to: Message | None = None) -> Message:  # fmt: skip
        """Send a picture as photo (recompressed, no EXIF) or as file (the original)."""
        data = data or pictures.sample(len(self.telegram.files))
        if as_file:
            return self.sends_document("photo.jpg", data, "image/jpeg", caption, to)
        media = Media("photo", self.telegram.keep_photo(data))
        return self._posts(to, media=media, words=typed(caption or ""), reply_to=reply_to)

    def sends_album(self, items: Iterable[tuple[str, bytes | None, str | None]], to: To = None) -> list[Message]:
        """Send several files at once, (kind, data, caption) each: as many updates with one `media_group_id`."""
        album = self.telegram.new_album()
        return [self.adds_to_album(album, kind, data, caption, to) for kind, data, caption in items]

    def adds_to_album(self, album: str, kind: str, data: bytes | None = None, caption: str | None = None,
                      to: To = None) -> Message:  # fmt: skip
        """One item of an album, perhaps a late one."""
        if kind == "photo":
            media = Media(kind, self.telegram.keep_photo(data or pictures.sample(len(self.telegram.files))))
        else:
            media = self._media(kind, data)
        return self._posts(to, media=media, words=typed(caption or ""), album=album)

    def sends_document(self, name: str, data: bytes, mime: str = "application/octet-stream",
                       caption: str | None = None, to: To = None, *, size: int | None = None) -> Message:  # fmt: skip
        """Send a file; `size` may claim more bytes than given, to stand for a big one."""
        media = self._media("document", data, name=name, mime=mime, size=size)
        return self._posts(to, media=media, words=typed(caption or ""))

    def sends_video(self, data: bytes | None = None, caption: str | None = None, to: To = None, *,
                    duration: int = 5, size: int | None = None) -> Message:  # fmt: skip
        """Send a video of `duration` seconds."""
        media = self._media("video", data, duration=duration, size=size)
        return self._posts(to, media=media, words=typed(caption or ""))

    def sends_voice(self, data: bytes | None = None, to: To = None, *, duration: int = 5) -> Message:
        """Send a voice message of `duration` seconds."""
        return self._posts(to, media=self._media("voice", data, duration=duration))

    def sends_audio(self, data: bytes | None = None, caption: str | None = None, to: To = None, *,
                    duration: int = 5) -> Message:  # fmt: skip
        """Send a piece of music or a recording as file."""
        return self._posts(to, media=self._media("audio", data, duration=duration), words=typed(caption or ""))

    def sends_video_note(self, data: bytes | None = None, to: To = None) -> Message:
        """Send a round video message."""
        return self._posts(to, media=self._media("video_note", data, duration=5))

    def sends_animation(self, data: bytes | None = None, to: To = None) -> Message:
        """Send a GIF."""
        return self._posts(to, media=self._media("animation", data, duration=2))

    def sends_sticker(self, to: To = None, emoji: str = "👍") -> Message:
        """Send a sticker."""
        media = Media("sticker", self._media("sticker", None).file, {"emoji": emoji})
        return self._posts(to, media=media)

    def sends_location(self, latitude: float, longitude: float, to: To = None, *, live: int | None = None) -> Message:
        """Send a place; `live`: a moving one, for so many seconds."""
        place: Json = {"latitude": latitude, "longitude": longitude}
        if live:
            place["live_period"] = live
        return self._posts(to, content={"location": place})

    def shares_contact(self, to: To = None, *, phone: str | None = None, of: "Person | None" = None) -> Message:
        """Share the own contact, somebody else's, or a bare number from the address book."""
        person = of or self._me
        contact: Json = {"phone_number": phone or person.phone or "", "first_name": person.first_name}
        if person.last_name:
            contact["last_name"] = person.last_name
        if phone is None:
            contact["user_id"] = person.id
        return self._posts(to, content={"contact": contact})

    def sends_poll(self, to: To = None, question: str = "?", options: tuple[str, ...] = ("1", "2")) -> Message:
        """Send a poll."""
        choices = [
            {"persistent_id": str(number), "text": option, "voter_count": 0} for number, option in enumerate(options)
        ]
        poll = {
            "id": self.telegram.new_number(), "question": question, "options": choices, "total_voter_count": 0,
            "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
            "allows_revoting": True, "members_only": False,
        }  # fmt: skip
        return self._posts(to, content={"poll": poll})

    def sends_dice(self, to: To = None) -> Message:
        """Throw a die."""
        return self._posts(to, content={"dice": {"emoji": "🎲", "value": self.telegram.random.randint(1, 6)}})

    def writes_anonymously(self, group: Chat, text: str, *, channel: Chat | None = None) -> Message:
        """Write as the group itself (anonymous administrator), or on behalf of a channel."""
        return self._posts(group, words=typed(text), sender_chat=channel or group)

    def edits(self, message: Message, text: str) -> None:
        """Change the text or caption of an own message."""
        if message.sender is not self:
            raise ValueError("people edit only their own messages")
        message.remember()
        message.words = typed(text)
        message.edit_date = self.telegram.now()
        self.telegram.deliver(message, edited=True)

    def deletes(self, message: Message) -> None:
        """Delete a message; bots are told nothing."""
        message.deleted = True
        self.telegram.changed_something()

    def blocks(self, bot: Bot | None = None) -> None:
        """Block the bot: it gets `my_chat_member`, and 403 when it writes."""
        bot = bot or self.telegram.only_bot
        self.blocked.add(bot.id)
        self.telegram.tell_private_status(self._me, bot, "member", "kicked")

    def unblocks(self, bot: Bot | None = None) -> None:
        """Allow the bot again."""
        bot = bot or self.telegram.only_bot
        self.blocked.discard(bot.id)
        self.telegram.tell_private_status(self._me, bot, "kicked", "member")

    @property
    def _me(self) -> "Person":
        return self.telegram.people[self.id]

    def _media(self, kind: str, data: bytes | None, *, name: str | None = None, mime: str | None = None,
               duration: int = 0, size: int | None = None) -> Media:  # fmt: skip
        usual_name, usual_mime = KINDS[kind]
        data = data if data is not None else STARTS.get(kind, b"") + f"{kind} {len(self.telegram.files)}".encode()
        file = self.telegram.files.add(
            kind, data, name=name or usual_name, mime=mime or usual_mime, duration=duration, size=size,
            width=640, height=480,
        )  # fmt: skip
        return Media(kind, file)

    def _posts(self, to: To, **content: Any) -> Message:
        chat = self._destination(to)
        message = Message(chat.next_id(), chat, self._me, self.telegram.now(), **content)
        self.telegram.post(message)
        return message

    def _destination(self, to: To) -> Chat:
        chat = to if isinstance(to, Chat) else self.chat_with(to)
        if chat.bot is not None:
            if chat.bot.id in self.blocked:
                raise ValueError(f"{self.first_name} has blocked this bot")
            self.started.add(chat.bot.id)
        elif chat.upgraded_to is not None:
            raise ValueError("the group was upgraded: people write to the new one")
        elif not chat.private and not chat.membership(self.id).may("can_send_messages"):
            raise ValueError(f"{self.first_name} may not write there")
        return chat
