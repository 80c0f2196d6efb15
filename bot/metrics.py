"""The vitals as Prometheus reads them (text exposition format). Numbers only: no label names a person, tip or ward."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.services.vitals import Vitals


class _Snapshot(Collector):
    def __init__(self, vitals: Vitals, ages: Mapping[str, float]) -> None:
        self._vitals, self._ages = vitals, ages

    def collect(self) -> Iterable[Metric]:
        for name, value in asdict(self._vitals).items():
            unit = "_seconds" if name.startswith("oldest_") else ""
            yield GaugeMetricFamily(f"tinbao_{name}{unit}", name.replace("_", " "), value=value)
        beats = GaugeMetricFamily("tinbao_last_beat_seconds", "since a part last did its work", labels=["part"])
        for part, age in self._ages.items():
            beats.add_metric([part], age)
        yield beats


def exposition(vitals: Vitals, ages: Mapping[str, float]) -> bytes:
    """One scrape."""
    registry = CollectorRegistry()
    registry.register(_Snapshot(vitals, ages))
    return generate_latest(registry)
