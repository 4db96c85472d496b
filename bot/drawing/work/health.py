"""Which models are down: their requests go to the stand-in, and the operator hears of what only the operator can mend.

Each process knows by what it sees itself; only what the operator was told is shared.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial

import structlog

from bot.drawing.policy.breaker import Breaker
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.couriers import Operator
from bot.drawing.ports.providers import Models
from bot.drawing.values.closings import OPEN, Closings
from bot.drawing.values.models import Model
from bot.drawing.values.requests import Batch
from bot.drawing.work.incidents import Incidents
from bot.errors import (
    Declined,
    Failed,
    Misconfigured,
    Mismatched,
    NotAccepted,
    ProviderError,
    Refused,
    Unanswered,
)

log = structlog.get_logger(__name__)

REFUSALS = 3
"""After so many times that one submission was not accepted the service may be down, and not only busy."""


class Health:
    """A breaker a model; ``stand_in`` names the model that draws for those that are down, or in ``closings``."""

    def __init__(
        self,
        *,
        models: Models,
        stand_in: str | None,
        incidents: Incidents,
        operator: Operator,
        clock: Clock,
        closings: Callable[[], Closings] = lambda: OPEN,
    ) -> None:
        self._models = models
        self._stand_in = models[stand_in] if stand_in else None
        self._incidents = incidents
        self._operator = operator
        self._clock = clock
        self._closings = closings
        self._breakers: defaultdict[str, Breaker] = defaultdict(Breaker)
        self._declined: Counter[str] = Counter()

    def detour(self, batch: Batch) -> Model | None:
        """Who is to draw it instead; None where its own model may, or nobody else can."""
        other = self.other(batch)
        if other is None:
            return None
        is_on = batch.model not in self._closings().models
        return None if is_on and self._breakers[batch.model].admits(self._clock.monotonic()) else other

    def other(self, batch: Batch) -> Model | None:
        """The stand-in, where it is another model and can draw this."""
        other = self._stand_in
        if other is None or batch.model == other.name or not batch.request.spec.fits(other):
            return None
        return other

    def answered(self, batch: Batch) -> None:
        """A picture came, or a refusal: whoever reads prompts is not down."""
        age = self._clock.now() - (batch.leader.submitted_at or batch.request.accepted_at)
        if self._breakers[batch.model].succeeded(self._clock.monotonic() - age.total_seconds()):
            log.info("the model is back", model=batch.model)

    async def failed(self, batch: Batch, error: ProviderError) -> None:
        """An answer did not come as it should have. What may be about the person's words is held against no model."""
        match error:
            case Misconfigured(detail):
                self._break(batch, surely=True)
                await self._alarm(batch.model, detail)
            case NotAccepted(detail) if batch.leader.attempts >= REFUSALS or self._breakers[batch.model].trying:
                self._break(batch)
                if not error.reached:
                    await self._alarm(batch.model, detail)
            case Mismatched(detail):
                if self._break(batch):
                    await self._alarm(batch.model, detail)
            case Declined(detail):
                self._declined[batch.model] += 1
                log.warning("declined", model=batch.model, detail=detail, times=self._declined[batch.model])
            case _:
                self._heard(batch, error)

    def _heard(self, batch: Batch, error: ProviderError) -> None:
        """What needs nobody: who reads prompts is not down; who does not answer, or ends in an error, may be."""
        if isinstance(error, Refused):
            self.answered(batch)
        elif isinstance(error, Unanswered | Failed):
            self._break(batch)

    def late(self, batch: Batch) -> None:
        """A picture has not come in all the time that people are patient."""
        self._break(batch)

    def _break(self, batch: Batch, *, surely: bool = False) -> bool:
        """Count a failure; whether its model is down by that."""
        who, model = batch.request.origin.user_id, batch.model
        opened = self._breakers[model].failed(self._clock.monotonic(), who=who, surely=surely)
        if opened:
            stand_in = self._stand_in.name if self._stand_in else None
            log.error("the model is down", model=model, stand_in=stand_in)
        return opened

    async def _alarm(self, name: str, detail: str) -> None:
        log.error("the operator is needed", model=name, detail=detail)
        model = self._models[name]
        other = None if model == self._stand_in else self._stand_in
        await self._incidents.once(f"model {name}", partial(self._operator.alarm, model, detail, other))
