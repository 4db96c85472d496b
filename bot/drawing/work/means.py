"""What both stages of the provider's side work with."""

from dataclasses import dataclass
from datetime import timedelta

from bot.drawing.policy.retrying import Tries
from bot.drawing.ports.clock import Roll
from bot.drawing.ports.providers import Providers
from bot.drawing.values.limits import Limits
from bot.drawing.values.requests import Batch
from bot.drawing.work.health import Health
from bot.drawing.work.recording import Recorder
from bot.drawing.work.results import Results
from bot.drawing.work.usual import UsualTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """``deadline`` is how long a request waits for its pictures, ``roll`` a source of chance.

    ``patience`` is how long a provider's trouble is waited out.
    """

    recorder: Recorder
    results: Results
    providers: Providers
    health: Health
    usual: UsualTimes
    limits: Limits
    deadline: timedelta
    patience: timedelta
    roll: Roll

    def tries(self, batch: Batch) -> Tries:
        """How often, and for how long, the current step of a batch has failed."""
        one, now = batch.leader, self.recorder.now()
        spent = now - (one.troubled_at or now)
        return Tries(one.attempts, (self.patience - spent).total_seconds(), one.submissions)
