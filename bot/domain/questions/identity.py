"""Who may know the reporter's name, and how to reach them. Telephone numbers go to the vault, never on a card."""

from dataclasses import replace

from bot.domain.card import WORDS_LENGTH, cut, say_identity
from bot.domain.content import TipContent
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.apart import with_guardian, with_phone, with_reason
from bot.domain.questions.ask import Ask, Choice, Reply, Show, Then, button, in_columns, shows, takes
from bot.domain.questions.changes import tell
from bot.domain.questions.words import bare_words, leaves_out, looks_like_phone, tells_more
from bot.domain.screen import Phrase, Screen, Share, ShareButton, phrase
from bot.domain.tip import IdentityMode
from bot.domain.vietnamese import find_phones
from bot.domain.ward_facts import WardFacts


def _known_as(mode: IdentityMode) -> Choice:
    def change(draft: Draft) -> Draft:
        if mode is IdentityMode.WITHHELD:
            return tell(draft, identity=mode, phone=None, phone_words="")
        return tell(draft, identity=mode, withheld_reason="")

    return Choice(mode, change)


_IDENTITY = (
    _known_as(IdentityMode.SECRET),
    _known_as(IdentityMode.OFFICER),
    _known_as(IdentityMode.WITHHELD),
    Choice("quiet", lambda draft: tell(draft, no_reply=True), Then.AGAIN),
    Choice("reply", lambda draft: tell(draft, no_reply=False), Then.AGAIN),
)
_TYPED = (
    (IdentityMode.WITHHELD, ("an danh", "nac danh", "khong cung cap", "khong cho biet", "khong khai")),
    (IdentityMode.SECRET, ("bi mat",)),
    (IdentityMode.OFFICER, ("can bo", "cho biet", "cong khai")),
)


def _show_identity(draft: Draft, _ward: WardFacts) -> Screen:
    names = [*IdentityMode, "reply" if draft.content.no_reply else "quiet"]
    lines = [phrase("report-identity-ask"), *(phrase(f"report-identity-line-{mode}") for mode in IdentityMode)]
    if draft.content.no_reply:
        lines.append(phrase("report-identity-is-quiet"))
    return Screen(tuple(lines), in_columns([button(draft, Question.IDENTITY, name) for name in names], 1))


def _hear_identity(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    said = bare_words(wrote.text)
    if tells_more(wrote.text):
        return None
    mode = next((mode for mode, words in _TYPED if any(w in said for w in words)), None)
    return IDENTITY.take(draft, mode, ward) if mode else None


IDENTITY = Ask(
    Question.IDENTITY,
    show=_show_identity,
    take=takes(*_IDENTITY),
    hear=_hear_identity,
    said=lambda draft, _: say_identity(draft.content),
)

_REASON = (Choice("skip"),)


def _hear_reason(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Reply | None:
    return Reply(draft if leaves_out(wrote.text) else replace(draft, content=with_reason(draft.content, wrote.text)))


def _said_reason(draft: Draft, _ward: WardFacts) -> Phrase:
    reason = draft.content.withheld_reason
    return phrase("as-is", words=cut(reason, WORDS_LENGTH)) if reason else phrase("not-said")


REASON = Ask(
    Question.REASON,
    show=shows(Question.REASON, *_REASON),
    take=takes(*_REASON),
    hear=_hear_reason,
    said=_said_reason,
    needed=lambda draft: draft.content.identity is IdentityMode.WITHHELD,
)


_UNCLEAR = 1


def _numbers(show: Show) -> Show:
    """The question for a number; after one that cannot be dialled it says so first."""

    def ask(draft: Draft, ward: WardFacts) -> Screen:
        screen = show(draft, ward)
        unclear = (phrase("report-number-unclear"),) if draft.page == _UNCLEAR else ()
        return replace(screen, body=(*unclear, *screen.body))

    return ask


def _hear_number(draft: Draft, wrote: Wrote, content: TipContent) -> Reply | None:
    if find_phones(wrote.text):
        return Reply(replace(draft, content=content))
    # In the story a number with a slip in it would stand on the card, and beside it the right one.
    return Reply(replace(draft, page=_UNCLEAR), Then.AGAIN) if looks_like_phone(wrote.text) else None


def _take_phone(draft: Draft, choice: str, _ward: WardFacts) -> Reply | None:
    if choice == "contact":
        return Reply(draft, Then.AGAIN, share=_share_contact())
    return Reply(tell(draft, phone=None, phone_words="")) if choice == "skip" else None


def _share_contact() -> Screen:
    contact = ShareButton(phrase("report-phone-share"), Share.CONTACT)
    skip = ShareButton(phrase("report-phone-share-skip"), Share.TEXT)
    return Screen((phrase("report-phone-share-ask"),), share=((contact,), (skip,)))


def _hear_phone(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    if leaves_out(wrote.text):
        return _take_phone(draft, "skip", ward)
    return _hear_number(draft, wrote, with_phone(draft.content, wrote.text))


PHONE = Ask(
    Question.PHONE,
    show=_numbers(shows(Question.PHONE, Choice("contact"), Choice("skip"), columns=1)),
    take=_take_phone,
    hear=_hear_phone,
    # Said back without its digits: whoever looks at this chat need not read them.
    said=lambda draft, _: phrase("phone-kept" if draft.content.phone else "phone-none"),
    needed=lambda draft: draft.content.identity is not IdentityMode.WITHHELD,
)

_GUARDIAN = (Choice("skip", lambda draft: tell(draft, guardian="")),)


def _hear_guardian(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    if leaves_out(wrote.text):
        return GUARDIAN.take(draft, "skip", ward)
    return _hear_number(draft, wrote, with_guardian(draft.content, wrote.text))


GUARDIAN = Ask(
    Question.GUARDIAN,
    show=_numbers(shows(Question.GUARDIAN, *_GUARDIAN)),
    take=takes(*_GUARDIAN),
    hear=_hear_guardian,
    said=lambda draft, _: phrase("phone-kept" if draft.content.guardian else "phone-none"),
    needed=lambda draft: draft.young,
)
