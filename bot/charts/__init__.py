"""Charts: painted by a process of their own, so that the bot is none the larger for the library."""

from bot.charts.process import PaintedCharts

__all__ = ["PaintedCharts"]
