"""One step of the dialog with a person in private: what they did → the dialog's answer, kept and said."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.delivery import Kind
from bot.domain.dialog import (
    Add,
    Amend,
    AskCorrection,
    Step,
    Submit,
    Update,
    is_full,
    next_timers,
    step,
    stop_adding,
    submitted,
)
from bot.domain.draft import Talk
from bot.domain.events import Event
from bot.domain.personal_data import RequestKind
from bot.domain.screen import Screen
from bot.domain.screens.notes import filled_up
from bot.domain.screens.safety import tells_whom_to_call
from bot.services.drop_draft import drop_draft
from bot.services.expect_answer import expect_answer
from bot.services.personal_data.opening import open_request
from bot.services.speak import PressRef, answer, redraw_message, tell
from bot.services.submit_tip import submit_tip
from bot.services.take_answer import take_answer
from bot.services.update_tip import add_to_tip, amend_tip, update_tip
from bot.services.ward_facts import ward_facts
from storage.outbox import Payload, to_account
from storage.talks import StoredTalk
from storage.unit_of_work import UnitOfWork


def continue_talk(
    uow: UnitOfWork, account_key: str, event: Event, received_at: datetime, press: PressRef | None = None
) -> None:
    """Take one event through the dialog. ``received_at`` (aware) is when it reached the bot."""
    facts = ward_facts(uow, uow.people.member(account_key))
    stored = expect_answer(uow, uow.talks.load(account_key), event, hurries=facts.hurries)
    apply_step(uow, stored, step(stored.talk, event, facts), received_at, press)


def apply_step(
    uow: UnitOfWork, stored: StoredTalk, outcome: Step, received_at: datetime, press: PressRef | None = None
) -> None:
    """Do what a step of the dialog says, in its order: the tip, the answered question, the screens, the talk."""
    talk = _do_effect(uow, stored, outcome, received_at)
    if press is not None:
        answer(uow, press, outcome.alert)
    _edit_answered(uow, stored, outcome, press)
    _refresh(uow, stored, outcome)
    redrawn = _redraw(uow, stored.account_key, outcome, press)
    said = [uow.outbox.add(to_account(stored.account_key), _kind_of(s), Payload(screen=s)) for s in outcome.screens]
    question = _question_row(stored, outcome, talk, said[-1] if said else redrawn)
    waited = timedelta() if _in_danger(stored.talk) else uow.now - received_at
    uow.talks.save(stored.account_key, talk, question, _next_look(talk, waited))


def _in_danger(talk: Talk) -> bool:
    """Then it counts from the first word of it, however much that was written after it still waits to be read."""
    return talk.draft is not None and talk.draft.danger_at is not None


def _kind_of(screen: Screen) -> Kind:
    """Whom to call in danger waits behind no answers, not even behind those of somebody who writes on and on."""
    return Kind.NOTICE if tells_whom_to_call(screen) else Kind.ANSWER


def _next_look(talk: Talk, waited: timedelta) -> datetime | None:
    """What waited for its turn, as for the choice of a ward, is no silence."""
    due = next_look(talk)
    return due and due + waited


def next_look(talk: Talk) -> datetime | None:
    """When a silent talk is to be looked at again, in UTC."""
    timers = next_timers(talk)
    return min(filter(None, (timers.nudge_at, timers.hand_over_at, timers.expire_at)), default=None)


def _do_effect(uow: UnitOfWork, stored: StoredTalk, outcome: Step, received_at: datetime) -> Talk:
    effect = outcome.effect
    if isinstance(effect, Submit):
        tip = submit_tip(uow, stored.account_key, effect, received_at)
        return submitted(outcome.talk, tip)
    if isinstance(effect, Update):
        assert stored.talk.draft is not None, "only a draft that was sent is updated"
        update_tip(uow, effect, stored.talk.draft.content)
    elif isinstance(effect, Add):
        return _add(uow, stored.account_key, outcome.talk, effect)
    elif isinstance(effect, AskCorrection):
        tell(uow, stored.account_key, open_request(uow, stored.account_key, RequestKind.CORRECT, effect.words))
    elif isinstance(effect, Amend):
        amend_tip(uow, stored.account_key, effect)
    elif effect is not None:
        drop_draft(uow, effect)
    return outcome.talk


def _add(uow: UnitOfWork, account_key: str, talk: Talk, more: Add) -> Talk:
    if more.tip.question is None:
        add_to_tip(uow, more.tip.id, more.content)
    else:
        take_answer(uow, account_key, more.tip.id, more.tip.question, more.content)
    if not is_full(uow.for_tip(more.tip.id).tips.view(more.tip.id).content):
        return talk
    tell(uow, account_key, filled_up())
    return stop_adding(replace(talk, last_tip=None))


def _edit_answered(uow: UnitOfWork, stored: StoredTalk, outcome: Step, press: PressRef | None) -> None:
    """Edit the question's message down to its answer, once it is answered."""
    asked = stored.talk.draft.asking if stored.talk.draft else None
    for answered in outcome.answered:
        if answered.question is asked and (stored.question_row is not None or press is not None):
            payload = Payload(screen=Screen((answered.line,)), message_id=press.message_id if press else None)
            route = to_account(stored.account_key)
            uow.outbox.add(route, Kind.ANSWERED, payload, edits=None if press else stored.question_row)


def _redraw(uow: UnitOfWork, account_key: str, outcome: Step, press: PressRef | None) -> int | None:
    if outcome.redraw is None or press is None or press.message_id is None:
        return None
    return redraw_message(uow, account_key, outcome.redraw, press.message_id)


def _refresh(uow: UnitOfWork, stored: StoredTalk, outcome: Step) -> None:
    """Bring the message that puts the open question up to date."""
    if outcome.refresh is not None and stored.question_row is not None:
        payload = Payload(screen=outcome.refresh)
        uow.outbox.add(to_account(stored.account_key), Kind.ANSWERED, payload, edits=stored.question_row)


def _question_row(stored: StoredTalk, outcome: Step, talk: Talk, latest: int | None) -> int | None:
    """The row that puts the open question: a new one, or still the earlier one when something else was said."""
    if outcome.asks is not None:
        return latest or stored.question_row
    was, now = stored.talk.draft, talk.draft
    still_open = was is not None and now is not None and was.asking is now.asking
    return stored.question_row if still_open else None
