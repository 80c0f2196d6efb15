"""What Telegram answers when it refuses, word for word (official server `Client.cpp`, TDLib)."""

from typing import Any


class Refused(Exception):
    """A refused request: HTTP status, description and, for some, parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> Refused:
    """400, with the server's rule for the first letter: lower case unless the reason is an identifier."""
    if len(reason) > 1 and not (reason[1] == "_" or "A" <= reason[1] <= "Z"):
        reason = reason[0].lower() + reason[1:]
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """403: the bot may not write there."""
    return Refused(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refused:
    """409: another poller, or a webhook."""
    return Refused(409, f"Conflict: {reason}")


def unauthorized() -> Refused:
    """401: nobody has this token (any more)."""
    return Refused(401, "Unauthorized")


def too_many_requests(retry_after: int) -> Refused:
    """429 with the seconds to wait."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def upgraded(new_chat_id: int) -> Refused:
    """400: the group is a supergroup now, under another id."""
    return Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=new_chat_id)


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
POLL_ENDED_BY_WEBHOOK = "terminated by setWebhook request"
