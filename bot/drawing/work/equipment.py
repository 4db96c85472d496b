"""What a worker is made of: its stores, couriers and drawers, and how much it takes on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.drawing.policy import retrying
from bot.drawing.ports.couriers import CopyCourier, Operator, PictureCourier, PlaceholderCourier
from bot.drawing.ports.limit_stores import PostponedStore
from bot.drawing.ports.privacy_stores import PrivacyStore, Retention
from bot.drawing.ports.providers import Models, Providers
from bot.drawing.ports.undecoded import Undecoded
from bot.drawing.ports.work_stores import Alarms, Conversations, Drawings, Due, Housekeeping, Leases
from bot.drawing.values.closings import OPEN, Closings
from bot.drawing.values.limits import Limits
from bot.drawing.values.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many steps of each queue are taken at once, how long a claim holds, and how long anybody waits.

    A claim is renewed while its step lasts; the lease is how long it outlives a process that died. ``patience`` is how
    long a provider's trouble is waited out. Where a model says how much its account takes at once, that counts instead
    of ``submitting``.
    """

    placing: int = 16
    submitting: int = 8
    polling: int = 12
    delivering: int = 16
    telling: int = 16
    lease: timedelta = timedelta(seconds=30)
    deadline: timedelta = timedelta(hours=6)
    patience: timedelta = retrying.PATIENCE
    terms: Terms = field(default_factory=Terms)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStores:
    """The database as work needs it."""

    conversations: Conversations
    drawings: Drawings
    due: Due
    housekeeping: Housekeeping
    privacy: PrivacyStore
    retention: Retention
    postponed: PostponedStore
    alarms: Alarms
    undecoded: Undecoded
    request_leases: Leases
    generation_leases: Leases


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCouriers:
    """Telegram as work needs it."""

    placeholders: PlaceholderCourier
    pictures: PictureCourier
    operator: Operator
    copies: CopyCourier


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawers:
    """What draws: the models, the provider of each, and the model that stands in for one that is down.

    That is done for those, too, that the operator switched off: they are in ``closings``.
    """

    models: Models
    providers: Providers
    stand_in: str | None
    closings: Callable[[], Closings] = lambda: OPEN
