"""Commands that only look: however long they do, the running bot takes tips meanwhile."""

import pytest
from sqlalchemy import func, select

from bot.cli_books import Books
from bot.cli_database import looking_into
from bot.startup import read_settings
from storage.models import Tip
from tests.cli.conftest import Tinbao
from tests.cli.places import fill_with, installed_on
from tests.databases import Databases


@pytest.fixture
def place(tinbao: Tinbao, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Tinbao:
    """An installation on SQLite, where only one can write, with a reporter; and we are in its folder."""
    installed = installed_on(tinbao, databases, "sqlite")
    fill_with(installed, range(1))
    monkeypatch.chdir(installed.folder)
    for name, value in installed.env.items():
        monkeypatch.setenv(name, value)
    return installed


def test_a_report_that_is_being_counted_holds_up_no_tip(place: Tinbao) -> None:
    tips = select(func.count()).select_from(Tip)
    with looking_into(read_settings(), "BD") as uow:
        before = uow.session.scalar(tips)
        fill_with(place, range(1, 2))
        assert uow.session.scalar(tips) == before, "it sees one moment"
    with looking_into(read_settings(), "BD") as uow:
        assert uow.session.scalar(tips) > before


def test_a_file_that_arrives_while_doctor_looks_is_not_without_a_row(
    place: Tinbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stands in its folder before the row that says so is committed."""
    books = Books(read_settings())
    books.open()
    looks: list[int] = []

    def look(*arguments: object) -> dict[str, list[int]]:
        looks.append(len(looks))
        return {"files-of-no-row": [7, 9] if len(looks) == 1 else [9]}

    monkeypatch.setattr("bot.cli_books.reconcile", look)
    assert books.reconciled() == {"files-of-no-row": [9]}
    assert len(looks) == 2
