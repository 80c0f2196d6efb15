"""``tinbao rotate-key``: killed wherever it may be, nothing is lost, everything can be read, and it goes on."""

import signal

import pytest
from sqlalchemy import text

from bot.crypto import read_key_file
from storage.reseal import SEALED
from storage.sole_writer import AlreadyOpen, sole_writer
from tests.cli.conftest import Tinbao
from tests.cli.places import all_of, at_work, fill_with, installed_on
from tests.databases import KINDS, Databases

ONCE = ("before_file", "after_file", "taken_up", "before_retire", "after_retire")
POINTS = [
    *(f"rotate.{name}:1" for name in ONCE),
    *(f"rotate.{when}_commit:{hit}" for when in ("before", "after") for hit in (1, len(SEALED))),
]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tinbao: Tinbao, databases: Databases) -> Tinbao:
    """A filled installation."""
    installed = installed_on(tinbao, databases, request.param)
    fill_with(installed, range(3))
    return installed


def _keys(place: Tinbao) -> list[str]:
    return [master.fingerprint for master in read_key_file(place.folder / "tinbao.key")]


def test_everything_comes_under_a_new_key_and_the_old_one_is_gone(place: Tinbao) -> None:
    before, (old,) = all_of(place), _keys(place)
    said = place("rotate-key")
    assert (said.code, said.err) == (0, "")
    (new,) = _keys(place)
    assert new != old
    assert new in said.out
    assert all_of(place) == before
    assert (place.folder / "tinbao.key").stat().st_mode & 0o777 == 0o600
    assert "[ổn] Đổi khóa chủ" in place("doctor", api_base="http://127.0.0.1:1").out
    with at_work(place) as uow:
        told = uow.session.execute(text("SELECT detail FROM journal WHERE deed = 'key changed'")).scalars().all()
    assert told == [new]
    assert place("rotate-key").code == 0
    assert all_of(place) == before


def test_wherever_it_is_killed_nothing_is_lost_and_it_goes_on(place: Tinbao) -> None:
    before = all_of(place)
    for number, point in enumerate(POINTS, start=3):
        killed = place.process("rotate-key", failpoint=point)
        assert killed.code == -signal.SIGKILL, f"{point} was never reached"
        fill_with(place, range(number, number + 1))  # the bot is started again, and works
        now = all_of(place)
        assert {name: now[name] for name in before} == before, point
        begun = len(_keys(place)) == 2
        assert begun == (point != "rotate.before_file:1")
        assert ("[hỏng] Đổi khóa chủ" in place("doctor", api_base="http://127.0.0.1:1").out) == begun
        said = place("rotate-key")
        assert (said.code, said.err) == (0, ""), point
        assert len(_keys(place)) == 1
        assert all_of(place) == now, point
        before = now


def test_a_value_that_no_key_opens_keeps_the_old_key(place: Tinbao) -> None:
    with at_work(place) as uow:
        uow.session.execute(text("UPDATE inbox SET payload = :junk WHERE id = 2"), {"junk": b"junk"})
    place("rotate-key").refuses("1 mục")
    assert len(_keys(place)) == 2
    with at_work(place) as uow:
        uow.session.execute(text("UPDATE inbox SET payload = NULL WHERE id = 2"))
    assert place("rotate-key").code == 0
    assert len(_keys(place)) == 1


def test_nobody_changes_the_key_under_a_running_bot(place: Tinbao) -> None:
    with sole_writer(place.env["TINBAO_DATABASE_URL"], beside_others=True):
        place("rotate-key").refuses("Dừng bot")
    assert len(_keys(place)) == 1


def test_a_key_kept_elsewhere_is_changed_by_whoever_keeps_it(place: Tinbao) -> None:
    before = all_of(place)
    old = (place.folder / "tinbao.key").read_text().strip()
    new = place("new-key", "--show").out.strip()
    (place.folder / "tinbao.key").unlink()
    place("new-key", master_key=old).refuses("TINBAO_MASTER_KEY")
    place("rotate-key", master_key=old).refuses("TINBAO_MASTER_KEY", "new-key --show")
    place("rotate-key", master_key=new).refuses("không khớp")
    place("rotate-key", master_key="so secret").refuses("64 chữ số")
    said = place("rotate-key", master_key=f"{new},{old}")
    assert (said.code, said.err) == (0, "")
    assert new not in said.out
    (place.folder / "tinbao.key").write_text(new)
    assert all_of(place) == before
    place("setup-code", master_key=old).refuses("không khớp")
    assert place("setup-code", master_key=new).code == 0


def test_several_bots_serve_one_server_but_only_one_a_file(databases: Databases) -> None:
    url = databases.fresh("postgresql")
    with sole_writer(url, beside_others=True), sole_writer(url, beside_others=True):
        pass
    with sole_writer(url), pytest.raises(AlreadyOpen), sole_writer(url, beside_others=True):
        pass
