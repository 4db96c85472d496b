"""Who may ask a stand-in anything: programs and pages of this machine, and no foreign page in the same browser.

A page from elsewhere can send requests to loopback, and with a name that it rebinds to 127.0.0.1 read the answers. So
every route asks for the Host, the Origin and the place that the browser says a request comes from; and whatever is
served is nothing that a browser would run, frame or hand to a foreign page. Programs send no Origin, and may ask.
"""

from collections.abc import Collection, Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

_HEADERS: Final = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

ATTACHED: Final = {
    "Content-Disposition": "attachment",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}
"""For files that somebody sent: shown within a page or saved, and never a page themselves."""

_OUR_OWN: Final = {None, "same-origin", "none"}
"""What browsers say of requests that no other site made; programs say nothing."""


def guard(app: web.Application, names: Collection[str] = ()) -> None:
    """Answer 403 to foreign pages on every route of an application, and say in every answer what may be done with it.

    It answers under loopback names, and under those that end in one of ``names``, which nobody else can rebind.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_local(request.headers, names) or _is_foreign(request):
            return web.json_response({"error": "foreign Host or Origin"}, status=HTTPStatus.FORBIDDEN)
        return await handler(request)

    app.middlewares.insert(0, guarded)
    app.on_response_prepare.append(_harden)


def is_local(headers: Mapping[str, str], names: Collection[str] = ()) -> bool:
    """Whether a request names a loopback Host and, where it has an Origin, comes from a page of that very Host.

    This is what keeps a page open in the same browser, or a name rebound to 127.0.0.1, away from the stand-in.
    """
    host = headers.get("Host", "").lower()
    origin = headers.get("Origin")
    if not _is_loopback(host) and not any(host.endswith(name) for name in names):
        return False
    return origin is None or origin.lower() in {f"http://{host}", f"https://{host}"}


def _is_foreign(request: web.Request) -> bool:
    """Whether another site's page asks; a link that leads to the page itself may stand anywhere."""
    followed = request.path == "/" and request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return request.headers.get("Sec-Fetch-Site") not in _OUR_OWN and not followed


def _is_loopback(host: str) -> bool:
    if not host or any(mark in host for mark in "@/?#\\ "):
        return False
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


async def _harden(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
