"""Every setting, from the environment or ``.env``; ``.env.example`` lists them all and a test keeps it so."""

import re
from datetime import time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AnyHttpUrl, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class CardDetail(StrEnum):
    """How much of a tip the duty group sees; the rest opens in private."""

    FULL = "full"
    MINIMAL = "minimal"


class LogFormat(StrEnum):
    """How log lines are written."""

    CONSOLE = "console"
    JSON = "json"


# Looks through a folder of six hundred files.
_zones = cache(available_timezones)


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("unknown zone")
    return name


def _proxy_address(value: str) -> str:
    if value:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
            raise ValueError("not an http proxy address")
    return value


def _listen_address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if value and not (host and port.isdecimal() and int(port) < 65_536):
        raise ValueError("not host:port")
    return value


def _https_address(value: str) -> str:
    parts = urlsplit(value)
    # Plain http only inside one machine, as the emulator of the tests does.
    if value and not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "127.0.0.1")):
        raise ValueError("not an https address")
    return value


def _secret_address(value: SecretStr) -> SecretStr:
    _https_address(value.get_secret_value())
    return value


def _position(value: str) -> str:
    if value and not (_POSITION.fullmatch(value) and all(map(_on_earth, value.split(","), (90, 180)))):
        raise ValueError("not a position")
    return value


