"""Legal clocks speak up: several in one message, the most overdue first, each stage once, late rather than never."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from bot.domain.clocks import Mark, speak_at
from bot.domain.delivery import Kind
from bot.services.on_duty import command_that_hears
from bot.services.tip_clocks import next_word, quiet_hours
from storage.clocks import ClockView
from storage.outbox import Payload, Route, to_account, to_group
from storage.unit_of_work import UnitOfWork

# More than an outage leaves behind: what comes in one batch goes out in one message.
BATCH = 500


def speak_of_clocks(uow: UnitOfWork) -> int:
    """Queue a word for every clock whose stage has come, in its tip's ward. Returns how many spoke."""
    said: dict[tuple[int, Route], list[int]] = defaultdict(list)
    spoken = 0
    for view in uow.clocks.to_be_said(BATCH):
        here = uow.for_tip(view.tip_id)
        mark = _claim(here, view)
        for route in _hearers(here, view, mark) if mark else ():
            said[here.ward_id, route].append(view.id)
        spoken += mark is not None
    for (ward_id, route), clocks in said.items():
        uow.for_ward(ward_id).outbox.remind_of(route, Kind.CLOCK, Payload(clocks=tuple(clocks)))
    return spoken


def _claim(uow: UnitOfWork, view: ClockView) -> Mark | None:
    """The latest stage reached, claimed: after an outage the earlier ones are not said one by one."""
    reached = [stage for stage in view.clock.stages if view.said_at < stage.at <= uow.now]
    if not reached:
        return None
    said, urgency = reached[-1], uow.tips.standing(view.tip_id).urgency
    # After an outage it may be night, and what should have been said in the evening waits for the morning.
    at = speak_at(view.clock, replace(said, at=uow.now), urgency, quiet_hours(uow))
    if at > uow.now:
        uow.clocks.postpone(view.id, at)
        return None
    following = next_word(uow, view.clock, _told(view, said.at), urgency)
    if not uow.clocks.said(view, said.at, following):
        return None
    uow.journal.note("clock", tip_id=view.tip_id, detail=f"{view.clock.key} {said.mark}")
    return said.mark


def _told(view: ClockView, at: datetime) -> ClockView:
    return replace(view, said_at=at)


def _hearers(uow: UnitOfWork, view: ClockView, mark: Mark) -> list[Route]:
    """The group always, whoever owns the tip, and the command once it is late."""
    owner = uow.people.member_by_id(uow.tips.standing(view.tip_id).case.owner_id or 0)
    accounts = [owner.account_key] if owner else []
    if mark is Mark.OVER:
        accounts += [member.account_key for member in command_that_hears(uow)]
    return [to_group(uow.ward_id), *(to_account(key) for key in dict.fromkeys(accounts))]
