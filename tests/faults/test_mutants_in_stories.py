"""Deliberate bugs that no kill brings to light: each must make the very story fail that tells of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from bot import delivery, lanes
from bot.channels.letters import TelegramChannel
from bot.domain.people import Member
from bot.services import acknowledge_tip, claim_letters
from bot.services.bundles import draw_list
from bot.services.claim_letters import Letter
from bot.services.settle_letter import settle_letter
from handlers import cards
from storage.engine import SQLITE_PRAGMAS
from storage.inbox import InboxStore
from storage.models import INBOX, Tip
from storage.outbox import OutboxStore
from storage.talks import TalkStore
from storage.tips import TipStore
from tests.faults import test_answers_of_telegram as answers
from tests.faults import test_presses as presses
from tests.faults import test_updates as updates
from tests.scenarios import test_duty_flood as flood
from tests.scenarios import test_resident_traps as traps
from tests.services import test_submit_again as submits
from tests.storage import test_engine as engine
from tests.storage.conftest import Store, store
from tests.world import World

__all__ = ["store"]
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"])
Story = Callable[[World], Awaitable[None]]


async def files_come_without_their_sender(world: World) -> None:
    """What an officer gets to see of a picture is the bot's own message."""
    await world.lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    await world.lan.acts(world.lan.person.sends_photo())
    await world.lan.presses_on()
    await world.an.taps("📎 Tài liệu")
    (picture,) = [m for m in world.an.chat.messages if m.media and m.sender is world.stage.bot]
    assert picture.forwarded is None


async def words_outlive_an_attempt_that_fails(world: World) -> None:
    """What an update brings about fails at its first try: then it is not handled yet either."""
    save, tries = TalkStore.save, count()

    def fails_once(self: TalkStore, *kept: Any) -> None:
        if not next(tries):
            raise LookupError
        save(self, *kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TalkStore, "save", fails_once)
        await world.lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
        await world.jumps(minutes=6)
    assert next(tries) > 1, "it was tried again"
    assert world.lan.open_question() is not None


