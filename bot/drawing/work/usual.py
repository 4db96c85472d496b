"""How long a picture usually takes: the catalog's word at first, then what was seen."""

from bot.drawing.policy.polling import learned
from bot.drawing.ports.providers import Models

UNKNOWN = 60.0
"""Seconds for a model that was taken out of the catalog while something of it is still under way."""


class UsualTimes:
    """Seconds from the submission to the picture, a model."""

    def __init__(self, models: Models) -> None:
        self._usual = {name: model.usual_seconds for name, model in models.items()}

    def of(self, model: str) -> float:
        """How many seconds this model usually takes."""
        return self._usual.get(model, UNKNOWN)

    def learn(self, model: str, took: float) -> None:
        """One more picture took so many seconds."""
        self._usual[model] = learned(self.of(model), took)
