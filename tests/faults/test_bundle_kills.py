"""Kill the bot while several tips are on their way to the group in one message."""

from functools import partial
from pathlib import Path
from zlib import crc32

import pytest
from sqlalchemy.orm import Session

from bot.domain.bundles import MOST_SINGLY
from bot.domain.content import StoryPart, TipContent
from bot.domain.dialog import Submit
from bot.services.submit_tip import submit_tip
from storage.engine import open_engine
from storage.unit_of_work import Workplace
from tests.databases import Databases
from tests.faults.checker import check
from tests.faults.experiment import people_at_work, until_all_is_done, until_it_is_killed
from tests.faults.people import Story, first_look, said
from tests.faults.reporting import Report, side_by_side
from tests.faults.ward import Ward, open_ward

# The list is the first that goes out: before it has left, when it stands there and nobody knows, and when it has been
# drawn anew because an officer took one of its tips on. ``test_failpoints.py`` has the other points.
POINTS = ("delivery.before_send:1", "delivery.record.before_commit:1", "telegram.editMessageText.after:1")


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_no_tip_of_a_list_is_lost_or_shown_twice_without_a_word(
    database_kind: str, databases: Databases, tmp_path: Path, report: Report
) -> None:
    await side_by_side(partial(_one_run, point, databases, database_kind, tmp_path, report) for point in POINTS)
    report.must_be_clean(len(POINTS))


async def _one_run(point: str, databases: Databases, kind: str, folder: Path, report: Report) -> None:
    seed, url = crc32(point.encode()), databases.fresh(kind)
    async with open_ward(url, folder / point.replace(":", "-"), seed) as ward:
        stories = _many_came_in(ward, seed)
        async with people_at_work(ward, [], seed):
            ward.starts(point)
            killed = await until_it_is_killed(ward, stories, lambda: None)
            ward.starts()
            await until_all_is_done(ward, stories)
        figures = check(ward, stories)
        # On a slow machine the watchdog may speak of a queue that stands; what it says is no matter of this test.
        figures.unexpected = [case for case in figures.unexpected if not case.startswith("alarm ")]
        if not any("tin cùng lúc" in first_look(message) for message in said(ward.stage.group)):
            figures.lost.append("the list")
        report.add(point, seed, figures, killed=killed)
    databases.drop(url)


def _many_came_in(ward: Ward, seed: int) -> list[Story]:
    """More tips than go out one by one, all sent before this life of the bot."""
    stories = []
    engine = open_engine(ward.settings.database)
    with Session(engine) as session, session.begin():
        uow = Workplace(ward.keyring, ward.clock, ward.settings, ward.ward_id).unit(session)
        for number in range(MOST_SINGLY + 1):
            teller = ward.residents[number % len(ward.residents)]
            teller.started.add(ward.stage.bot.id)
            story = Story(teller, f"xyz{seed % 10**6:06}{number:02}q")
            content = TipContent(story=(StoryPart(number + 1, story.text, uow.now),))
            sent = submit_tip(uow, uow.people.meet(teller.id), Submit(f"draft{number}", content), uow.now)
            story.code = sent.code
            stories.append(story)
    engine.dispose()
    return stories
