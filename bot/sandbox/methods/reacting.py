"""Reactions."""

from bot.sandbox.errors import bad_request
from bot.sandbox.methods import access
from bot.sandbox.methods.query import Query

# Each is one code point; the few joined ones of the real list are left out.
EMOJI = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
)


def set_message_reaction(query: Query) -> bool:
    """`setMessageReaction`: one reaction of the known ones, or none."""
    wanted = query.json("reaction", "reaction types") or []
    if not isinstance(wanted, list):
        raise bad_request("expected an Array of ReactionType")
    seen = access.message(query, access.chat(query, access.READ), "message to react")
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction.get("type") != "emoji" or reaction.get("emoji") not in EMOJI for reaction in wanted):
        raise bad_request("REACTION_INVALID")
    seen.reactions = wanted
    query.telegram.changed_something()
    return True


METHODS = {"setmessagereaction": set_message_reaction}
