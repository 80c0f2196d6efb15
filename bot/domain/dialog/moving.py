"""A resident turns to another ward."""

from dataclasses import replace

from bot.domain.draft import Talk


def may_move(talk: Talk) -> bool:
    """A report that is being written is for the ward it was begun for; one that was sent only closes."""
    return talk.draft is None or talk.draft.sent_at is not None


def moved(talk: Talk) -> Talk:
    """The talk as it begins with another ward: what comes next belongs to none of the tips sent before."""
    return replace(talk, draft=None, adding_to=None, adding_until=None, last_tip=None, album=None)
