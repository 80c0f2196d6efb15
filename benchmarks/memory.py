"""What the bot holds in memory: after its start, and how that grows with the tips it handles."""

from benchmarks.people import TOGETHER
from benchmarks.playing import playing

WARM_UP = 300  # tips after which every cache is as full as it gets


def measure(tips: int) -> tuple[float, float, int]:
    """MiB after the start, MiB more for every 10,000 tips, and over how many tips that was measured (SQLite)."""
    tips -= tips % TOGETHER
    with playing("tinbao") as play:
        started = play.memory()
        play.order("many", WARM_UP)
        before = play.memory()
        play.order("many", tips)
        return started, (play.memory() - before) * 10_000 / tips, tips
