"""When the duty group first saw each tip."""

import re
import time
from collections.abc import Collection

from bot.demo.stage import Stage

CODE = re.compile(r"\bBD-\w{4}-\w\b")


class Sightings:
    """Codes in the messages of the group, by the moment at which they came; seconds of ``time.perf_counter``."""

    def __init__(self, stage: Stage) -> None:
        self._telegram, self._group = stage.telegram, stage.group
        self.at: dict[str, float] = {}

    async def watch(self) -> None:
        """Look at whatever is new, for ever."""
        known = len(self._group.messages)
        while True:
            version = self._telegram.version
            for message in self._group.messages[known:]:
                for code in CODE.findall(message.text or ""):
                    self.at.setdefault(code, time.perf_counter())
            known = len(self._group.messages)
            await self._telegram.changed(version)

    async def until(self, codes: Collection[str]) -> None:
        """Wait until the group has seen all of these."""
        while not self.at.keys() >= set(codes):
            await self._telegram.changed(self._telegram.version)
