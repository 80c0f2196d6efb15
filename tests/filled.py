"""A database with something sealed in every column that can hold it, and a look at all of it through the stores."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.domain.authority import Deed
from bot.domain.clocks import ClockKey
from bot.domain.content import EvidenceKind, EvidenceRef, StoryPart, TipContent
from bot.domain.delivery import Kind
from bot.domain.draft import Draft, Talk
from bot.domain.forms.form import Sheet
from bot.domain.lists.people import NewPerson
from bot.domain.lists.reading import NewList
from bot.domain.people import Role
from bot.domain.periods import CutOffs, days
from bot.domain.personal_data import RequestKind
from bot.domain.reports import Frozen
from bot.domain.screen import Screen, phrase
from bot.domain.search.request import read_request
from bot.domain.tip import Category, ReporterKind, Urgency
from storage.codec import open_value
from storage.evidence import EvidenceFolder, Source
from storage.inbox import RawUpdate
from storage.models import (
    Account,
    AskedSearch,
    BreachQuestion,
    DataRequest,
    EvidenceFile,
    IssuedReport,
    OneTimeCode,
    Person,
    Tip,
    Upload,
)
from storage.one_time_codes import Purpose
from storage.outbox import Payload, to_account, to_group
from storage.unit_of_work import UnitOfWork

BOT = 700000001


@dataclass(frozen=True)
class Reporter:
    """Somebody who reports; every word of theirs occurs nowhere else."""

    number: int

    @property
    def chat(self) -> int:
        """The private chat."""
        return 6_100_000_000 + self.number

    @property
    def words(self) -> str:
        """What they tell."""
        return f"xyzlời{self.number:03}q"


def fill(uow: UnitOfWork, folder: EvidenceFolder, reporter: Reporter) -> int:
    """One reporter, their talk, tip, file, update and letters; and an officer. Returns the tip's id."""
    key = uow.people.meet(reporter.chat)
    member = uow.people.enrol(uow.people.meet(reporter.chat + 10**6), f"An {reporter.number}", Role.OFFICER)
    _waits_to_be_approved(uow, key, reporter)
    file = uow.evidence.add(key, 5, EvidenceKind.PHOTO, Source("id", name=reporter.words), size=None, album=None)
    (wanted,) = uow.evidence.claim_wanted(1)
    uow.evidence.stored(file, *folder.write(file, wanted.wrapped_key, reporter.words.encode()))
    content = TipContent(
        urgency=Urgency.NORMAL,
        category=Category.THEFT,
        story=(StoryPart(1, reporter.words, uow.now),),
        evidence=(EvidenceRef(file, EvidenceKind.PHOTO, 5),),
        phone=f"+8490000{reporter.number:04}",
    )
    draft = f"draft{reporter.number}"
    tip = uow.tips.create(
        draft, key, content, prefix="BD", reporter=ReporterKind.RESIDENT, confirmed=True, received_at=uow.now
    )
    assert tip is not None
    uow.evidence.attach([file], tip.id)
    talk = Talk(Draft(draft, uow.now, uow.now, content))
    uow.talks.save(key, talk, None, None)
    uow.sheets.save(key, Sheet("00000000", next(iter(Deed)), tip.id, answers={"note": reporter.words}), None)
    uow.searches.keep(f"{reporter.number:08}", reporter.words)
    uow.inbox.add(BOT, [RawUpdate(reporter.number, key, {"text": reporter.words})])
    uow.outbox.add(to_group(uow.ward_id), Kind.CARD, tip_id=tip.id, once=f"card:{tip.id}")
    letter = Payload(screen=Screen((phrase("words", text=reporter.words),)))
    uow.outbox.add(to_account(key), Kind.RECEIPT, letter, tip_id=tip.id, once=f"receipt:{tip.id}")
    request = uow.data_requests.open(key, RequestKind.CORRECT, reporter.words, uow.now)
    uow.data_requests.answer(request, member.id, None, reporter.words)
    question = uow.breach_questions.ask(tip.id, ClockKey.ACK, member.id, uow.now)
    assert question is not None
    uow.breach_questions.answer(question, member.id, reporter.words)
    today = days(uow.now.date(), uow.now.date(), CutOffs(uow.settings.timezone))
    empty = uow.figures.of(uow.now, uow.now)
    uow.issued_reports.freeze(today, Frozen(empty, empty, empty), uow.journal.head())
    uow.journal.note("received", tip_id=tip.id)
    return tip.id


