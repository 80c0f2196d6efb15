"""Screens → the text of a message. The one place where people's words are escaped."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.screen import Arg, Phrase, Screen
from bot.domain.visible import visible
from bot.texts import Texts

MOST_UNITS = 4096  # Bot API, sendMessage.text: UTF-16 code units after entity parsing
WORD_JOINER = "\u2060"
# A word joiner takes away the meaning that Telegram gives to /command, @name, #tag, and to addresses.
_CLICKABLE = re.compile(r"(?<!\w)([/@#$])(?=\w)|(?=://)|(?<=[^\W\d_])(?=\.\w)|(?<=\w)(?=\.[^\W\d_])")
# Telegram makes a button of what may be a bank card (ISO/IEC 7812: 13 to 19 digits of which the last one checks).
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]*\d){12,18}(?!\d)")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Renderer:
    """Fills phrases with texts of one language. ``bot_username`` makes deep links."""

    texts: Texts
    bot_username: str = ""

    def screen(self, screen: Screen) -> str:
        """The body of a screen as Telegram HTML."""
        return "\n".join(self.phrase(line) for line in screen.body)

    def paper(self, screen: Screen) -> str:
        """The body as a plain text to keep: people's words exactly as they were written."""
        return strip_markup(self.screen(screen)).replace(WORD_JOINER, "")

    def words(self, line: Phrase) -> str:
        """One phrase as a plain text to keep."""
        return self.paper(Screen((line,)))

    def phrase(self, line: Phrase) -> str:
        """One phrase as Telegram HTML."""
        args: Mapping[str, Arg] = line.args
        return self.texts.say(line.key, **{name: self._argument(arg) for name, arg in args.items()})

    def plain(self, line: Phrase) -> str:
        """One phrase without markup, for buttons and alerts."""
        return strip_markup(self.phrase(line))

    def _argument(self, arg: Arg) -> str:
        if isinstance(arg, Phrase):
            return self.deep_link(arg) if arg.key == "deep-link" else self.phrase(arg)
        if isinstance(arg, tuple):
            return "\n".join(self.phrase(line) for line in arg)
        return safe(arg) if isinstance(arg, str) else f"{arg:,}".replace(",", ".")

    def deep_link(self, link: Phrase) -> str:
        """The address that opens the private chat with a start payload (Bot API, Deep linking)."""
        return f"https://t.me/{self.bot_username}?start={link.args['code']}"


def safe(words: str) -> str:
    """People's words, so that nothing in them is markup, invisible, reordered, heaped up or clickable."""
    plain = _LONG_NUMBER.sub(_no_card, _CLICKABLE.sub(f"\\1{WORD_JOINER}", visible(words)))
    return html.escape(plain, quote=False)


def _no_card(number: re.Match[str]) -> str:
    """Other numbers stay whole: they are to be copied."""
    digits = [int(sign) for sign in number[0] if sign.isdecimal()]
    doubled = sum(sum(divmod(digit * 2, 10)) for digit in digits[-2::-2])
    if (doubled + sum(digits[::-2])) % 10:
        return number[0]
    middle = len(number[0]) // 2
    return f"{number[0][:middle]}{WORD_JOINER}{number[0][middle:]}"


def strip_markup(text: str) -> str:
    """Telegram HTML → plain text."""
    return html.unescape(_TAG.sub("", text))


def shorten(text: str, units: int = MOST_UNITS) -> str:
    """Cut a plain text to so many UTF-16 units, with a sign that it was cut."""
    if len(text.encode("utf-16-le")) <= units * 2:
        return text
    return text.encode("utf-16-le")[: (units - 1) * 2].decode("utf-16-le", errors="ignore") + "…"
