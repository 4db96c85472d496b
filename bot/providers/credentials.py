"""How requests are signed, whatever the API: with a key that stays as it is, or with a token that is renewed."""

from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Protocol

from bot.providers.http import HttpAnswer, HttpRequest, Transport


class Credentials(Protocol):
    """Something that signs requests."""

    async def headers(self) -> dict[str, str]:
        """The Authorization header for a request sent now. Raises NotAccepted, Misconfigured."""
        ...

    async def renewed(self, rejected: dict[str, str]) -> dict[str, str] | None:
        """Headers to use instead of ones that were answered with a 401; None where there are no others.

        Raises NotAccepted, Misconfigured.
        """
        ...


class Lasting:
    """Credentials that are what they are: after a 401 only the operator can help."""

    __slots__ = ()

    async def renewed(self, rejected: dict[str, str]) -> None:  # noqa: ARG002 - the protocol's
        """There are no other headers than those that were rejected."""
        return


@dataclass(frozen=True, slots=True)
class BearerKey(Lasting):
    """A key as OpenAI and those who speak its language take it. An empty one signs nothing: some servers ask none."""

    key: str = field(repr=False)

    async def headers(self) -> dict[str, str]:
        """The header without white space around the key, which would break it; none for an empty key."""
        key = self.key.strip()
        return {"Authorization": f"Bearer {key}"} if key else {}


class Signed:
    """Sends signed requests. After a 401 the credentials are renewed, once, and the request is repeated.

    Nothing is paid for twice by that: a request whose signature was refused was surely not accepted.
    """

    def __init__(self, transport: Transport, credentials: Credentials) -> None:
        self._transport = transport
        self._credentials = credentials

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Send a request and read the whole answer. Raises what the transport and the credentials do."""
        headers = await self._credentials.headers()
        answer = await self._sent(request, headers)
        if answer.status != HTTPStatus.UNAUTHORIZED:
            return answer
        renewed = await self._credentials.renewed(headers)
        return answer if renewed is None else await self._sent(request, renewed)

    async def _sent(self, request: HttpRequest, signature: dict[str, str]) -> HttpAnswer:
        return await self._transport.send(replace(request, headers={**request.headers, **signature}))