def _waits_to_be_approved(uow: UnitOfWork, key: str, reporter: Reporter) -> None:
    """Somebody was invited by name, and somebody came."""
    uow.codes.make(Purpose.INVITE, role=Role.OFFICER, name=reporter.words)
    # A list has either its file or its rows.
    uow.uploads.begin(key)
    uow.uploads.came(key, Source("id", name=reporter.words))
    if reporter.number % 2:
        wanted = uow.uploads._wanted(uow.session.get_one(Upload, key))
        uow.uploads.fetched(wanted, NewList(people=(NewPerson(reporter.words, Role.OFFICER),)))
    uow.enrolments.ask(
        key, reporter.words, frozenset({Role.UNIT}), neighbourhood_id=None, unit=None, made_by=None, replaces=None
    )


def look(uow: UnitOfWork, folder: EvidenceFolder) -> dict[str, Any]:
    """All that is sealed, opened. Claims what waits: the transaction is to be rolled back."""
    session = uow.session
    seen: dict[str, Any] = {}
    for key in session.scalars(select(Account.key)):
        seen[f"chat {key}"] = uow.people.chat_of(key)
        seen[f"talk {key}"] = uow.talks.load(key).talk
        seen[f"sheet {key}"] = uow.sheets.load(key)
    for person_id in session.scalars(select(Person.id)):
        seen[f"person {person_id}"] = uow.people.member_by_id(person_id)
    for code in session.scalars(select(OneTimeCode)):
        seen[f"code {code.fingerprint}"] = uow.codes.grant_of(code)
    for wanted in uow.uploads.claim_wanted(10**4):
        seen[f"list wanted {wanted.account_key}"] = wanted.file_id
    for key in session.scalars(select(Account.key)):
        seen[f"list {key}"] = uow.uploads.read(key)
    for enrolment in uow.enrolments.waiting():
        seen[f"enrolment {enrolment.id}"] = enrolment
    for tip_id in session.scalars(select(Tip.id)):
        seen[f"tip {tip_id}"] = uow.tips.view(tip_id).content
        seen[f"identity {tip_id}"] = uow.vault.identity(tip_id)
    for file in session.scalars(select(EvidenceFile)):
        assert file.key is not None
        assert file.sha256 is not None
        seen[f"source {file.id}"] = uow.evidence._source(file)
        seen[f"file {file.id}"] = folder.read(file.id, file.key, file.sha256)
    for request_id in session.scalars(select(DataRequest.id)):
        seen[f"request {request_id}"] = uow.data_requests.get(request_id)
    for report_id in session.scalars(select(IssuedReport.id)):
        seen[f"report {report_id}"] = uow.issued_reports.get(report_id, lines=True)
    for row in session.execute(select(BreachQuestion.id, BreachQuestion.reason)):
        place = f"breach_question/reason/{row.id}"
        seen[f"reason {row.id}"] = open_value(uow.keyring.columns, place, str, row.reason)
    for search_id in session.scalars(select(AskedSearch.id)):
        seen[f"search {search_id}"] = uow.searches.asked(search_id)
        for tip in uow.searches.find(read_request(seen[f"search {search_id}"].said, uow.now, ()), 0, 9):
            seen[f"found {search_id} {tip.id}"] = tip.code
    for update in uow.inbox.waiting(10**4):
        seen[f"update {update.id}"] = update.body
    for number in range(10**4):
        if not (rows := uow.outbox.claim(100, ())):
            break
        for row in rows:
            seen[f"letter {row.id}"] = row.payload
            uow.outbox.sent(row.id, number)
    return seen


def folder_in(path: Path, uow: UnitOfWork) -> EvidenceFolder:
    """The folder of evidence below ``path``."""
    return EvidenceFolder(path / "evidence", uow.keyring)
