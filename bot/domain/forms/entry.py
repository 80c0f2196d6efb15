"""A tip that somebody told by telephone or at the desk, written down by the officer who heard it.

The questions are those of the dialog (TT 28/2020 Điều 5.3); only what and where must be answered.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.authority import Deed
from bot.domain.card import cut, say_when
from bot.domain.content import KnownBy, Place, StoryPart, TipContent, When
from bot.domain.forms.fields import Needed, read_words
from bot.domain.forms.form import Answers, Field, Form, FormFacts, Option, Read, Sheet, named
from bot.domain.places import Neighbourhood
from bot.domain.questions.changes import just_now
from bot.domain.questions.time import when_said
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.times import clock_time
from bot.domain.tip import Category, Channel, IdentityMode, Urgency
from bot.domain.vietnamese import danger_signs, find_phones, propose_categories, understand_place, understand_time

MOST_WORDS = {"where": 200, "when": 100, "others": 300, "name": 120, "phone": 120, "reason": 300}
OLDEST = timedelta(days=7)
_SHOWN = 300
# Marks an answer that was typed, so that no words can be taken for an option.
_TYPED = "="


def _typed(name: str, understands: Callable[[str, FormFacts], bool] = lambda _text, _facts: True) -> Read:
    def read(text: str, facts: FormFacts) -> str | None:
        words = read_words(text, facts)
        fits = words is not None and len(words) <= MOST_WORDS[name] and understands(words, facts)
        return f"{_TYPED}{words}" if fits else None

    return read


def _words(answer: str) -> str:
    return answer.removeprefix(_TYPED)


def _said(answer: str, _facts: FormFacts) -> Phrase:
    return phrase("as-is", words=cut(_words(answer), _SHOWN))


def _kept(_answer: str, _facts: FormFacts) -> Phrase:
    return phrase("phone-kept")


def _choice(name: str, label: Callable[[str], Phrase], *names: str, optional: bool = False, columns: int = 1) -> Field:
    """A question that is answered by a button."""
    options = tuple(Option(n, label(n)) for n in names)
    return Field(name, lambda _a, _f: options, said=lambda a, _f: label(a), optional=optional, columns=columns)


def _categories(answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    likely = propose_categories(answers.get("what", ""))
    ranked = (*likely, *(category for category in Category if category not in likely))
    return tuple(Option(category, phrase(f"report-category-{category}")) for category in ranked)


def _places(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    return (*facts.choices.get("where", ()), Option("unknown", phrase("place-unknown")))


def place_option(neighbourhood: Neighbourhood) -> Option:
    """A neighbourhood as an answer to "Ở đâu"."""
    return Option(f"n{neighbourhood.id}", phrase("as-is", words=neighbourhood.name))


def _said_place(answer: str, facts: FormFacts) -> Phrase:
    return _said(answer, facts) if answer.startswith(_TYPED) else named(_places({}, facts), answer)


def _when_of(answer: str, facts: FormFacts) -> When | None:
    match answer:
        case "":
            return None
        case "just":
            return just_now(facts.now.astimezone(UTC))
        case "unknown":
            return When(unknown=True)
    return when_said(_words(answer), facts.now, facts.zone)


def _said_when(answer: str, facts: FormFacts) -> Phrase:
    return say_when(_when_of(answer, facts), facts.zone)


def _received_of(answer: str, facts: FormFacts) -> datetime | None:
    """When the call came, UTC; None for words that name no moment of the last days."""
    guess = understand_time(_words(answer), facts.now.astimezone(facts.zone)) if answer.startswith(_TYPED) else None
    at = guess.start if guess else None
    return at.astimezone(UTC) if at is not None and facts.now - OLDEST <= at <= facts.now else None


def _read_received(text: str, facts: FormFacts) -> str | None:
    typed = f"{_TYPED}{text}"
    # Kept as the moment itself: "lúc 8 giờ" must not change its meaning after midnight.
    found = _received_of(typed, facts)
    return found.isoformat() if found else None


def _said_received(answer: str, facts: FormFacts) -> Phrase:
    return phrase("form-received-now") if answer == "now" else clock_time(datetime.fromisoformat(answer), facts.zone)


def _with_identity(answers: Answers) -> bool:
    return answers.get("identity") != IdentityMode.WITHHELD


def _field(name: str, said: Callable[[str, FormFacts], Phrase] = _said, needed: Needed = lambda _: True) -> Field:
    return Field(name, read=_typed(name), said=said, needed=needed, optional=True)


def _warn(answers: Answers, _facts: FormFacts) -> tuple[Phrase, ...]:
    danger = (phrase("form-warn-danger"),) if urgency_of(answers) is Urgency.DANGER else ()
    return (*danger, phrase(f"form-warn-entered-{answers['handler']}"))


def urgency_of(answers: Answers) -> Urgency | None:
    """As the officer says; otherwise danger when the words are certain of it."""
    if answers.get("urgency"):
        return Urgency(answers["urgency"])
    return Urgency.DANGER if any(sign.certain for sign in danger_signs(answers["what"])) else None


_WHENS = (Option("just", phrase("form-when-just")), Option("unknown", phrase("form-when-unknown")))
_NOW = (Option("now", phrase("form-received-now")),)
ENTRY = Form(
    Deed.ENTER,
    (
        _choice("channel", lambda name: phrase(f"channel-{name}"), Channel.PHONE, Channel.WALK_IN, columns=2),
        Field("what", read=read_words, said=_said),
        Field("category", _categories, said=lambda answer, _: phrase(f"category-{answer}"), columns=2),
        Field("where", _places, _typed("where"), _said_place, columns=2),
        _choice("urgency", lambda name: phrase(f"urgency-{name}"), *Urgency, optional=True),
        Field(
            "when",
            lambda _answers, _facts: _WHENS,
            _typed("when", lambda text, facts: when_said(text, facts.now, facts.zone) is not None),
            _said_when,
            optional=True,
            columns=2,
        ),
        _choice("known_by", lambda name: phrase(f"known-{name}"), *KnownBy, optional=True),
        _field("others"),
        _choice("identity", lambda name: phrase(f"identity-{name}"), *IdentityMode, optional=True),
        _field("name", _kept, _with_identity),
        Field(
            "phone",
            read=_typed("phone", lambda text, _facts: bool(find_phones(text))),
            said=_kept,
            needed=_with_identity,
            optional=True,
        ),
        _field("reason", needed=lambda answers: not _with_identity(answers)),
        Field("received", lambda _answers, _facts: _NOW, _read_received, _said_received),
        _choice("handler", lambda name: phrase(f"form-handler-{name}"), "me", "desk"),
    ),
    _warn,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a filled-in form says. ``received_at`` is UTC; ``taken``: the officer deals with it."""

    channel: Channel
    content: TipContent
    received_at: datetime
    taken: bool


