"""Who draws charts."""

from typing import Protocol

from bot.drawing.values.charts import Chart


class Charts(Protocol):
    """A painter of numbers."""

    async def draw(self, chart: Chart) -> bytes | None:
        """A chart as a PNG; None where it could not be drawn."""
        ...
