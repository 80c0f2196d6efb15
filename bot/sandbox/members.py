"""Who belongs to a group, and with which rights."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Status(StrEnum):
    """`ChatMember.status`."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_send_welcome_messages", "can_pin_messages", "can_manage_topics", "can_manage_tags",
)  # fmt: skip
NOT_BY_DEFAULT = {"can_promote_members"}
SENDING_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages",
)  # fmt: skip
MEMBER_RIGHTS = ("can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics")


@dataclass(frozen=True, slots=True)
class Membership:
    """One person's place in one group."""

    status: Status
    rights: frozenset[str] = field(default_factory=frozenset)
    anonymous: bool = False

    @property
    def inside(self) -> bool:
        """Belongs to the group now."""
        return self.status not in (Status.LEFT, Status.KICKED)

    @property
    def admin(self) -> bool:
        """Owner or administrator."""
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)

    def may(self, right: str) -> bool:
        """Whether this membership carries the right."""
        if self.status is Status.CREATOR:
            return True
        if self.status in (Status.ADMINISTRATOR, Status.RESTRICTED):
            return right in self.rights
        return self.status is Status.MEMBER and right in SENDING_RIGHTS

    def view(self, user: Json) -> Json:
        """The `ChatMember` object."""
        view: Json = {"user": user, "status": self.status.value}
        match self.status:
            case Status.CREATOR:
                view["is_anonymous"] = self.anonymous
            case Status.ADMINISTRATOR:
                view |= {"can_be_edited": False, "is_anonymous": self.anonymous}
                view |= {right: right in self.rights for right in ADMIN_RIGHTS}
            case Status.RESTRICTED:
                view |= {"is_member": True, "until_date": 0}
                view |= {right: right in self.rights for right in SENDING_RIGHTS + MEMBER_RIGHTS}
            case Status.KICKED:
                view["until_date"] = 0
        return view


def administrator(*without: str, anonymous: bool = False) -> Membership:
    """An administrator with the usual rights, less some."""
    return Membership(Status.ADMINISTRATOR, frozenset(ADMIN_RIGHTS) - NOT_BY_DEFAULT - set(without), anonymous)


OUTSIDE = Membership(Status.LEFT)
PLAIN = Membership(Status.MEMBER)
MUTED = Membership(Status.RESTRICTED)
KICKED = Membership(Status.KICKED)
OWNER = Membership(Status.CREATOR)
