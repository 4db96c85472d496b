"""Whether a model would draw: asked of its API by requests that draw nothing, and so cost nothing.

What a probe says, and the piece all of them share; the probes themselves stand beside the clients of their APIs.
"""

from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from bot.providers.credentials import Signed
from bot.providers.http import ErrorReader, HttpRequest, fields

NO_LISTING = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED})
"""What a server answers that has no listing of models."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; ``sure`` where it means that the model draws."""

    said: str
    sure: bool = True


class Probe(Protocol):
    """Checks one model."""

    async def check(self) -> Verdict:
        """Look at credentials, access and quota. Raises ProviderError with what is wrong and what to change."""
        ...


async def listing(
    signed: Signed, request: HttpRequest, unlisted: Collection[HTTPStatus], read_error: ErrorReader
) -> frozenset[str] | None:
    """The ids of a listing of models; None where a status says that there is no such thing. Raises ProviderError."""
    answer = await signed.send(request)
    if answer.status in unlisted:
        return None
    body = answer.content
    if answer.status != HTTPStatus.OK:
        raise read_error(answer, body)
    data = fields(body).get("data")
    return frozenset(str(fields(one).get("id")) for one in data) if isinstance(data, list) else None
