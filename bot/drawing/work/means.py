"""What both stages of the provider's side work with."""

from dataclasses import dataclass
from datetime import timedelta

from bot.drawing.ports.clock import Roll
from bot.drawing.ports.providers import Providers
from bot.drawing.work.health import Health
from bot.drawing.work.recording import Recorder
from bot.drawing.work.results import Results
from bot.drawing.work.usual import UsualTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """``deadline`` is how long a request waits for its pictures, ``roll`` a source of chance."""

    recorder: Recorder
    results: Results
    providers: Providers
    health: Health
    usual: UsualTimes
    deadline: timedelta
    roll: Roll