def entry_of(sheet: Sheet, facts: FormFacts, neighbourhoods: tuple[Neighbourhood, ...]) -> Entry:
    """The tip of a form that was confirmed. A call counts from the moment in which the form was opened for it."""
    answers, opened = sheet.answers, sheet.opened_at or facts.now
    received = opened if answers["received"] == "now" else datetime.fromisoformat(answers["received"])
    phone = _words(answers.get("phone", ""))
    content = TipContent(
        urgency=urgency_of(answers),
        category=Category(answers["category"]),
        place=_place_of(answers["where"], neighbourhoods),
        when=_when_of(answers.get("when", ""), facts),
        story=(StoryPart(0, answers["what"], received),) if answers["what"] else (),
        evidence=sheet.files,
        known_by=KnownBy(answers["known_by"]) if answers.get("known_by") else None,
        others_know=_words(answers.get("others", "")),
        identity=IdentityMode(answers.get("identity") or IdentityMode.SECRET),
        withheld_reason=_words(answers.get("reason", "")),
        informant=_words(answers.get("name", "")),
        phone=next(iter(find_phones(phone)), None),
        phone_words=phone,
    )
    return Entry(Channel(answers["channel"]), content, received.astimezone(UTC), answers["handler"] == "me")


def with_gaps(sheet: Sheet) -> Sheet | None:
    """The form as it stands, the questions that were not reached taken for unknown; None when nothing was told."""
    told = sheet.answers.get("what", "")
    if not told and not sheet.files:
        return None
    likely = next(iter(propose_categories(told)), Category.OTHER)
    gaps = {"channel": Channel.PHONE, "what": told, "category": likely, "where": "unknown", "received": "now"}
    return replace(sheet, answers={**gaps, **sheet.answers, "handler": "desk"})


def _place_of(answer: str, neighbourhoods: tuple[Neighbourhood, ...]) -> Place:
    if not answer.startswith(_TYPED):
        return Place(unknown=True) if answer == "unknown" else Place(int(answer[1:]))
    guess = understand_place(_words(answer), neighbourhoods)
    return Place(guess.neighbourhood_id if guess else None, _words(answer))
