"""The operator's switches: nothing is accepted for a while, or nothing that one model would draw.

What was accepted before goes on. The rows are read in the transaction that accepts, so every process obeys; what is
known of them here is a second old at most, and only chooses the words.
"""

from collections.abc import Mapping

import structlog

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.owner_stores import ClosingStore
from bot.drawing.ports.providers import Models
from bot.drawing.values.closings import ALL, OPEN, SENTENCE_LIMIT, Closing, Closings
from bot.drawing.values.models import Model, pick
from bot.errors import AcceptingPaused, ModelOff, SentenceTooLong

log = structlog.get_logger(__name__)

EVERY = 1.0
"""Seconds between two looks at the switches."""


class Pausing:
    """Switches. Every method raises StoreUnavailable; then nothing was switched."""

    def __init__(self, *, store: ClosingStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._closings = OPEN

    @property
    def known(self) -> Closings:
        """What is closed, as it was seen last."""
        return self._closings

    async def look(self) -> Closings:
        """What is closed now."""
        self._closings = await self._store.closings()
        return self._closings

    async def check(self, _user_id: int) -> None:
        """Look, before somebody pays, whether there is anything to pay for. Raises AcceptingPaused."""
        paused = (await self.look()).paused
        if paused is not None:
            raise AcceptingPaused(paused.sentence or "none")

    async def pause(self, sentence: str | None = None) -> None:
        """Accept nothing from now on, and tell people this instead of the usual. Raises SentenceTooLong."""
        said = (sentence or "").strip() or None
        if said is not None and len(said) > SENTENCE_LIMIT:
            raise SentenceTooLong(len(said), SENTENCE_LIMIT)
        await self._store.close(ALL, Closing(self._clock.now(), said))
        log.warning("accepting is paused")
        await self.look()

    async def resume(self) -> bool:
        """Accept again; whether it was paused."""
        return await self.switch_on(ALL)

    async def switch_off(self, model: str) -> None:
        """Accept nothing that a model would draw."""
        await self._store.close(model, Closing(self._clock.now()))
        log.warning("a model is switched off", model=model)
        await self.look()

    async def switch_on(self, model: str) -> bool:
        """Accept it again; whether it was off."""
        was_closed = await self._store.open(model)
        log.warning("accepting again", model=model or None, was_closed=was_closed)
        await self.look()
        return was_closed


def open_models(models: Models, closings: Closings) -> Models:
    """Those of the models that are on."""
    return {name: model for name, model in models.items() if name not in closings.models}


def pick_open(models: Models, closings: Closings, written: str | None, chosen: str | None) -> Model:
    """The model that was asked for, or chosen before, or the first that is on.

    Raises ModelUnknown; ModelOff where it is off; AcceptingPaused where all are.
    """
    asked = pick(models, written, chosen)
    if asked.name not in closings.models:
        return asked
    left = open_models(models, closings)
    if not left:
        raise AcceptingPaused
    if written is not None or (chosen or "") in models:
        raise ModelOff(asked.title, _titles(left))
    return next(iter(left.values()))


def _titles(models: Mapping[str, Model]) -> str:
    return ", ".join(model.title for model in models.values())
