"""The content lines of a tip's card: what the duty group sees, and the reporter before sending."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from zoneinfo import ZoneInfo

from bot.domain.content import EvidenceKind, Place, TipContent, When
from bot.domain.people import Unit
from bot.domain.places import Neighbourhood
from bot.domain.screen import Arg, Phrase, phrase
from bot.domain.screens.times import clock_time
from bot.domain.tip import Category, Channel, ReporterKind, Urgency
from bot.domain.vietnamese import SpokenTime, fold, say_time

SUMMARY_LENGTH = 400
WORDS_LENGTH = 120
_NEIGHBOURHOOD = re.compile(r"^(?:to dan pho|to|tdp)(?: so)?(?= ?\d) ?")


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card needs besides the content."""

    zone: ZoneInfo
    neighbourhoods: tuple[Neighbourhood, ...] = ()
    reporter: ReporterKind = ReporterKind.RESIDENT
    unit: Unit | None = None
    channel: Channel = Channel.CHAT


def card_lines(content: TipContent, facts: CardFacts, minimal: bool = False) -> tuple[Phrase, ...]:
    """Urgency, category, place, time, summary, evidence counts, identity mode, reporter kind.

    Never the reporter's name, account or phone. ``minimal`` leaves the address and the summary out.
    """
    shown_place = content.place
    if minimal and shown_place is not None:
        shown_place = replace(shown_place, words="", latitude=None, longitude=None)
    return (
        phrase("card-urgency", urgency=say_urgency(content.urgency)),
        phrase("card-category", category=say_category(content.category)),
        phrase("card-place", place=say_place(shown_place, facts.neighbourhoods)),
        phrase("card-when", when=say_when(content.when, facts.zone)),
        *(() if minimal else (phrase("card-summary", summary=say_summary(content)),)),
        phrase("card-evidence", evidence=say_evidence(content)),
        phrase("card-identity", identity=say_identity(content)),
        phrase("card-reporter", reporter=say_reporter(content, facts)),
    )


def say_urgency(urgency: Urgency | None) -> Phrase:
    """How urgent, in words."""
    return phrase(f"urgency-{urgency}" if urgency else "urgency-untold")


def say_category(category: Category | None) -> Phrase:
    """What it is about, in words."""
    return phrase(f"category-{category}" if category else "category-untold")


def say_place(place: Place | None, neighbourhoods: Iterable[Neighbourhood]) -> Phrase:
    """Where: neighbourhood, the reporter's words, position."""
    if place is None:
        return phrase("place-untold")
    here = [n for n in neighbourhoods if n.id == place.neighbourhood_id]
    pieces = [phrase("as-is", words=n.name) for n in here]
    if place.words and not any(_names(n, place.words) for n in here):
        pieces.append(phrase("as-is", words=cut(place.words, WORDS_LENGTH)))
    if place.latitude is not None and place.longitude is not None:
        pieces.append(phrase("place-position", position=f"{place.latitude:.5f}, {place.longitude:.5f}"))
    if place.online:
        pieces.append(phrase("place-online"))
    return in_a_row(pieces) if pieces else phrase("place-unknown" if place.unknown else "place-untold")


def say_place_briefly(place: Place | None, neighbourhoods: Iterable[Neighbourhood], length: int) -> Phrase:
    """Where, in at most ``length`` characters of names and of the reporter's words; without either, the rest."""
    here = [n for n in neighbourhoods if place is not None and n.id == place.neighbourhood_id]
    words = [n.name for n in here]
    if place is not None and place.words and not any(_names(n, place.words) for n in here):
        words.append(place.words)
    return phrase("as-is", words=cut(", ".join(words), length)) if words else say_place(place, ())


def _names(neighbourhood: Neighbourhood, words: str) -> bool:
    """Whether the words say no more than the neighbourhood's name, such as "to 5" for "Tổ dân phố số 5"."""
    return _bare_name(words) in map(_bare_name, (neighbourhood.name, *neighbourhood.aliases))


def _bare_name(name: str) -> str:
    return _NEIGHBOURHOOD.sub("", fold(name))


def say_when(when: When | None, zone: ZoneInfo) -> Phrase:
    """When, in the ward's time zone, with the reporter's own words beside it."""
    if when is None:
        return phrase("when-untold")
    if when.start is None or when.end is None:
        return phrase("when-unknown")
    if when.just_now:
        return phrase("when-just-now", moment=clock_time(when.start, zone))
    start, end, now = (at.astimezone(zone) for at in (when.start, when.end, when.told_at or when.end))
    time = _spoken(say_time(start, end, now, exact=when.exact))
    return phrase("when-with-words", time=time, words=cut(when.words, WORDS_LENGTH)) if when.words else time


def _spoken(time: SpokenTime) -> Phrase:
    args: dict[str, Arg] = {name: said for name, said in time.args.items() if name.startswith("date")}
    for name, key in time.keys.items():
        suffix = "_to" if name.endswith("_to") else ""
        clock = {part: time.args[part + suffix] for part in ("hour", "minute")} if key.startswith("clock") else {}
        args[name] = phrase(key, **clock)
    return Phrase(time.key, args)


def say_summary(content: TipContent) -> Phrase:
    """The account, cut to about 400 characters."""
    told = " – ".join(" ".join(part.text.split()) for part in content.story)
    if not told:
        spoken = any(ref.kind is EvidenceKind.VOICE for ref in content.evidence)
        return phrase("summary-spoken" if spoken else "summary-untold")
    if len(told) <= SUMMARY_LENGTH:
        return phrase("as-is", words=told)
    return phrase("summary-cut", summary=cut(told, SUMMARY_LENGTH), more=phrase("card-more"))


def say_evidence(content: TipContent) -> Phrase:
    """How many files of each kind."""
    counts = Counter(ref.kind for ref in content.evidence)
    if not counts:
        return phrase("evidence-none")
    return in_a_row([phrase(f"evidence-{kind}", count=counts[kind]) for kind in EvidenceKind if counts[kind]])


def say_identity(content: TipContent) -> Phrase:
    """What the reporter allows to be known, and whether replies are wanted."""
    mode = phrase(f"identity-{content.identity}")
    return in_a_row([mode, phrase("identity-no-reply")]) if content.no_reply else mode


def say_reporter(content: TipContent, facts: CardFacts) -> Phrase:
    """In what capacity it is told, for whom, and how it came. A unit is named: it is nobody's private life."""
    kind = phrase(f"reporter-{facts.reporter}")
    if facts.reporter is ReporterKind.UNIT and facts.unit is not None:
        kind = phrase(f"unit-{facts.unit}")
    if content.on_behalf:
        kind = phrase("reporter-on-behalf", reporter=kind)
    return kind if facts.channel is Channel.CHAT else phrase(f"reporter-by-{facts.channel}", reporter=kind)


def in_a_row(pieces: list[Phrase]) -> Phrase:
    """Phrases on one line, with commas between them; at least one."""
    return reduce(lambda first, rest: phrase("and-then", first=first, rest=rest), pieces)


def cut(text: str, length: int) -> str:
    """The text on one line, at most ``length`` characters, cut at a word where there is one."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    head = flat[: length - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head[length // 2 :] else head}…"
