"""The papers that are drafted from a tip for an officer to complete and sign (layout: NĐ 30/2020)."""

from collections.abc import Mapping
from enum import StrEnum


class PaperKind(StrEnum):
    """A paper. The value is stored and is the text key's suffix."""

    TRANSFER = "transfer"  # phiếu chuyển (mẫu 03)
    INTAKE = "intake"  # biên bản tiếp nhận (mẫu 01), to be completed face to face
    EXTRACT = "extract"  # trích tin, with the list of evidence


# What the file is called; a ward's own template has the same name.
STEMS: Mapping[PaperKind, str] = {
    PaperKind.TRANSFER: "phieu-chuyen",
    PaperKind.INTAKE: "bien-ban-tiep-nhan",
    PaperKind.EXTRACT: "trich-tin",
}
