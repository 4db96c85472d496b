"""Which models are down: their requests go to the stand-in, and the operator hears of what only the operator can mend.

Each process knows by what it sees itself; only what the operator was told is shared.
"""

from collections import defaultdict
from datetime import timedelta

import structlog

from bot.drawing.policy.breaker import Breaker
from bot.drawing.ports import Clock, Courier, Offers, Store
from bot.drawing.values.generations import Generation
from bot.drawing.values.models import Model
from bot.errors import CourierError, Misconfigured, NotAccepted, ProviderError, Refused, StoreUnavailable, Unanswered

log = structlog.get_logger(__name__)

ALARM_PAUSE = timedelta(hours=1)
"""How long the operator is left in peace about one model."""

REFUSALS = 3
"""After so many refusals of one submission it is no longer a busy service but one that is down."""


class Health:
    """A breaker a model; ``stand_in`` is the name of the model that draws for those that are down."""

    def __init__(self, *, offers: Offers, stand_in: str | None, store: Store, courier: Courier, clock: Clock) -> None:
        self._models = {name: offer.model for name, offer in offers.items()}
        self._stand_in = self._models[stand_in] if stand_in else None
        self._store = store
        self._courier = courier
        self._clock = clock
        self._breakers: defaultdict[str, Breaker] = defaultdict(Breaker)

    def detour(self, generation: Generation) -> Model | None:
        """Who is to draw it instead; None where its own model may, or nobody else can."""
        other = self.other(generation)
        return None if other is None or self._breakers[generation.model].admits(self._clock.monotonic()) else other

    def other(self, generation: Generation) -> Model | None:
        """The stand-in, where it is another model and can draw this."""
        other = self._stand_in
        if other is None or generation.model == other.name or not generation.request.fits(other):
            return None
        return other

    def answered(self, generation: Generation) -> None:
        """A picture came, or a refusal: whoever reads prompts is not down."""
        age = self._clock.now() - (generation.submitted_at or generation.accepted_at)
        if self._breakers[generation.model].succeeded(self._clock.monotonic() - age.total_seconds()):
            log.info("the model is back", model=generation.model)

    async def failed(self, generation: Generation, error: ProviderError) -> None:
        """An answer did not come as it should have."""
        match error:
            case Misconfigured(detail):
                self._break(generation, surely=True)
                await self._alarm(generation, detail)
            case NotAccepted() if generation.attempts >= REFUSALS or self._breakers[generation.model].trying:
                self._break(generation)
            case Refused():
                self.answered(generation)
            case Unanswered():
                self._break(generation)

    def late(self, generation: Generation) -> None:
        """A picture has not come in all the time that people are patient."""
        self._break(generation)

    def _break(self, generation: Generation, *, surely: bool = False) -> None:
        if self._breakers[generation.model].failed(self._clock.monotonic(), surely=surely):
            stand_in = self._stand_in.name if self._stand_in else None
            log.error("the model is down", model=generation.model, stand_in=stand_in)

    async def _alarm(self, generation: Generation, detail: str) -> None:
        log.error("the operator is needed", model=generation.model, detail=detail)
        model = self._models[generation.model]
        other = None if model == self._stand_in else self._stand_in
        try:
            if await self._store.raise_alarm(f"model {model.name}", self._clock.now(), ALARM_PAUSE):
                await self._courier.alarm(model, detail, other)
        except (CourierError, StoreUnavailable) as error:
            log.warning("the operator was not told", error=repr(error))
