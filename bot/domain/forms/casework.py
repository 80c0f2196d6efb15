"""The forms of casework, each asking exactly what the law needs for that step (see ``casework.outcomes``)."""

from collections.abc import Callable, Mapping

from bot.domain.authority import Deed
from bot.domain.casework.feedback import may_follow
from bot.domain.casework.outcomes import NEEDS, TRANSFERS, UNCLASSIFIED, Needs, Outcome, Serious, TipKind
from bot.domain.forms import fields
from bot.domain.forms.asking import ASK
from bot.domain.forms.extension import EXTEND
from bot.domain.forms.form import Answers, Field, Form, FormFacts, Option, named
from bot.domain.forms.personal_data import ANSWER_DATA
from bot.domain.screen import Phrase, phrase
from bot.domain.tip import Category, Status

YES, NO = "yes", "no"
RETURN_HOURS = (24, 72, 168)
# Decided by the commander in a form of its own.
_CLOSINGS = tuple(o for o in Outcome if o not in TRANSFERS and o is not Outcome.FALSE)


def _needs(name: str, get: Callable[[Needs], bool]) -> Callable[[Answers], bool]:
    return lambda answers: name in answers and get(NEEDS[Outcome(answers[name])])


def _kinds(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    proposed = facts.tip.proposed_kind if facts.tip else None
    return tuple(Option(k, _kind_label(k, proposed)) for k in sorted(TipKind, key=lambda k: k != proposed))


def _kind_label(kind: TipKind, proposed: TipKind | None) -> Phrase:
    name = phrase(f"kind-{kind}")
    return phrase("form-proposed", what=name) if kind == proposed else name


def _categories(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    first = facts.tip.category if facts.tip else None
    return tuple(Option(c, phrase(f"category-{c}")) for c in sorted(Category, key=lambda c: c is not first))


def _minors(answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    first = YES if answers.get("category") == Category.CHILD_ABUSE else NO
    return tuple(Option(a, phrase(f"answer-{a}")) for a in sorted((YES, NO), key=lambda a: a != first))


def _seriousness(_answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    grounds = (s for s in Serious if s is not Serious.MINOR)
    return (Option(NO, phrase("serious-no")), *(Option(s, phrase(f"serious-{s}")) for s in grounds))


def _outcomes(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    ready = facts.tip is None or facts.tip.case.is_classified
    return tuple(Option(o, phrase(f"outcome-{o}")) for o in _CLOSINGS if ready or o in UNCLASSIFIED)


def _recipients(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    ready = facts.tip is None or facts.tip.case.is_classified
    return tuple(Option(o, phrase(f"outcome-{o}")) for o in Outcome if o in TRANSFERS and (ready or o in UNCLASSIFIED))


def _return_times(_answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    return tuple(Option(str(hours), phrase(f"form-return-{hours}")) for hours in RETURN_HOURS)


def _bodies(answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    return facts.choices.get(f"body-{answers.get('to', '')}", ())


def _said_body(answer: str, facts: FormFacts) -> Phrase:
    return named(tuple(o for options in facts.choices.values() for o in options), answer)


def _one_of(options: Callable[[Answers, FormFacts], tuple[Option, ...]]) -> Callable[[str, FormFacts], Phrase]:
    return lambda answer, facts: named(options({}, facts), answer)


def seriousness(answers: Answers) -> Serious | None:
    """Why a tip must be passed on within 24 hours, if it must: whenever the victim is under 18 (TT 43/2021 Đ.5.1)."""
    if answers["minor"] == YES:
        return Serious.MINOR
    return None if answers["serious"] == NO else Serious(answers["serious"])


def _warn_class(answers: Answers, _facts: FormFacts) -> tuple[Phrase, ...]:
    return (phrase("form-warn-serious" if seriousness(answers) else "form-warn-not-serious"),)


def _warn_transfer(answers: Answers, facts: FormFacts) -> tuple[Phrase, ...]:
    return (phrase("form-warn-transfer"), *_unclassified(facts))


def _warn_merge(_answers: Answers, facts: FormFacts) -> tuple[Phrase, ...]:
    """Whose reporters follow which tip, and what they are told now: the outcome, where there is one already."""
    if facts.other is None:
        return (phrase("form-warn-no-other"),)
    outcome = facts.other.case.outcome if facts.other.case.status is Status.CLOSED else None
    told = phrase(f"told-{outcome or Outcome.DUPLICATE}")
    return phrase("form-warn-first", code=facts.other.code), phrase("form-warn-told", told=told)


def _warn_close(answers: Answers, facts: FormFacts) -> tuple[Phrase, ...]:
    if answers["outcome"] == Outcome.DUPLICATE:
        return _warn_merge(answers, facts)
    told = phrase(f"told-{answers['outcome']}")
    return (phrase("form-warn-told", told=told), *_unclassified(facts))


def _verdicts(_answers: Answers, facts: FormFacts) -> tuple[Option, ...]:
    last = facts.tip.case.verdict if facts.tip else None
    return tuple(Option(verdict, phrase(f"verdict-{verdict}")) for verdict in may_follow(last))


def _warn_decided(answers: Answers, facts: FormFacts) -> tuple[Phrase, ...]:
    """Whether the reporter hears of it, and in which words."""
    told = phrase("form-warn-told", told=phrase(f"told-{answers['verdict']}"))
    if facts.told in {"yes", "away"}:
        return (told,)
    return (phrase(f"form-warn-decided-{facts.told}"),)


def _unclassified(facts: FormFacts) -> tuple[Phrase, ...]:
    """Some endings are not on the list before there is a class."""
    return () if facts.tip is None or facts.tip.case.is_classified else (phrase("form-warn-unclassified"),)


ASSIGN = Form(Deed.ASSIGN, (fields.from_list("owner", columns=2),))
CLASSIFY = Form(
    Deed.CLASSIFY,
    (
        Field("kind", _kinds, said=lambda answer, _: phrase(f"kind-{answer}")),
        Field("category", _categories, said=lambda answer, _: phrase(f"category-{answer}"), columns=2),
        Field("minor", _minors, said=lambda answer, _: phrase(f"answer-{answer}"), columns=2),
        Field(
            "serious",
            _seriousness,
            said=lambda answer, _: phrase(f"serious-{answer}"),
            needed=lambda answers: answers.get("minor") == NO,
        ),
    ),
    _warn_class,
)
NOTE = Form(Deed.NOTE, (Field("note", read=fields.read_words),))
TRANSFER = Form(
    Deed.TRANSFER,
    (
        Field("to", _recipients, said=lambda answer, _: phrase(f"outcome-{answer}")),
        Field("body", _bodies, fields.read_words, _said_body, _needs("to", lambda n: n.body)),
        fields.number(_needs("to", lambda n: n.number)),
        fields.day(_needs("to", lambda n: n.date)),
        fields.reason(_needs("to", lambda n: n.reason)),
        Field("return_in", _return_times, said=_one_of(_return_times)),
    ),
    _warn_transfer,
)
RETURN = Form(Deed.RETURN, (fields.reason(),))
CLOSE = Form(
    Deed.CLOSE,
    (
        Field("outcome", _outcomes, said=lambda answer, _: phrase(f"outcome-{answer}")),
        fields.other_tip(_needs("outcome", lambda n: n.other_tip)),
        Field("body", read=fields.read_words, needed=_needs("outcome", lambda n: n.body)),
        fields.number(_needs("outcome", lambda n: n.number)),
        fields.day(_needs("outcome", lambda n: n.date)),
        fields.reason(_needs("outcome", lambda n: n.reason)),
    ),
    _warn_close,
)
MARK_FALSE = Form(Deed.MARK_FALSE, (fields.reason(),), lambda _answers, _facts: (phrase("form-warn-false"),))
NOTIFIED = Form(
    Deed.NOTIFIED,
    (
        fields.from_list("clock"),
        Field("number", read=fields.read_number, optional=True),
    ),
)
FEEDBACK = Form(
    Deed.FEEDBACK,
    (
        Field("verdict", _verdicts, said=lambda answer, _: phrase(f"verdict-{answer}")),
        Field("number", read=fields.read_number),
        fields.day(lambda _: True),
    ),
    _warn_decided,
)
MERGE = Form(Deed.MERGE, (fields.other_tip(lambda _: True),), _warn_merge)
REOPEN = Form(Deed.REOPEN, (fields.reason(),), lambda _answers, _facts: (phrase("form-warn-reopen"),))
PROTECT = Form(Deed.PROTECT, (Field("note", read=fields.read_words),))
REVEAL = Form(Deed.REVEAL, (fields.reason(),), lambda _answers, _facts: (phrase("form-warn-reveal"),))

_ALL = (
    ASSIGN,
    ASK,
    CLASSIFY,
    NOTE,
    TRANSFER,
    RETURN,
    CLOSE,
    MERGE,
    MARK_FALSE,
    REOPEN,
    NOTIFIED,
    FEEDBACK,
    PROTECT,
    REVEAL,
    ANSWER_DATA,
    EXTEND,
)
FORMS: Mapping[Deed, Form] = {form.deed: form for form in _ALL}
