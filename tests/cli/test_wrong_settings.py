"""A wrong setting: one line that names the variable and what to write, and never repeats what was written."""

import pytest

from bot.settings import Settings
from tests.cli.conftest import Tinbao

# Recognisable wherever it might turn up; wrong for every setting that has a shape at all.
SECRET = "bi-mat-khong-duoc-lap-lai"
WRONG = {
    "api_base": f"{SECRET}",
    "proxy": f"socks5://{SECRET}",
    "ward_name": "X",
    "ward_code": SECRET,
    "ward_phone": f"{SECRET} 0000 0000",
    "ward_hours": SECRET * 3,
    "ward_centre": "Hải Phòng",
    "ward_radius_m": "99",
    "zone": SECRET,
    "digest_at": SECRET,
    "ack_danger_minutes": "0",
    "ack_normal_minutes": SECRET,
    "escalate_minutes": "1441",
    "reveal_minutes": "0",
    "card_detail": SECRET,
    "bot_per_second": "inf",
    "chat_per_second": "0",
    "group_per_minute": SECRET,
    "person_burst": "19",
    "person_per_minute": "0",
    "poll_seconds": "51",
    "log_format": SECRET,
    "backup_life_months": "0",
    "retention_months": "-1",
    "identity_months": SECRET,
    "assign_minutes": "0",
    "movement_minutes": "1e9",
    "quiet_from": "25:00",
    "quiet_to": SECRET,
    "report_day": "31",
    "listen": SECRET,
    "webhook_url": f"http://{SECRET}",
    "ping_url": f"ftp://{SECRET}",
}
ANY_TEXT = {"token", "data_dir", "database_url", "master_key", "master_key_file", "backup_key_file", "texts_dir"}


def test_every_setting_with_a_shape_is_tried() -> None:
    assert WRONG.keys() | ANY_TEXT == Settings.model_fields.keys()


@pytest.mark.parametrize(("name", "value"), WRONG.items())
def test_a_wrong_setting_is_named_with_its_shape(tinbao: Tinbao, name: str, value: str) -> None:
    said = tinbao("new-key", **{name: value})
    said.refuses(f"TINBAO_{name.upper()} chưa đúng: viết ")
    assert SECRET not in said.err


def test_several_wrong_settings_share_the_line(tinbao: Tinbao) -> None:
    tinbao("new-key", zone=SECRET, digest_at="07:00+07:00").refuses("TINBAO_ZONE", "TINBAO_DIGEST_AT")


def test_a_misspelt_name_is_not_passed_over(tinbao: Tinbao) -> None:
    tinbao("new-key", ward_fone="0225 3 000 000").refuses("TINBAO_WARD_FONE", "TINBAO_WARD_PHONE")


@pytest.mark.parametrize(
    ("content", "cure"),
    [
        (b"TINBAO_ZONE=UTC\nTINBAO WARD=x\n", "dòng 2"),
        ('TINBAO_WARD_NAME="Công an\n'.encode(), "dòng 1"),
        ("TINBAO_WARD_NAME=Công an".encode("utf-16"), "UTF-8"),
        (b"TINBAO_NONSENSE=1\n", "TINBAO_NONSENSE"),
    ],
)
def test_a_damaged_env_file_is_named(tinbao: Tinbao, content: bytes, cure: str) -> None:
    (tinbao.folder / ".env").write_bytes(content)
    tinbao("new-key").refuses(cure)


@pytest.mark.parametrize(
    "command", ["run", "migrate", "setup-code", "doctor", "new-key", "rotate-key", "remove-webhook"]
)
def test_every_command_reads_the_settings_first(tinbao: Tinbao, command: str) -> None:
    tinbao.process(command, zone=SECRET).refuses("TINBAO_ZONE", "Asia/Ho_Chi_Minh")
