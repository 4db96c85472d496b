"""A chart as text, for the process that paints it."""

import json
from dataclasses import asdict
from typing import Any

from bot.drawing.values.charts import Chart, Form, Panel, Series, Tone


def written(chart: Chart) -> bytes:
    """A chart as JSON."""
    return json.dumps(asdict(chart)).encode()


def read(data: bytes) -> Chart:
    """The same back."""
    told = json.loads(data)
    return Chart(told["title"], tuple(map(_panel, told["panels"])))


def _panel(told: dict[str, Any]) -> Panel:
    series = (Series(one["label"], tuple(one["values"]), Tone(one["tone"])) for one in told["series"])
    return Panel(told["title"], Form(told["form"]), tuple(told["steps"]), tuple(series))
