"""Why there is no way to a server, and what to do about it: one table over what the network says. Pure."""

import errno
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

_DEPTH = 20  # causes of causes


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way, and what to do."""

    what: str
    remedy: str


_CERTIFICATE = Obstacle(
    "TLS: its certificate is not trusted",
    "check the address; a certificate of your own authority goes into SSL_CERT_FILE, and the clock has to be right",
)
_TLS = Obstacle("TLS: no secure connection", "check that the address is of https and the port speaks TLS")
_NAME = Obstacle("DNS: its name has no address", "check the host's name and the DNS server")
_PROXY = Obstacle("the proxy does not let through", "check HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY")
_REFUSED = Obstacle("connection refused", "check host and port, and that the service runs")
_NO_ROUTE = Obstacle("the network has no route there", "check the network, a VPN, and whether IPv6 works")
_TIME_OUT = Obstacle("time-out: nobody answers there", "check host and port, and whether a firewall drops packets")
_RESET = Obstacle("the connection was cut", "check the port, and what stands in between: a proxy or firewall")
_UNKNOWN = Obstacle("no connection", "check the address and the network")

_TABLE: tuple[tuple[type[BaseException], Obstacle], ...] = (
    (httpx.ConnectTimeout, _TIME_OUT),
    (ssl.SSLCertVerificationError, _CERTIFICATE),
    (ssl.SSLError, _TLS),
    (httpx.ProxyError, _PROXY),
    (socket.gaierror, _NAME),
    (ConnectionRefusedError, _REFUSED),
    (ConnectionResetError, _RESET),
    (BrokenPipeError, _RESET),
    (TimeoutError, _TIME_OUT),
    (OSError, _NO_ROUTE),
)
"""What is surer stands first: an OSError may be anything."""

_GOING_ON = (ssl.SSLWantReadError, ssl.SSLWantWriteError)
"""No errors: how a handshake waits."""

_NO_ROUTES = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


def obstacle(error: BaseException) -> Obstacle:
    """What kept a connection from being made, from the causes of an error."""
    causes = [cause for cause in _causes(error, _DEPTH) if not isinstance(cause, _GOING_ON)]
    for kind, found in _TABLE:
        for cause in causes:
            if isinstance(cause, kind) and (kind is not OSError or _has_no_route(cause)):
                return found
    return _UNKNOWN


def explained(error: BaseException, url: str) -> str:
    """A sentence for logs, alarms and checks: what is wrong with which address, and in brackets what to do."""
    found = obstacle(error)
    return f"{type(error).__name__} {url}: {found.what} ({found.remedy})"


def _has_no_route(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _NO_ROUTES


def _causes(error: BaseException | None, depth: int) -> Iterator[BaseException]:
    """An error, and all that led to it; of several attempts at once those of each."""
    if error is None or not depth:
        return
    yield error
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _causes(each, depth - 1)
    yield from _causes(error.__cause__ or error.__context__, depth - 1)
