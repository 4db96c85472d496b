"""Image APIs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from bot.drawing.values.models import Model
from bot.drawing.values.pictures import Drawn
from bot.drawing.values.specs import Spec

Models = Mapping[str, Model]
"""Models by their names; where people choose from them, the first is the default."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The provider works on it."""

    operation_id: str


@dataclass(frozen=True, slots=True)
class Done:
    """The pictures are there: at least one, and perhaps fewer than were asked for.

    ``undecoded`` is what came beside them where a picture was promised, and is none.
    """

    drawn: tuple[Drawn, ...]
    undecoded: tuple[bytes, ...] = field(default=(), repr=False)


class Provider(Protocol):
    """A client for one image API. Every method raises ProviderError where it gives no answer of its type."""

    async def submit(self, spec: Spec, *, seed: int, count: int, client_id: UUID) -> Pending | Done:
        """Ask for so many pictures at once. This is what costs money."""
        ...

    async def poll(self, operation_id: str) -> Pending | Done:
        """Ask how an operation is doing; free of charge."""
        ...

    async def cancel(self, operation_id: str) -> None:
        """Ask to stop an operation, as far as the API can."""
        ...


Providers = Mapping[str, Provider]
"""What draws, by the model's name."""
