"""How requests to Yandex Cloud are signed: an API key, a ready IAM token, or tokens that are fetched and renewed."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog
from typing_extensions import override

from bot.drawing.ports.clock import Clock
from bot.errors import ConfigurationError, Misconfigured, NotAccepted, ProviderError
from bot.providers.credentials import Credentials, Lasting
from bot.providers.http import HttpAnswer, HttpRequest, Transport

log = structlog.get_logger(__name__)

# All in seconds.
REFRESH = 3600.0  # Yandex's advice: about hourly, although a token lives up to 12 hours
AHEAD = 600.0  # and so long before its end, or at the half of a short life
SHORTEST_LIFE = 60.0  # of a fresh token, whatever a clock that goes wrong makes of its end
RETRY = 30.0  # after a refresh that failed while the old token still holds

_OAUTH = re.compile(r"y\d_")


@dataclass(frozen=True, slots=True)
class ApiKey(Lasting):
    """A service account's API key, with the scope yc.ai.imageGeneration.execute."""

    key: str = field(repr=False)

    async def headers(self) -> dict[str, str]:
        """The header without white space around the key, which would break it."""
        return {"Authorization": f"Api-Key {self.key.strip()}"}


@dataclass(frozen=True, slots=True)
class IamToken(Lasting):
    """A ready IAM token; it lives 12 hours at most and is not refreshed. Raises ConfigurationError."""

    token: str = field(repr=False)

    def __post_init__(self) -> None:
        if _OAUTH.match(self.token.strip()):
            raise ConfigurationError(
                "YANDEX_IAM_TOKEN holds an OAuth token, which Yandex Cloud stops taking in 2026; set YANDEX_API_KEY, "
                "or YANDEX_SERVICE_ACCOUNT_KEY_FILE for tokens that are renewed"
            )

    async def headers(self) -> dict[str, str]:
        """The header without white space around the token, which would break it."""
        return _bearer(self.token.strip())


@dataclass(frozen=True, slots=True)
class Token:
    """An IAM token that was just fetched; it holds for ``life`` seconds."""

    value: str = field(repr=False)
    life: float


class TokenSource(Protocol):
    """Where IAM tokens come from; the wire only, as pure functions."""

    def request(self, now: datetime) -> HttpRequest:
        """The request for a token."""
        ...

    def token(self, answer: HttpAnswer, now: datetime) -> Token:
        """The token of an answer. Raises NotAccepted, Misconfigured."""
        ...

    def failed(self, error: ProviderError) -> NotAccepted | Misconfigured:
        """What it means that there was no answer: nothing that needs a token was sent."""
        ...


@dataclass(frozen=True, slots=True)
class _Held:
    headers: dict[str, str]
    refresh_at: float  # by the monotonic clock, as expires_at
    expires_at: float


class FreshToken(Credentials):
    """Credentials whose token is fetched when it is needed, and refreshed ahead of its end.

    One fetch serves all who wait. It belongs to the transport and to none of them, so cancelling one of them leaves
    the others their token. While the old token holds nobody waits for the new one, nor is lost if there is none.
    """

    def __init__(self, transport: Transport, source: TokenSource, clock: Clock) -> None:
        self._transport = transport
        self._source = source
        self._clock = clock
        self._held: _Held | None = None
        self._failure: ProviderError | None = None
        self._fetch: asyncio.Task[HttpAnswer | ProviderError] | None = None

    @override
    async def headers(self) -> dict[str, str]:
        now = self._clock.monotonic()
        held = self._held
        if held is not None and now < held.expires_at:
            if now >= held.refresh_at:
                self._begin()
            return held.headers
        await asyncio.wait({self._begin()})
        return self._arrived_headers()

    async def renewed(self, rejected: dict[str, str]) -> dict[str, str] | None:
        """Other headers than these. The first to come with a rejected token makes it be replaced; the rest find it.

        Raises NotAccepted, Misconfigured.
        """
        if self._held is not None and self._held.headers == rejected:
            self._held = None
        headers = await self.headers()
        return None if headers == rejected else headers

    def _arrived_headers(self) -> dict[str, str]:
        if self._held is not None:
            return self._held.headers
        raise (self._failure or NotAccepted("no IAM token")).with_traceback(None)  # many raise the same one

    def _begin(self) -> asyncio.Task[HttpAnswer | ProviderError]:
        if self._fetch is None:
            self._failure = None
            self._fetch = self._transport.begin(self._source.request(self._clock.now()))
            self._fetch.add_done_callback(self._arrived)
        return self._fetch

    def _arrived(self, task: asyncio.Task[HttpAnswer | ProviderError]) -> None:
        """Keep what came; called before those who wait go on."""
        self._fetch = None
        now = self._clock.monotonic()
        try:
            token = self._source.token(self._answer(task), self._clock.now())
        except ProviderError as error:
            log.warning("no new IAM token", error=repr(error))
            self._failure = error
            if self._held is not None:
                self._held = _Held(self._held.headers, now + RETRY, self._held.expires_at)
            return
        life = max(token.life, SHORTEST_LIFE)
        refresh = min(REFRESH, max(life - AHEAD, life / 2))
        self._held = _Held(_bearer(token.value), now + refresh, now + life)

    def _answer(self, task: asyncio.Task[HttpAnswer | ProviderError]) -> HttpAnswer:
        outcome = NotAccepted("stopped while waiting for an IAM token") if task.cancelled() else task.result()
        if isinstance(outcome, ProviderError):
            raise self._source.failed(outcome)
        return outcome


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