def anybody_may(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks who presses."""
    patch.setattr(acknowledge_tip, "require", lambda m, *_: m or Member(1, 1, "", "?", frozenset(), None))


def last_one_wins(patch: pytest.MonkeyPatch) -> None:
    """A tip is taken on without looking whether somebody has it already."""

    def take(self: TipStore, tip_id: int, person_id: int) -> bool:
        values = {"status": "acknowledged", "acknowledged_at": self._now, "acknowledged_by": person_id}
        self._session.execute(update(Tip).where(Tip.id == tip_id).values(**values, revision=Tip.revision + 1))
        return True

    patch.setattr(TipStore, "acknowledge", take)


def high_water(patch: pytest.MonkeyPatch) -> None:
    """Updates are known by the highest number seen so far."""
    add = InboxStore.add

    def above(self: InboxStore, bot_id: int, rows: Any) -> int:
        highest = self._session.scalar(select(func.max(INBOX.c.external_id))) or 0
        return add(self, bot_id, [row for row in rows if row.external_id > highest])

    patch.setattr(InboxStore, "add", above)


def label_by_state(patch: pytest.MonkeyPatch) -> None:
    """Whether it may be a second copy is judged by how the last attempt ended, not by what ever happened."""
    retry = OutboxStore.retry

    def forgetful(self: OutboxStore, row_id: int, *args: Any) -> None:
        retry(self, row_id, *args)
        self._update(row_id, ambiguous=0)

    patch.setattr(OutboxStore, "retry", forgetful)


def words_are_markup(patch: pytest.MonkeyPatch) -> None:
    """What people wrote is not escaped."""
    patch.setattr(cards, "safe", lambda words: words)


def forwards(patch: pytest.MonkeyPatch) -> None:
    """An officer who asks for a picture gets the message that its sender sent."""
    row, sent = InboxStore._row, []

    def remember(self: InboxStore, bot_id: int, raw: Any) -> Any:
        message = raw.body.get("message", {})
        if "photo" in message:
            sent[:] = [message["chat"]["id"], message["message_id"]]
        return row(self, bot_id, raw)

    async def forward(self: TelegramChannel, letter: Letter, *_: Any) -> Any:
        params = {"chat_id": letter.chat_id, "from_chat_id": sent[0], "message_id": sent[1]}
        return await self._telegram.call("forwardMessage", params)

    patch.setattr(InboxStore, "_row", remember)
    patch.setattr(TelegramChannel, "_send_copy", forward)


def two_transactions(patch: pytest.MonkeyPatch) -> None:
    """An update is marked as handled in one transaction and takes effect in the next."""
    take = lanes.Turn.take

    async def take_first(self: lanes.Turn, work: Any, **how: Any) -> None:
        due: list[Any] = []
        await take(self, due.append, **how)
        if due:
            await self._lanes.in_unit(lambda uow: work(lanes._ward_of(uow, self.row) or uow))

    patch.setattr(lanes.Turn, "take", take_first)


def durability_off(patch: pytest.MonkeyPatch) -> None:
    """SQLite does not wait for the disk."""
    patch.setitem(SQLITE_PRAGMAS, "synchronous", ("OFF", 0))


def only_the_first_is_settled(patch: pytest.MonkeyPatch) -> None:
    """Of a message with several tips only the first one's row learns that it arrived."""
    patch.setattr(delivery, "settle_letter", lambda uow, x, how: settle_letter(uow, replace(x, together=()), how))


def lines_say_nothing(patch: pytest.MonkeyPatch) -> None:
    """A line that may have been seen before does not say so."""
    patch.setattr(claim_letters, "draw_list", lambda uow, tips, _: draw_list(uow, tips))


# A bug, the story that must fail, and the words of that story at which it does.
CAUGHT: list[tuple[Callable[[pytest.MonkeyPatch], None], Story, str]] = [
    (anybody_may, presses.test_somebody_without_a_role_takes_on_nothing, "assert press.answer.show_alert"),
    (last_one_wins, presses.test_two_officers_within_a_moment, 'assert "An Đỗ" in (second.answer.text or "")'),
    (high_water, updates.test_updates_numbered_anew_are_not_taken_for_old_ones, "await person.reports(STORY)"),
    (label_by_state, answers.test_a_copy_is_labelled_whatever_became_of_the_attempts_between, "== [False, True]"),
    (words_are_markup, traps.test_markup_and_unseen_characters_stay_words, '== f"{MARKUP} ở tổ 5 tối qua"'),
    (forwards, files_come_without_their_sender, "assert picture.forwarded is None"),
    (two_transactions, words_outlive_an_attempt_that_fails, '"it was tried again"'),
    (only_the_first_is_settled, flood.test_the_books_agree_after_a_flood, "assert await world.in_database(books) =="),
    (
        lines_say_nothing,
        flood.test_a_list_of_which_nobody_knows_whether_it_came_is_sent_again_line_by_line_labelled,
        'line.startswith("(gửi lại) ")',
    ),
]


def _failed_in(story: Callable[..., Any], caught: pytest.ExceptionInfo[AssertionError]) -> str:
    """The statement of the story that failed."""
    return str([entry.statement for entry in caught.traceback if entry.name == story.__name__][-1])


@on_sqlite
@pytest.mark.parametrize(("mutant", "story", "seen_by"), CAUGHT, ids=[mutant.__name__ for mutant, *_ in CAUGHT])
async def test_the_story_fails(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    mutant: Callable[[pytest.MonkeyPatch], None],
    story: Story,
    seen_by: str,
) -> None:
    mutant(monkeypatch)
    with pytest.raises(AssertionError) as caught:
        await story(world)
    assert seen_by in _failed_in(story, caught), "something else went wrong"


@on_sqlite
async def test_the_stories_told_here_hold_for_the_product_itself(world: World) -> None:
    await files_come_without_their_sender(world)
    await words_outlive_an_attempt_that_fails(world)


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_without_its_constraint_the_database_takes_a_draft_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    story = submits.test_two_processes_send_one_draft_at_the_same_moment
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE tip DROP CONSTRAINT uq_tip_draft_id"))
    with pytest.raises(AssertionError) as caught:
        story(store, monkeypatch)
    assert "== 1" in _failed_in(story, caught)


def test_settings_that_lose_a_commit_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.test_the_settings_are_those_that_keep_a_commit()
    durability_off(monkeypatch)
    with pytest.raises(AssertionError, match="synchronous"):
        engine.test_the_settings_are_those_that_keep_a_commit()
