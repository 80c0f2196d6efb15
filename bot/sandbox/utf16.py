"""Telegram counts text in UTF-16 code units; Python in code points."""


def length(text: str) -> int:
    """UTF-16 units of the text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Units:
    """A text that can be cut and measured at UTF-16 offsets."""

    def __init__(self, text: str) -> None:
        self._raw = text.encode("utf-16-le", "surrogatepass")

    def __len__(self) -> int:
        return len(self._raw) // 2

    def cut(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self._raw[start * 2 : end * 2].decode("utf-16-le", "surrogatepass")

    def splits_a_symbol(self, offset: int) -> bool:
        """Whether the offset lies between the two halves of one symbol."""
        return 0 < offset < len(self) and 0xDC <= self._raw[offset * 2 + 1] <= 0xDF
