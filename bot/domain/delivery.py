"""What kinds of messages go out, which goes first, and what to do when nobody knows whether one arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum, auto


class Kind(StrEnum):
    """Why a message goes out."""

    PRESS_ANSWER = "press_answer"  # the short answer to a pressed button
    DANGER_CARD = "danger_card"  # a tip in which somebody is in danger, for the duty group
    CARD = "card"
    RECEIPT = "receipt"  # to the reporter, after the tip is safe
    ANSWER = "answer"  # the next question of a dialog, a menu, a list
    ANSWERED = "answered"  # a question edited down to its answer
    NOTICE = "notice"  # to one person: in the duty group, acknowledged, ended, answered
    QUESTION = "question"  # to the reporter: the ward asks
    ESCALATION = "escalation"  # to a commander: nobody has acknowledged
    INVITATION = "invitation"  # a link that gives a role, with its picture
    ALARM = "alarm"  # something is broken and somebody must know
    NEWS = "news"  # something about a tip that the duty group must hear, in the thread of its card
    REDRAW = "redraw"  # a card brought up to date
    HINT = "hint"  # how to do what somebody seems to want, under a card
    REMINDER = "reminder"
    CLOCK = "clock"  # legal clocks that run out
    DIGEST = "digest"
    HANDOVER = "handover"  # one shift hands over to the next
    WEEKLY = "weekly"  # the digest of a week
    CHART = "chart"  # the picture that goes with figures
    REPORT = "report"  # a file of a periodic report
    IDENTITY = "identity"  # who reported a tip, put into a message that stands already, so that it can be taken away
    ERASE = "erase"  # a message of the bot is taken away
    MENU = "menu"  # the commands that a chat offers
    PAPER = "paper"  # a draft that an officer asked for, to be signed
    REGISTER = "register"  # the month's register, for an officer who asked
    COPY = "copy"  # the file of all that is kept about somebody, for that person
    EVIDENCE = "evidence"  # files for an officer who asked


CARDS = frozenset({Kind.DANGER_CARD, Kind.CARD})


class Unknown(IntEnum):
    """What to do with a message that was handed to the network and of which nothing more was heard."""

    RESEND_LABELLED = auto()  # send again and say so
    RETRY = auto()  # doing it twice shows nothing twice
    LEAVE = auto()  # never again by itself: who asked can ask again


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind is delivered; a lower priority number goes first. ``lives`` = worthless after that time."""

    priority: int
    unknown: Unknown
    lives: timedelta | None = None


# Presses die on Telegram's side after a while: Bot API, answerCallbackQuery; about 150 s were measured.
RULES: Mapping[Kind, Rule] = {
    Kind.DANGER_CARD: Rule(0, Unknown.RESEND_LABELLED),
    Kind.CARD: Rule(1, Unknown.RESEND_LABELLED),
    Kind.RECEIPT: Rule(2, Unknown.RESEND_LABELLED),
    # Behind tips and receipts: whoever presses a thousand buttons keeps nobody from them.
    Kind.PRESS_ANSWER: Rule(3, Unknown.RETRY, timedelta(seconds=140)),
    Kind.ESCALATION: Rule(4, Unknown.RESEND_LABELLED),
    Kind.ALARM: Rule(4, Unknown.RESEND_LABELLED),
    Kind.NEWS: Rule(4, Unknown.RESEND_LABELLED),
    Kind.INVITATION: Rule(5, Unknown.RESEND_LABELLED),
    Kind.NOTICE: Rule(5, Unknown.RESEND_LABELLED),
    Kind.QUESTION: Rule(5, Unknown.RESEND_LABELLED),
    Kind.ANSWER: Rule(6, Unknown.RESEND_LABELLED),
    Kind.ANSWERED: Rule(6, Unknown.RETRY),
    Kind.IDENTITY: Rule(6, Unknown.RETRY),
    Kind.ERASE: Rule(6, Unknown.RETRY),
    Kind.REDRAW: Rule(6, Unknown.RETRY),
    Kind.COPY: Rule(7, Unknown.RESEND_LABELLED),
    Kind.PAPER: Rule(7, Unknown.RESEND_LABELLED),
    Kind.REGISTER: Rule(7, Unknown.RESEND_LABELLED),
    Kind.EVIDENCE: Rule(7, Unknown.LEAVE),
    Kind.HINT: Rule(8, Unknown.RESEND_LABELLED),
    Kind.REMINDER: Rule(8, Unknown.RESEND_LABELLED),
    Kind.HANDOVER: Rule(8, Unknown.RESEND_LABELLED),
    Kind.CLOCK: Rule(8, Unknown.RESEND_LABELLED),
    Kind.MENU: Rule(9, Unknown.RETRY),
    Kind.DIGEST: Rule(9, Unknown.RESEND_LABELLED),
    Kind.WEEKLY: Rule(9, Unknown.RESEND_LABELLED),
    Kind.REPORT: Rule(9, Unknown.RESEND_LABELLED),
    Kind.CHART: Rule(10, Unknown.LEAVE, timedelta(days=1)),
}
