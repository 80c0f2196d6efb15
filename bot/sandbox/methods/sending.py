"""Messages without files: text, places, contacts, dice, polls; chat actions."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.messages import NO_WORDS
from bot.sandbox.methods import access, composing
from bot.sandbox.methods.query import Query

Json = dict[str, Any]
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note", "record_audio", "upload_audio",
    "pick_up_location", "cancel",
}  # fmt: skip


def send_message(query: Query) -> Json:
    """`sendMessage`."""
    said = composing.text(query)
    chat = access.chat(query)
    access.may_send(query, chat)
    return composing.view(query, composing.post(query, chat, said, link_preview=composing.link_preview(query)))


def send_location(query: Query) -> Json:
    """`sendLocation`."""
    latitude, longitude = query.number("latitude"), query.number("longitude")
    if latitude is None or longitude is None:
        raise bad_request(f"{'latitude' if latitude is None else 'longitude'} is empty")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    place: Json = {"latitude": latitude, "longitude": longitude}
    if (accuracy := query.number("horizontal_accuracy")) is not None:
        place["horizontal_accuracy"] = accuracy
    return _send(query, {"location": place})


def send_contact(query: Query) -> Json:
    """`sendContact`."""
    contact = {"phone_number": query.required("phone_number"), "first_name": query.required("first_name")}
    if last_name := query.text("last_name"):
        contact["last_name"] = last_name
    return _send(query, {"contact": contact})


def _send(query: Query, content: Json) -> Json:
    chat = access.chat(query)
    access.may_send(query, chat)
    return composing.view(query, composing.post(query, chat, NO_WORDS, content=content))


def send_chat_action(query: Query) -> bool:
    """`sendChatAction`."""
    action = query.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    access.chat(query).actions.append(action)
    return True


METHODS = {
    "sendmessage": send_message,
    "sendlocation": send_location,
    "sendcontact": send_contact,
    "sendchataction": send_chat_action,
}
