"""Every route on one screen, in the order in which they are asked; the last ones take what is left."""

from aiogram import Router

from bot.domain.screens.entry import START as ENTRY_START
from handlers import (
    admin,
    desk,
    duty,
    fallback,
    group,
    identity,
    leaders,
    people,
    personal_data,
    reporter,
    reports,
    roster,
    search,
    wards,
)
from handlers.callbacks import (
    AdminPress,
    DeskPress,
    DutyPress,
    FiguresPress,
    IdentityPress,
    MenuPress,
    MyDataPress,
    MyTipsPress,
    PeoplePress,
    ReportPress,
    RequestPress,
    RosterPress,
    SearchPress,
    WardPress,
)
from handlers.filters import InGroup, InPrivate, Linked, Ordered, PressedInPrivate

# Handled even when its sender has still to choose a ward; what carries no such flag waits for the choice.
WARDLESS = {"wardless": True}


def build_router() -> Router:
    """All routes. Handlers are plain functions; ``bot.lanes`` runs them in the update's transaction."""
    root = Router(name="tinbao")

    message = root.message
    message.register(duty.unacknowledged_wanted, Ordered("moi"))
    message.register(duty.tip_wanted, Ordered("tin"))
    message.register(duty.keeping_wanted, Ordered("giu"))
    message.register(search.search_wanted, Ordered("tim"))
    message.register(duty.briefing_wanted, Ordered("giaoban"))
    message.register(duty.register_wanted, Ordered("sotheodoi"))
    message.register(reports.report_wanted, Ordered("baocao"))
    message.register(reports.figures_wanted, Ordered("so_lieu"))
    message.register(duty.due_wanted, Ordered("hangio"))
    message.register(roster.roster_wanted, Ordered("truc"))
    message.register(roster.drill_wanted, Ordered("dientap"))
    message.register(duty.check_wanted, Ordered("kiemtra"))
    message.register(identity.reveals_wanted, Ordered("xemdanhtinh"))
    message.register(leaders.overview_wanted, Ordered("toi"))
    message.register(leaders.incoming_wanted, Ordered("chuyenden"))
    message.register(leaders.entry_wanted, Ordered("nhap"))
    message.register(leaders.entry_wanted, InPrivate(), Linked(ENTRY_START))
    message.register(personal_data.requests_wanted, Ordered("yeucau"))
    message.register(admin.link_code_wanted, InPrivate(), Ordered("ketnoi"))
    message.register(admin.link_code_posted, InGroup(), Ordered("ketnoi"))
    message.register(admin.invitation_wanted, InPrivate(), Ordered("moinguoi"))
    message.register(people.list_wanted, InPrivate(), Ordered("danhsach"))
    message.register(admin.list_brought, InPrivate(), Ordered("nhapdanhsach"))
    message.register(admin.calendar_wanted, InPrivate(), Ordered("lich"))
    message.register(wards.link_opened, InPrivate(), Linked(), flags=WARDLESS)
    message.register(reporter.wrote, InPrivate())
    message.register(group.group_said, InGroup())
    root.edited_message.register(reporter.edited, InPrivate())
    root.edited_message.register(group.group_said, InGroup())

    press = root.callback_query
    press.register(wards.ward_pressed, WardPress.filter(), flags=WARDLESS)
    press.register(duty.card_pressed, DutyPress.filter())
    press.register(identity.identity_pressed, PressedInPrivate(), IdentityPress.filter())
    press.register(roster.roster_pressed, RosterPress.filter())
    press.register(search.search_pressed, SearchPress.filter())
    press.register(reports.figures_pressed, PressedInPrivate(), FiguresPress.filter())
    press.register(personal_data.my_data_pressed, MyDataPress.filter())
    press.register(personal_data.request_pressed, PressedInPrivate(), RequestPress.filter())
    press.register(desk.desk_pressed, DeskPress.filter())
    press.register(reporter.report_pressed, ReportPress.filter())
    press.register(reporter.menu_pressed, MenuPress.filter())
    press.register(reporter.my_tips_pressed, MyTipsPress.filter())
    press.register(admin.admin_pressed, PressedInPrivate(), AdminPress.filter())
    press.register(people.people_pressed, PressedInPrivate(), PeoplePress.filter())
    press.register(fallback.unknown_button_pressed)

    root.my_chat_member.register(group.bot_member_changed, flags=WARDLESS)
    root.chat_member.register(group.member_changed, flags=WARDLESS)
    return root