def position_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS 84), as a setting writes them; None when nothing is written."""
    latitude, found, longitude = text.partition(",")
    return (float(latitude), float(longitude)) if found else None


def _on_earth(degrees: str, most: int) -> bool:
    return abs(float(degrees)) <= most


def _time_of_day(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("a time of day is local: it has no zone of its own")
    return value


_POSITION = re.compile(r"-?\d{1,3}(\.\d+)?, ?-?\d{1,3}(\.\d+)?")
Months = Annotated[int, Field(ge=0, le=1200)]
Minutes = Annotated[int, Field(ge=1, le=24 * 60)]
Pace = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Settings(BaseSettings):
    """What an installation may set. Durations are in the unit their name ends with; times of day are local."""

    model_config = SettingsConfigDict(
        env_prefix="TINBAO_", env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    token: SecretStr = Field(default=SecretStr(""), description="Mã bí mật của bot, do @BotFather cấp")
    api_base: AnyHttpUrl = Field(default=AnyHttpUrl("https://api.telegram.org"), description="Máy chủ Bot API")
    proxy: Annotated[str, AfterValidator(_proxy_address)] = Field(
        default="", description="Proxy tới Telegram: http://…, bỏ trống nếu không dùng"
    )

    data_dir: Path = Field(default=Path("data"), description="Thư mục giữ cơ sở dữ liệu và tài liệu")
    database_url: str = Field(default="", description="Bỏ trống: tệp SQLite trong TINBAO_DATA_DIR")
    master_key: SecretStr = Field(default=SecretStr(""), description="Khóa chủ, thay cho tệp khóa")
    master_key_file: Path = Field(default=Path("tinbao.key"), description="Khóa chủ; cất ngoài dữ liệu và bản sao lưu")
    backup_key_file: Path = Field(default=Path("tinbao-backup.key"), description="Khóa sao lưu; cất ngoài dữ liệu")
    backup_life_months: int = Field(default=6, ge=1, le=120, description="Bản sao lưu cũ hơn thì không mở được nữa")

    retention_months: Months = Field(default=60, description="Lưu tin bao lâu sau khi kết thúc; 0 là không tự xóa")
    identity_months: Months = Field(default=60, description="Lưu danh tính người báo; không quá mức trên")

    ward_name: str = Field(default="Công an phường Bạch Đằng", min_length=3, max_length=60)
    ward_code: str = Field(default="BD", pattern=r"^[A-Z]{2,4}$", description="Đầu mã tin: BD-7K3M-Q")
    ward_phone: str = Field(default="", max_length=20, description="Số trực ban; bắt buộc khi chạy thật")
    ward_hours: str = Field(default="7:30–11:30, 13:30–17:00, thứ Hai – thứ Sáu", max_length=60)
    ward_centre: Annotated[str, AfterValidator(_position)] = Field(default="", description="Vĩ độ, kinh độ")
    ward_radius_m: int = Field(default=3000, ge=100, le=50_000, description="Mét; ngoài vòng này bot hỏi lại")
    texts_dir: str = Field(default="", description="Thư mục lời riêng của đơn vị; bỏ trống là dùng lời có sẵn")
    zone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Ho_Chi_Minh"

    digest_at: Annotated[time, AfterValidator(_time_of_day)] = Field(
        default=time(7, 0), description="Giờ gửi bản tin giao ban hằng ngày"
    )
    report_day: int = Field(default=15, ge=1, le=28, description="Kỳ tháng bắt đầu từ ngày này của tháng trước")
    ack_danger_minutes: Minutes = Field(default=5, description="Nhắc nhóm khi tin khẩn chưa ai tiếp nhận")
    ack_normal_minutes: Minutes = Field(default=15, description="Nhắc nhóm khi tin thường chưa ai tiếp nhận")
    escalate_minutes: Minutes = Field(default=10, description="Sau lần nhắc nhóm: báo chỉ huy, rồi báo trưởng")
    assign_minutes: Minutes = Field(default=120, description="Nhắc nhóm, rồi chỉ huy, khi tin chưa ai phụ trách")
    movement_minutes: Minutes = Field(default=480, description="Hỏi 'Còn xử lý?' khi tin không có gì mới")
    quiet_from: Annotated[time, AfterValidator(_time_of_day)] = Field(
        default=time(22, 0), description="Từ giờ này chỉ nhắc việc khẩn"
    )
    quiet_to: Annotated[time, AfterValidator(_time_of_day)] = Field(
        default=time(6, 0), description="Đến giờ này nhắc lại bình thường; trùng giờ trên là nhắc suốt đêm"
    )
    reveal_minutes: Minutes = Field(default=30, description="Danh tính đã duyệt hiện trong bao lâu rồi tự gỡ")
    card_detail: CardDetail = Field(default=CardDetail.FULL, description="full | minimal: thẻ tin trong nhóm")

    bot_per_second: Pace = Field(default=28, description="Số lần gửi tối đa mỗi giây")
    chat_per_second: Pace = Field(default=1, description="Mỗi khung chat riêng")
    group_per_minute: Pace = Field(default=20, description="Mỗi nhóm")
    person_burst: int = Field(default=40, ge=20, description="Tin của một người đọc ngay một lúc; hơn thì lần lượt")
    person_per_minute: Pace = Field(default=30, description="Đã quá mức trên: mỗi phút đọc bấy nhiêu tin")
    poll_seconds: int = Field(default=30, ge=0, le=50, description="Thời gian chờ mỗi lần hỏi Telegram")

    listen: Annotated[str, AfterValidator(_listen_address)] = Field(
        default="", description="máy:cổng cho webhook, /healthz, /metrics; bỏ trống là không nghe"
    )
    webhook_url: Annotated[str, AfterValidator(_https_address)] = Field(
        default="", description="https://… mà Telegram gọi tới; bỏ trống là bot tự hỏi Telegram"
    )

    ping_url: Annotated[SecretStr, AfterValidator(_secret_address)] = Field(
        default=SecretStr(""), description="https://… bot gọi mỗi phút khi mọi việc ổn; bỏ trống là không gọi"
    )

    log_format: LogFormat = Field(default=LogFormat.CONSOLE, description="console | json")

    @property
    def database(self) -> str:
        """The database's address; SQLite in the data folder unless another is set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'tinbao.sqlite3'}"

    @property
    def evidence_dir(self) -> Path:
        """Where sealed evidence files lie."""
        return self.data_dir / "evidence"

    @property
    def timezone(self) -> ZoneInfo:
        """The ward's zone."""
        return ZoneInfo(self.zone)

    @property
    def escalate_after(self) -> timedelta:
        """How long after one rung of the ladder the next one follows."""
        return timedelta(minutes=self.escalate_minutes)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings. Raises pydantic.ValidationError; ``bot.startup`` turns it into one Vietnamese line."""
    return Settings(**overrides)
