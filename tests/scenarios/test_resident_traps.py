"""Words that would be something else than words: markup, commands, links, unseen characters, floods of text."""

from bot.sandbox.messages import Message
from tests.scenarios.resident_kit import (
    comes_to_review,
    content_lines,
    last,
    line,
    presses_to_review,
    review,
    said,
    sends_it,
)
from tests.world import World

CLICKABLE = {"bot_command", "mention", "hashtag", "url", "email", "text_link", "cashtag"}
JOINER = "\u2060"
MARKUP = "<b>Mất trộm</b> xe <a href='x'>Sirius</a> &amp; {phone} {0} %s"
TRAPS = (
    "Mất trộm xe ở tổ 5 tối qua: /tin BD-1 (/moi) “/kiemtra” @trum_xe,@ten2 #hot https://xau.example.com/a "
    "xau.vn/x www.a.com tg://resolve?domain=x a.b@c.vn t.me/nhom -/huy x:@y ;#z"
)


def clickable(message: Message) -> list[str]:
    """What a thumb could open by accident."""
    return [e["type"] for e in message.entities if e["type"] in CLICKABLE]


async def test_nothing_in_a_card_can_be_clicked_by_accident(world: World) -> None:
    lan = world.lan
    told = await comes_to_review(lan, TRAPS)
    assert clickable(told) == []
    code = await sends_it(lan)

    card = world.an.sees(code, "trum_xe", chat=world.group)
    assert clickable(card) == []
    await world.an.taps("Xem đủ", card)
    assert clickable(world.an.sees("Lời kể", chat=world.an.chat)) == []
    world.an.skims()
    lan.skims()


async def test_markup_and_unseen_characters_stay_words(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan, f"{MARKUP} \u202eở tổ 5\u202c t\u200bối\u200d qua")
    assert line(review(lan), "Nội dung").replace(JOINER, "") == f"{MARKUP} ở tổ 5 tối qua"
    await lan.taps("✏️ Ở đâu")
    await lan.writes("<i>ngõ 12</i> & {x}")
    told = content_lines(review(lan))
    code = await sends_it(lan)
    lan.skims()

    card = world.an.sees(code, chat=world.group)
    assert line(card, "Ở đâu").replace(JOINER, "").endswith("<i>ngõ 12</i> & {x}")
    assert content_lines(card) == told


async def test_very_long_texts_are_cut_on_the_card_and_whole_in_private(world: World) -> None:
    lan = world.lan
    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua")
    pieces = [f"đoạn {n}: " + f"kẻ gian chạy về hướng {n}, " * 140 for n in range(3)]
    await lan.writes(*pieces)
    told = await presses_to_review(lan)
    assert "…xem đủ" in (told.text or "")
    code = await sends_it(lan)
    lan.skims()

    card = world.an.sees(code, "…xem đủ", chat=world.group)
    await world.an.taps("Xem đủ", card)
    read = "".join(m.text or "" for m in world.an.chat.messages)
    for n in range(3):
        assert read.count(f"kẻ gian chạy về hướng {n},") >= 135
    world.an.skims()


async def test_a_flood_of_emoji_reaches_the_officer_whole(world: World) -> None:
    lan = world.lan
    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua")
    await lan.writes("Nó đi xe " + "🏍️" * 1300, "Nó chửi " + "😡" * 2000)
    await presses_to_review(lan)
    code = await sends_it(lan)
    lan.skims()

    await world.an.taps("Xem đủ", world.an.sees(code, chat=world.group))
    read = "".join(m.text or "" for m in world.an.chat.messages)
    assert read.count("😡") >= 2000
    world.look_at_everything()
    await world.nothing_broke()


async def test_long_answers_fit_on_every_screen(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    long = "rất dài " * 450
    for topic in ("Ở đâu", "Biết bằng cách nào", "Ai khác biết", "Việc gì", "Khi nào", "Lời kể"):
        await lan.taps(f"✏️ {topic}")
        await lan.writes(long)
        for way in ("✅ Xong", "👌 Giữ nguyên"):
            if way in last(lan).labels:
                await lan.taps(way, last(lan))
                break
    review(lan)
    assert all(len(text) <= 4096 for text in said(lan))
    await world.nothing_broke()
    lan.skims()
