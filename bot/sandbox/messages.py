"""Messages, as the chat keeps them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox import keyboards
from bot.sandbox.entities import Words
from bot.sandbox.files import StoredFile
from bot.sandbox.html_text import Entity
from bot.sandbox.rendering import to_html

if TYPE_CHECKING:
    from bot.sandbox.bots import Bot
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person

Json = dict[str, Any]
NO_WORDS = Words("", [])


@dataclass(frozen=True, slots=True)
class Media:
    """A file in a message. `kind` is the Bot API field: photo, video, voice, audio, document, …"""

    kind: str
    file: StoredFile
    details: Json = field(default_factory=dict)

    @property
    def bytes(self) -> bytes:
        """The content."""
        return self.file.data


@dataclass(frozen=True, slots=True)
class Version:
    """How a message looked before an edit."""

    at: datetime
    text: str
    html: str
    buttons: keyboards.Rows


@dataclass(slots=True, eq=False)
class Message:
    """One message. Dates are aware; `words` is the text or the caption."""

    id: int
    chat: "Chat"
    sender: "Person | Bot | None"
    date: datetime
    words: Words = NO_WORDS
    media: Media | None = None
    content: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    inline: Json | None = None
    reply_to: "Message | None" = None
    album: str | None = None
    thread: int | None = None
    sender_chat: "Chat | None" = None
    forwarded: Json | None = None
    protect_content: bool = False
    silent: bool = False
    link_preview: Json | None = None
    edit_date: datetime | None = None
    deleted: bool = False
    history: list[Version] = field(default_factory=list)
    heard_by: set[int] = field(default_factory=set)
    reactions: list[Json] = field(default_factory=list)

    @property
    def text(self) -> str | None:
        """The plain text of a text message."""
        return None if self.media or self.content or self.service else self.words.text

    @property
    def caption(self) -> str | None:
        """The plain caption of a message with a file."""
        return (self.words.text or None) if self.media else None

    @property
    def entities(self) -> list[Entity]:
        """Entities of text or caption, in UTF-16 units."""
        return self.words.entities

    @property
    def html(self) -> str:
        """Text or caption as people see it, as HTML."""
        return to_html(self.words.text, self.words.entities)

    @property
    def bytes(self) -> bytes:
        """The content of the file; raises LookupError when there is none."""
        if self.media is None:
            raise LookupError(f"message {self.id} has no file")
        return self.media.bytes

    @property
    def buttons(self) -> keyboards.Rows:
        """The inline keyboard, row by row."""
        return keyboards.buttons(self.inline["inline_keyboard"]) if self.inline else []

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    def remember(self) -> None:
        """Keep the present look before an edit changes it."""
        self.history.append(Version(self.edit_date or self.date, self.words.text, self.html, self.buttons))
