"""Numbers of bank accounts and addresses of pages as people type them."""

import pytest

from bot.domain.vietnamese import find_accounts, find_links
from bot.domain.vietnamese.folding import look
from bot.domain.vietnamese.links import locate_links

ACCOUNTS = """
stk 0011004123456 | 0011004123456
STK: 0011 0041 23456 vcb | 0011004123456
stk 19036 7788 99011 Techcombank | 19036778899011
số tài khoản 19036778899011 ngân hàng Techcombank | 19036778899011
so tai khoan la 123456 | 123456
tài khoản ngân hàng MB số 0912345678 | 0912345678
tk mb bank: 0912345678 | 0912345678
S.T.K 0912 345 678 MBBank | 0912345678
chuyển vào 102870123456 vietinbank | 102870123456
chuyển vào 102870123456 (VietinBank) | 102870123456
chuyển vào 0011.0041.23456 ngân hàng ngoại thương | 0011004123456
Vietcombank 0011004123456 5 triệu | 0011004123456
stk 0011004123456 5000000 đồng | 0011004123456
BIDV 31410001234567 và ACB 8888123 | 31410001234567 8888123
momo 0987654321 | 0987654321
stk vcb 0011004123456, stk 0011004123456 | 0011004123456
stk 12345 | -
stk 12345678901234567890 | -
tài khoản bị mất 20000000 | -
tài khoản 20000000 đồng | -
tài khoản 20.000.000 | -
tài khoản mất 20tr | -
cccd 031099001234 ngân hàng giữ | -
0912345678 | -
mất 20000000 đồng | -
15B1-123.45 | -
gọi 0912345678 lúc 8h | -
ngày 05/11/2026 | -
""".strip().splitlines()

LINKS = """
https://shopee-trungthuong.top/nhan-qua | shopee-trungthuong.top
http://www.Vneid-Capnhat.com | vneid-capnhat.com
vào www.nhanqua.vip đăng nhập | nhanqua.vip
link vietcombank-online.xyz nhé | vietcombank-online.xyz
web dichvucong.gov-vn.com. Xong mất tiền | dichvucong.gov-vn.com
bit.ly/3abcXYZ | bit.ly
t.me/nhomkiemtien | t.me
https://facebook.com/nguyen.a.1 và https://facebook.com/nguyen.a.1 | facebook.com
game68.bet, game69.bet | game68.bet game69.bet
https://m.abc.com.vn:8443/x?y=1 | m.abc.com.vn
mất xe.co ai thấy | -
ba.me toi | -
gửi thư a.b@congty.com | -
15B1-123.45 | -
lúc 8.30 | -
05.11.2026 | -
v.v | -
""".strip().splitlines()


@pytest.mark.parametrize("line", ACCOUNTS)
def test_accounts_are_found(line: str) -> None:
    text, wanted = (cell.strip() for cell in line.split("|"))
    assert find_accounts(text) == (() if wanted == "-" else tuple(wanted.split()))


@pytest.mark.parametrize("line", LINKS)
def test_links_are_found(line: str) -> None:
    text, wanted = (cell.strip() for cell in line.split("|"))
    assert find_links(text) == (() if wanted == "-" else tuple(wanted.split()))


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("https://www.facebook.com/nguyen.a.1?x=2", "facebook.com/nguyen.a.1"),
        ("https://zalo.me/0912345678", "zalo.me/0912345678"),
        ("https://facebook.com", ""),
        ("https://nhanqua.vip/abc", "nhanqua.vip"),
    ],
)
def test_a_page_on_a_shared_host_is_known_by_the_first_piece_of_its_path(text: str, owner: str) -> None:
    assert [link.owner for link in locate_links(look(text).plain)] == [owner]
