"""The pencil under "Bot hiểu là" stands above the last look: what it opens comes below, where the reader looks."""

from tests.scenarios.resident_kit import last, line, presses_to_review, said
from tests.world import World


async def test_a_correction_from_above_opens_below_and_leads_back_to_sending(world: World) -> None:
    lan = world.lan
    await lan.acts(lan.person.sends_photo(caption="co trom o ngo 12 toi qua mat xe sirius"))
    echo = lan.sees("Bot hiểu là")
    shown = await presses_to_review(lan)

    await lan.taps("✏️ Khi nào", echo)
    question = last(lan)
    assert question.id > shown.id, "it is the message at the bottom"
    assert "Bot hiểu là" in (echo.text or ""), "what was understood stays readable"
    lan.is_alerted(await lan.taps("✅ Gửi", shown), "ông/bà trả lời câu ở dưới cùng")
    await lan.taps("Giữ nguyên", question)
    told = last(lan)
    assert line(told, "Khi nào").startswith("buổi tối hôm qua (01/03/2026)")
    await lan.taps("✅ Gửi", told)
    assert any("Xác nhận đã nhận" in text for text in said(lan))
    lan.skims()
    world.an.skims(world.group)
