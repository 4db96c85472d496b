"""Pictures as they come from a provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes with what was read from them; the size is in pixels."""

    data: bytes = field(repr=False)
    mime: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture a provider drew; ``revised_prompt`` is what it made of the prompt, where it tells."""

    picture: Picture
    revised_prompt: str | None = None


Pictures = Mapping[int, Picture]
"""Pictures of a request by their positions, counted from 1."""
