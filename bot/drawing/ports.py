"""What the use cases need from the world, as protocols. Adapters implement them, ``app`` joins them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from bot.drawing.values import Generation, Model, Picture, Stage


class Clock(Protocol):
    """Time, so that tests can hold it."""

    def now(self) -> datetime:
        """The present, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow, whatever is done to the clock on the wall."""
        ...

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when the event is set, or after so many seconds of this clock."""
        ...


@dataclass(frozen=True, slots=True)
class Pending:
    """The provider works on it."""

    operation_id: str


@dataclass(frozen=True, slots=True)
class Done:
    """The picture is there; ``revised_prompt`` is what the model made of the prompt, where it tells."""

    picture: Picture
    revised_prompt: str | None = None


class Provider(Protocol):
    """A client for one image API. Every method raises ProviderError where it gives no answer of its type."""

    async def submit(self, generation: Generation) -> Pending | Done:
        """Ask for the picture. This is what costs money."""
        ...

    async def poll(self, operation_id: str) -> Pending | Done:
        """Ask how an operation is doing; free of charge."""
        ...

    async def cancel(self, operation_id: str) -> None:
        """Ask to stop an operation, as far as the API can."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A model together with the provider that serves it."""

    model: Model
    provider: Provider


Offers = Mapping[str, Offer]
"""What can be drawn with, by the model's name; the first is the default."""


class Store(Protocol):
    """The database. Every method raises StoreUnavailable where the database takes no writes now."""

    async def add(self, generation: Generation, source: str) -> Generation:
        """Keep a new generation; the one that came from the same ``source`` before, where there is one."""
        ...

    async def claim(self, stage: Stage, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """Take up to ``limit`` generations that are due, for as long as the lease."""
        ...

    async def claim_unplaced(self, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """Take queued generations whose people see no placeholder."""
        ...

    async def claim_late(self, limit: int, now: datetime, lease: timedelta, patience: timedelta) -> list[Generation]:
        """Take generations that have been queued longer than ``patience`` while nobody told their people."""
        ...

    async def record(self, generation: Generation, picture: Picture | None = None) -> None:
        """Write a step's result, and the picture if one came. Raises LeaseLost where the claim is no longer ours."""
        ...

    async def picture(self, generation: Generation) -> Picture:
        """The picture of a generation that is ready."""
        ...

    async def find(self, generation_id: UUID) -> Generation | None:
        """A generation by its id."""
        ...

    async def candidates(self, generation: Generation, most: int) -> list[int]:
        """The first so many messages that may be the placeholder of a generation that has none written down.

        They are newer than every request that was there before it was accepted, and not known to be anything else.
        """
        ...

    async def cancel(self, generation_id: UUID, user_id: int, now: datetime) -> bool:
        """Take a person's request back; whether it was not too late."""
        ...

    async def resend(self, generation_id: UUID, user_id: int, placeholder: int, now: datetime) -> bool:
        """Bring a picture, of which it is uncertain whether it arrived, into this placeholder; whether it is kept."""
        ...

    async def next_due(self, stage: Stage) -> datetime | None:
        """When the next generation of this stage is due; None where none waits."""
        ...


class Courier(Protocol):
    """What carries pictures and news to people. Every method raises CourierError where Telegram does not take it."""

    async def place(self, generation: Generation) -> int:
        """Send the placeholder; its message id."""
        ...

    async def find(self, generation: Generation, candidates: list[int]) -> int | None:
        """Which of these messages is the placeholder that somebody sent who died before writing it down."""
        ...

    async def withdraw(self, generation: Generation, placeholder: int) -> None:
        """Remove a spare placeholder."""
        ...

    async def warn(self, generation: Generation) -> None:
        """Say in the placeholder that it takes longer."""
        ...

    async def call(self, generation: Generation) -> None:
        """Let the phone ring: an edit does not notify, and the person has stopped looking."""
        ...

    async def deliver(self, generation: Generation, picture: Picture) -> None:
        """Turn the placeholder into the picture; doing it again shows nothing twice."""
        ...

    async def send(self, generation: Generation, picture: Picture) -> None:
        """Send the picture as a new message; doing it again shows it again."""
        ...

    async def tell(self, generation: Generation) -> None:
        """Say how it ended without a picture, in the placeholder where there is one."""
        ...


Roll = Callable[[], float]
"""A source of random numbers from 0 to 1."""
