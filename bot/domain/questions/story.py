"""The account itself, in as many messages as it takes, and the files that go with it."""

from dataclasses import replace

from bot.domain.card import cut, say_evidence, say_summary
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.ask import Ask, Reply, Then, button, in_columns
from bot.domain.questions.changes import narrate, tell
from bot.domain.questions.words import LEAVES
from bot.domain.screen import Area, Button, Phrase, Screen, phrase
from bot.domain.tip import Category
from bot.domain.vietnamese import yes_no_unknown
from bot.domain.ward_facts import WardFacts

_ASKED_TWICE = 1
GOING_ON = 2
_TOLD_LENGTH = 600


def _has_account(draft: Draft) -> bool:
    return bool(draft.content.story or draft.content.evidence)


def _show_story(draft: Draft, _ward: WardFacts) -> Screen:
    if draft.page == _ASKED_TWICE and not _has_account(draft):
        return Screen((phrase("report-story-empty"),), ((button(draft, Question.STORY, "none"),),))
    buttons = [button(draft, Question.STORY, "done")]
    if Question.STORY in draft.answered and draft.content.story:
        buttons.append(button(draft, Question.STORY, _again(draft), phrase("report-story-again")))
    if draft.content.category is Category.OTHER and draft.page != GOING_ON:
        buttons.append(Button(phrase("menu-desks"), Area.MENU, "desks"))
    return Screen(_story_lines(draft), in_columns(buttons, 1))


def _story_lines(draft: Draft) -> tuple[Phrase, ...]:
    if draft.page == GOING_ON:
        return (phrase("report-story-more"),)
    hint = phrase(f"report-story-hint-{draft.content.category or Category.OTHER}")
    first = phrase("report-story-ask")
    if draft.content.story:
        first = phrase("report-story-so-far", told=cut(draft.content.told, _TOLD_LENGTH))
    return first, hint, phrase("report-story-end")


def _again(draft: Draft) -> str:
    # Counts the messages it would take back, so that an old button cannot wipe what was told after it.
    return f"again{len(draft.content.story)}"


def _take_story(draft: Draft, choice: str, _ward: WardFacts) -> Reply | None:
    if choice == "done" and not _has_account(draft):
        return Reply(replace(draft, page=_ASKED_TWICE), Then.AGAIN)
    if choice in ("done", "none"):
        return Reply(draft)
    if draft.content.story and choice == _again(draft):
        return Reply(replace(tell(draft, story=()), page=0), Then.AGAIN)
    return None


def _hear_story(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    answer = yes_no_unknown(wrote.text)
    if answer in LEAVES:
        gives_up = draft.page == _ASKED_TWICE and not _has_account(draft)
        return _take_story(draft, "none" if gives_up else "done", ward)
    if answer is not None:
        return None
    return Reply(replace(narrate(draft, wrote.text, wrote.message_id, wrote.at), page=GOING_ON), Then.AGAIN)


STORY = Ask(
    Question.STORY,
    show=_show_story,
    take=_take_story,
    hear=_hear_story,
    said=lambda draft, _: say_summary(draft.content),
)


def _show_evidence(draft: Draft, _ward: WardFacts) -> Screen:
    if draft.content.evidence:
        body = phrase("report-evidence-so-far", evidence=say_evidence(draft.content))
        return Screen((body,), ((button(draft, Question.EVIDENCE, "done"),),))
    return Screen((phrase("report-evidence-ask"),), ((button(draft, Question.EVIDENCE, "none"),),))


def _take_evidence(draft: Draft, choice: str, _ward: WardFacts) -> Reply | None:
    return Reply(draft) if choice in ("done", "none") else None


def _hear_evidence(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Reply | None:
    return Reply(draft) if yes_no_unknown(wrote.text) in LEAVES else None


EVIDENCE = Ask(
    Question.EVIDENCE,
    show=_show_evidence,
    take=_take_evidence,
    hear=_hear_evidence,
    said=lambda draft, _: say_evidence(draft.content),
)
