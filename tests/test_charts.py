"""Charts are painted by a process of their own."""

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot.charts import PaintedCharts, wire
from bot.drawing.values.charts import Chart, Form, Panel, Series, Tone

DAYS = tuple(f"{day:02}.11" for day in range(1, 31))
CHART = Chart(
    "The last 30 days",
    (
        Panel("Pictures", Form.STACKS, DAYS, (Series("drawn", (3.0,) * 30, Tone.GOOD),)),
        Panel("Times", Form.LINES, DAYS, (Series("half", (None, *(9.5,) * 29), Tone.BAD),)),
        Panel("Models", Form.BARS, ("one", "two"), (Series("drawn", (7.0, 3.0)),)),
    ),
)
EMPTY = Chart(
    "", (Panel("", Form.STACKS, DAYS, (Series("", (0.0,) * 30),)), Panel("", Form.BARS, (), (Series("", ()),)))
)


def test_a_chart_is_read_as_it_was_written() -> None:
    assert wire.read(wire.written(CHART)) == CHART


@pytest.mark.parametrize("chart", [CHART, EMPTY], ids=["full", "empty"])
async def test_a_chart_is_a_picture_that_telegram_shows_whole(chart: Chart) -> None:
    data = await PaintedCharts().draw(chart)
    assert data is not None
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.width) == ("PNG", 1280)
    assert picture.getpixel((2, 2)) == (
        238,
        240,
        243,
        255,
    )  # a card of its own: dark and light chats are the same to it


async def test_what_takes_too_long_is_no_chart() -> None:
    assert await PaintedCharts(0.01).draw(CHART) is None


async def test_without_the_library_there_is_no_chart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "matplotlib.py").write_text("raise ImportError('gone')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert await PaintedCharts().draw(CHART) is None


def test_the_bot_itself_does_not_import_it() -> None:
    assert "bot.charts.process" in sys.modules
    assert "matplotlib" not in sys.modules
