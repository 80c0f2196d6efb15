"""Every kind of message has its rule, and the order is the one that was promised."""

from bot.domain.delivery import RULES, Kind, Unknown


def test_every_kind_has_a_rule() -> None:
    assert set(RULES) == set(Kind)


def test_the_order_in_which_things_go_out() -> None:
    order = [Kind.DANGER_CARD, Kind.CARD, Kind.RECEIPT, Kind.PRESS_ANSWER, Kind.ESCALATION, Kind.NOTICE]
    order += [Kind.ANSWER, Kind.EVIDENCE, Kind.REMINDER, Kind.DIGEST]
    priorities = [RULES[kind].priority for kind in order]
    assert priorities == sorted(priorities)
    assert len(set(priorities)) == len(priorities)
    assert RULES[Kind.ALARM].priority == RULES[Kind.ESCALATION].priority


def test_what_is_seen_twice_says_so_and_what_is_not_is_simply_done_again() -> None:
    """Files and charts alone are never sent again by themselves: who asked can ask once more."""
    by_rule = {rule: {kind for kind in Kind if RULES[kind].unknown is rule} for rule in Unknown}
    again = {Kind.PRESS_ANSWER, Kind.ANSWERED, Kind.REDRAW, Kind.IDENTITY, Kind.ERASE, Kind.MENU}
    assert by_rule[Unknown.RETRY] == again
    assert by_rule[Unknown.LEAVE] == {Kind.EVIDENCE, Kind.CHART}
    assert Kind.CARD in by_rule[Unknown.RESEND_LABELLED]
