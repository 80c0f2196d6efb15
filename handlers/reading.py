"""Updates of Telegram → what the services understand."""

from datetime import datetime

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.domain.authority import Where
from bot.domain.content import EvidenceKind
from bot.domain.events import Command, Pressed, Rewrote, SentOther, SharedContact, SharedLocation, Wrote
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Area, phrase
from bot.services.receive_file import ReceivedFile
from bot.services.speak import PressRef
from handlers.callbacks import Press
from handlers.filters import PRIVATE, read_command
from storage.evidence import Source
from storage.unit_of_work import UnitOfWork


def member_of(uow: UnitOfWork, event: Message | CallbackQuery) -> Member | None:
    """The person with a role who did this. Raises Refused when no person stands behind it."""
    if isinstance(event, Message) and event.sender_chat is not None:
        raise Refused(Alert(phrase("refused-anonymous")))
    return uow.people.member(uow.keyring.blind(event.from_user.id)) if event.from_user else None


def press_of(query: CallbackQuery) -> PressRef:
    """The press to answer, and the message with the button; that may be out of the bot's reach by now."""
    if query.message is None:
        return PressRef(query.id, query.from_user.id, None)
    return PressRef(query.id, query.message.chat.id, query.message.message_id)


def where_of(event: Message | CallbackQuery) -> Where:
    """In which chat it was done; a button whose message is out of reach was pressed in private."""
    message = event.message if isinstance(event, CallbackQuery) else event
    return Where.GROUP if message is not None and message.chat.type != PRIVATE else Where.PRIVATE


def number_in(text: str) -> int | None:
    """The id that a button names; None when it names none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def chat_of(event: TelegramObject) -> int | None:
    """The chat in which something happened."""
    message = event.message if isinstance(event, CallbackQuery) else event
    chat = getattr(message, "chat", None)
    return chat.id if chat is not None else None


def sender_of(event: TelegramObject) -> int | None:
    """The account that did it."""
    person = getattr(event, "from_user", None)
    return person.id if person is not None else None


def pressed(area: Area, press: Press, at: datetime) -> Pressed:
    """A button of the dialog."""
    return Pressed(area, press.verb, press.subject, press.choice, at)


def rewrote(message: Message, at: datetime) -> Rewrote:
    """An edited message."""
    return Rewrote(message.text or message.caption or "", message.message_id, at)


def spoken(
    message: Message, at: datetime, bot_username: str
) -> Command | Wrote | SharedLocation | SharedContact | SentOther:
    """Whatever a message says that is not a file."""
    if message.text is not None:
        name, argument = read_command(message.text, bot_username)
        # Somebody who types "/nha toi bi trom" tells something: only a bare slash word is taken for a command.
        return Wrote(message.text, message.message_id, at) if argument or not name else Command(name, argument, at)
    if message.location is not None:
        return SharedLocation(message.location.latitude, message.location.longitude, at)
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return SharedContact(message.contact.phone_number, own, message.message_id, at)
    return SentOther(ContentType(message.content_type).value, at)


def file_of(message: Message) -> ReceivedFile | None:
    """The photo, video, voice note or file that a message brings."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return _file(message, EvidenceKind.PHOTO, largest.file_id, "image/jpeg", "", largest.file_size)
    for kind, part in (
        (EvidenceKind.VIDEO, message.video or message.video_note or message.animation),
        (EvidenceKind.VOICE, message.voice),
        (EvidenceKind.AUDIO, message.audio),
        (EvidenceKind.FILE, message.document),
    ):
        if part is not None:
            mime, name = getattr(part, "mime_type", None), getattr(part, "file_name", None)
            return _file(message, kind, part.file_id, mime or "", name or "", part.file_size)
    return None


def _file(message: Message, kind: EvidenceKind, file_id: str, mime: str, name: str, size: int | None) -> ReceivedFile:
    return ReceivedFile(
        message.message_id, kind, Source(file_id, mime, name), size, message.media_group_id, message.caption or ""
    )
