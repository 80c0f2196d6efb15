"""What belongs to a tip, or may: for its card, and for whoever reads it in private."""

from bot.domain.screen import Phrase, Row
from bot.domain.screens.related import joined_lines, look_rows, similar_line, with_reasons
from bot.domain.tip import OPEN
from bot.services.similar import Similar, similar_to
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def proposed(uow: UnitOfWork, tip: TipView) -> tuple[Similar, ...]:
    """Tips that may tell of the same, as long as somebody still has to do with this one."""
    return similar_to(uow, tip) if tip.status in OPEN and not tip.drill else ()


def phrases_of(similar: tuple[Similar, ...]) -> tuple[Phrase, ...]:
    """Each of them with its reasons."""
    return tuple(with_reasons(one.code, one.reasons) for one in similar)


def related(uow: UnitOfWork, tip: TipView, similar: tuple[Similar, ...]) -> tuple[tuple[Phrase, ...], tuple[Row, ...]]:
    """Lines and buttons below a tip that is read in full: what may belong to it, what was joined to it, or the tip
    it was joined to; all of that is a press away."""
    joined = [(tip_id, uow.tips.code(tip_id)) for tip_id in uow.tips.joined_to(tip.id)]
    first = uow.tips.first_of(tip.id)
    others = [(first, uow.tips.code(first))] if first != tip.id else []
    lines = (*similar_line(phrases_of(similar)), *joined_lines([code for _, code in joined]))
    return lines, look_rows([*others, *((one.tip_id, one.code) for one in similar), *joined])
