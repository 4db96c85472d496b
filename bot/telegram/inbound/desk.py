"""What the owner's handlers work with."""

from dataclasses import dataclass

from bot.drawing.lookups import Lookups
from bot.drawing.numbers import Statistics
from bot.drawing.pausing import Pausing
from bot.drawing.ports.charts import Charts
from bot.drawing.ports.providers import Models


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """``choices`` are the models that people may choose, ``models`` all that are known."""

    statistics: Statistics
    pausing: Pausing
    lookups: Lookups
    charts: Charts
    choices: Models
    models: Models
