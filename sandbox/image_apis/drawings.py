"""Generations whose client waits for the pictures on the same connection, and pictures that wait at an address."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.image_apis.encoding import Format
from sandbox.image_apis.requests import ImageRequest


@dataclass(frozen=True, slots=True)
class Drawing:
    """One that was accepted, and so billed, whether or not its client stayed for the answer; one seed a picture."""

    request: ImageRequest
    seeds: tuple[int, ...]
    client_request_id: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with an address; it is encoded anew whenever somebody fetches it."""

    request: ImageRequest
    seed: int
    size: tuple[int, int]
    form: Format
    made_at: datetime
    id: str = field(default_factory=lambda: f"img-{secrets.token_urlsafe(18)}")

    @property
    def name(self) -> str:
        """The last part of its address."""
        return f"{self.id}.{self.form}"
