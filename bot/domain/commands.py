"""The commands that a chat offers when "/" is typed: each person sees those that the table of authority gives them."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.authority import TABLE, Deed, Where
from bot.domain.people import POLICE, REPORTERS, Role


@dataclass(frozen=True, slots=True)
class Offer:
    """A command and the deed it does; without one it is for everybody in private, or for ``roles``.

    What it does is said by ``command-<name>`` (Bot API, BotCommand: 1-256 characters).
    """

    name: str
    deed: Deed | None = None
    roles: frozenset[Role] | None = None


# In the order in which they are offered. A command that is not here works, but nobody is told of it.
OFFERS: tuple[Offer, ...] = (
    Offer("baonhanh", roles=frozenset(REPORTERS)),
    Offer("moi", Deed.LIST),
    Offer("hangio", Deed.LIST),
    Offer("tin", Deed.LIST),
    Offer("tim", Deed.SEARCH),
    Offer("nhap", Deed.ENTER),
    Offer("giaoban", Deed.BRIEF),
    Offer("sotheodoi", Deed.REGISTER),
    Offer("truc", Deed.ROSTER),
    Offer("dientap", Deed.DRILL),
    Offer("baocao", Deed.REPORT),
    Offer("so_lieu", Deed.FIGURES),
    Offer("toi", Deed.OVERVIEW),
    Offer("chuyenden", Deed.INCOMING),
    Offer("xemdanhtinh", Deed.REVEALS),
    Offer("yeucau", Deed.DATA_REQUESTS),
    Offer("giu", Deed.KEEP),
    Offer("danhsach", Deed.PEOPLE),
    Offer("moinguoi", Deed.INVITE),
    Offer("nhapdanhsach", Deed.IMPORT),
    Offer("lich", Deed.CALENDAR),
    Offer("ketnoi", Deed.LINK_GROUP),
    Offer("kiemtra", Deed.CHECK),
    Offer("start"),
    Offer("baotin"),
    Offer("khancap"),
    Offer("huongdan"),
    Offer("huy"),
)


def private_commands(roles: Collection[Role] = ()) -> tuple[str, ...]:
    """What somebody with these roles is offered in private; without any, what a resident is offered."""
    return tuple(offer.name for offer in OFFERS if _offered(offer, set(roles), Where.PRIVATE))


def group_commands() -> tuple[str, ...]:
    """What the duty group is offered: what any of the police may do there."""
    return tuple(offer.name for offer in OFFERS if offer.deed and _offered(offer, set(POLICE), Where.GROUP))


def _offered(offer: Offer, roles: set[Role], where: Where) -> bool:
    if offer.deed is None:
        return offer.roles is None or not roles.isdisjoint(offer.roles)
    rule = TABLE[offer.deed]
    return where in rule.where and not roles.isdisjoint(rule.roles)
