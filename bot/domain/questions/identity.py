"""Who may know the reporter's name, and how to reach them. Telephone numbers go to the vault, never on a card."""

from bot.domain.card import WORDS_LENGTH, cut, say_identity
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.ask import Ask, Choice, Reply, Then, button, in_columns, shows, takes
from bot.domain.questions.changes import tell
from bot.domain.questions.words import LEAVES, bare_words, tells_more
from bot.domain.screen import Phrase, Screen, Share, ShareButton, phrase
from bot.domain.tip import IdentityMode
from bot.domain.vietnamese import find_phones, yes_no_unknown
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
    skipped = yes_no_unknown(wrote.text) in LEAVES
    return Reply(draft if skipped else tell(draft, withheld_reason=wrote.text))


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


def _take_phone(draft: Draft, choice: str, _ward: WardFacts) -> Reply | None:
    if choice == "contact":
        return Reply(draft, Then.AGAIN, share=_share_contact())
    return Reply(tell(draft, phone=None, phone_words="")) if choice == "skip" else None


def _share_contact() -> Screen:
    contact = ShareButton(phrase("report-phone-share"), Share.CONTACT)
    skip = ShareButton(phrase("report-phone-share-skip"), Share.TEXT)
    return Screen((phrase("report-phone-share-ask"),), share=((contact,), (skip,)))


def _hear_phone(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    if yes_no_unknown(wrote.text) in LEAVES:
        return _take_phone(draft, "skip", ward)
    phones = find_phones(wrote.text)
    # The words stay beside the number ("gọi sau 7 giờ tối"): in the story they would stand on the card.
    return Reply(tell(draft, phone=phones[0], phone_words=wrote.text)) if phones else None


PHONE = Ask(
    Question.PHONE,
    show=shows(Question.PHONE, Choice("contact"), Choice("skip"), columns=1),
    take=_take_phone,
    hear=_hear_phone,
    # Said back without its digits: whoever looks at this chat need not read them.
    said=lambda draft, _: phrase("phone-kept" if draft.content.phone else "phone-none"),
    needed=lambda draft: draft.content.identity is not IdentityMode.WITHHELD,
)

_GUARDIAN = (Choice("skip", lambda draft: tell(draft, guardian="")),)


def _hear_guardian(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    if yes_no_unknown(wrote.text) in LEAVES:
        return GUARDIAN.take(draft, "skip", ward)
    return Reply(tell(draft, guardian=wrote.text)) if find_phones(wrote.text) else None


GUARDIAN = Ask(
    Question.GUARDIAN,
    show=shows(Question.GUARDIAN, *_GUARDIAN),
    take=takes(*_GUARDIAN),
    hear=_hear_guardian,
    said=lambda draft, _: phrase("phone-kept" if draft.content.guardian else "phone-none"),
    needed=lambda draft: draft.young,
)
