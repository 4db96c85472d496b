"""Pictures that an API gives as an address: downloaded at once, from nowhere but the public internet.

The address was written by somebody else, so it is not believed: a name is resolved once, every address it has is
checked, and the connection goes to the very address that was checked, at each redirection anew.
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

import httpx

from bot.drawing.ports.clock import Clock
from bot.errors import AnswerInvalid, Misconfigured, NotAccepted, Unanswered
from bot.providers.addresses import allowed
from bot.providers.http import LAST_PORT, HttpAnswer, HttpRequest, Transport

SECONDS = 30.0  # for all of it
REDIRECTIONS = 3
ATTEMPTS = 3
PAUSE = 0.5  # seconds, doubled after each attempt

_MOVED = {301, 302, 303, 307, 308}

Resolver = Callable[[str], Awaitable[Sequence[str]]]
"""The addresses of a host, itself an address or a name, in the order to try them. Raises OSError."""


async def resolved(host: str) -> Sequence[str]:
    """The addresses of a host that the system knows, each once. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Downloads:
    """Downloads pictures. With ``allow_private`` also from loopback and private networks, for self-hosted servers."""

    def __init__(
        self,
        transport: Transport,
        clock: Clock,
        *,
        allow_private: bool,
        resolve: Resolver = resolved,
        seconds: float = SECONDS,
    ) -> None:
        self._transport = transport
        self._clock = clock
        self._allow_private = allow_private
        self._resolve = resolve
        self._seconds = seconds

    async def fetch(self, url: str, base: str | None = None) -> bytes:
        """The bytes behind an address, at most http.BODY_LIMIT. Raises AnswerInvalid, Misconfigured, Unanswered.

        A relative one is below ``base``, the operator's own address of the API: it leads to the very server that the
        operator chose, be that a private one. Nothing that goes wrong here means that nothing was drawn, so it is
        never NotAccepted.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._patiently(*_addressed(url, base))
        except TimeoutError:
            raise Unanswered(f"a picture's download took more than {self._seconds} seconds") from None

    async def _patiently(self, url: httpx.URL, own: bytes | None) -> bytes:
        """A picture that is paid for deserves a second attempt, at another address of its host where it has several."""
        for attempt in range(ATTEMPTS - 1):
            try:
                return await self._follow(url, own, attempt)
            except (NotAccepted, Unanswered):
                await self._clock.wait(asyncio.Event(), PAUSE * 2**attempt)
        try:
            return await self._follow(url, own, ATTEMPTS - 1)
        except NotAccepted as error:
            raise Unanswered(error.detail) from error

    async def _follow(self, target: httpx.URL, own: bytes | None, attempt: int) -> bytes:
        for _ in range(1 + REDIRECTIONS):
            private = self._allow_private or target.netloc == own
            answer = await self._sent(await self._request(target, attempt, allow_private=private))
            if answer.status not in _MOVED:
                return _body(answer)
            target = _parsed(answer.headers.get("location", ""), target)
        raise AnswerInvalid(f"a picture's address leads on more than {REDIRECTIONS} times")

    async def _sent(self, request: HttpRequest) -> HttpAnswer:
        try:
            return await self._transport.send(request)
        except Misconfigured as error:  # an address, or one it leads on to, that httpx cannot even write
            raise AnswerInvalid(error.detail) from error

    async def _request(self, target: httpx.URL, attempt: int, *, allow_private: bool) -> HttpRequest:
        """A request that goes to a checked address, and in which the host keeps its name.

        Its connection is not used again: one that was made for another name at the same address proves nothing.
        """
        host = target.raw_host.decode("ascii")
        addresses = await self._checked(host, allow_private=allow_private)
        address = addresses[attempt % len(addresses)]
        headers = {"Host": target.netloc.decode("ascii"), "Connection": "close", "Accept": "image/*"}
        url = str(target.copy_with(host=address, fragment=None))
        return HttpRequest("GET", url, headers, sni=host if _is_name(host) else None)

    async def _checked(self, host: str, *, allow_private: bool) -> Sequence[str]:
        try:
            addresses = await self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise Unanswered(f"no address of {host}: {type(error).__name__}") from error
        if not addresses:
            raise Unanswered(f"no address of {host}")
        for address in addresses:
            if not allowed(address, allow_private=allow_private):
                raise Misconfigured(
                    f"a picture's address leads to {host}, which is {address} and not of the public internet (where "
                    "that is your own server, set OPENAI_ALLOW_PRIVATE_URLS=true)"
                )
        return addresses


def _parsed(written: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked for; a relative one where there is a ``base``. Raises AnswerInvalid."""
    try:
        target = base.join(written) if base else httpx.URL(written)
    except (httpx.InvalidURL, ValueError) as error:
        raise AnswerInvalid(f"a picture's address is none: {type(error).__name__}") from None
    if target.scheme not in ("http", "https") or not target.host:
        raise AnswerInvalid(f"a picture's address is not of the web: {target.scheme[:20]!r}")
    if target.userinfo:
        raise AnswerInvalid("a picture's address holds a password")
    if target.port is not None and not 0 < target.port <= LAST_PORT:
        raise AnswerInvalid(f"a picture's address has the port {target.port}")
    return target


def _addressed(written: str, base: str | None) -> tuple[httpx.URL, bytes | None]:
    """Where an address leads, and the host and port of the operator's own server where it names none itself.

    Raises AnswerInvalid.
    """
    if base is None or re.match(r"[a-z][a-z0-9+.-]*:", written.strip(), re.IGNORECASE):
        return _parsed(written), None
    folder = httpx.URL(base.rstrip("/") + "/")
    names_one = re.match(r"[/\\]{2}", written.strip()) is not None
    return _parsed(written, folder), None if names_one else folder.netloc


def _is_name(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


def _body(answer: HttpAnswer) -> bytes:
    if answer.status == HTTPStatus.OK:
        return answer.body
    detail = f"HTTP {answer.status} for a picture's address"
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unanswered(detail)
    raise AnswerInvalid(detail)
