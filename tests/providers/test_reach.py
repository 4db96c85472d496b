"""Why there is no way to a server: told apart where it happens, each with what to do."""

import errno
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.commands.check.findings import stumbled
from bot.errors import NotAccepted
from bot.providers import http, reach
from bot.providers.http import HttpRequest, open_transport
from tests.clock import NOON
from tests.providers.servers import serving


async def failure(url: str) -> NotAccepted:
    """What a request comes to."""
    async with open_transport() as transport:
        with pytest.raises(NotAccepted) as caught:
            await transport.send(HttpRequest("GET", url))
    assert not caught.value.reached
    return caught.value


@pytest.fixture
def certificate(tmp_path: Path) -> ssl.SSLContext:
    """One that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day = timedelta(days=1)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(17).not_valid_before(NOON - 1000 * day).not_valid_after(NOON + 1000 * day)
    signed = builder.sign(key, hashes.SHA256())
    file = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


async def answer(_: web.Request) -> web.Response:
    return web.Response(text="here")


async def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = await failure(f"http://127.0.0.1:{taken.getsockname()[1]}/v1?key=secret")
    assert "connection refused" in error.detail
    assert "host and port" in error.detail
    assert "secret" not in error.detail


async def test_a_name_that_has_no_address() -> None:
    error = await failure("http://no-such-host.invalid/")
    assert "DNS" in error.detail


async def test_a_certificate_that_nobody_trusts(certificate: ssl.SSLContext) -> None:
    async with serving(answer, certificate) as port:
        error = await failure(f"https://localhost:{port}/")
    assert "certificate is not trusted" in error.detail
    assert "SSL_CERT_FILE" in error.detail


async def test_a_port_that_speaks_no_tls() -> None:
    async with serving(answer) as port:
        error = await failure(f"https://127.0.0.1:{port}/")
    assert "TLS" in error.detail
    assert "certificate is not" not in error.detail


async def test_a_black_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that takes a connection and then says nothing to the handshake."""
    monkeypatch.setattr(http, "_CONNECT_SECONDS", 0.05)
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        hole.listen()
        error = await failure(f"https://127.0.0.1:{hole.getsockname()[1]}/")
    assert "time-out" in error.detail
    assert "firewall" in error.detail


@asynccontextmanager
async def proxied(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=407)

    async with serving(refuse) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        yield


async def test_a_proxy_that_does_not_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    async with proxied(monkeypatch):
        error = await failure("https://images.example/")
    assert "proxy" in error.detail
    assert "HTTPS_PROXY" in error.detail


async def test_what_is_wrong_and_what_to_do_stand_apart_in_a_check() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = stumbled("yandex-art", await failure(f"http://127.0.0.1:{taken.getsockname()[1]}/"))
    assert found.said.endswith("connection refused")
    assert found.remedy.startswith("check host and port")


def chained(*errors: BaseException) -> httpx.ConnectError:
    """One that was caused by the first of these, that by the second, and so on."""
    top = httpx.ConnectError("")
    below: BaseException = top
    for error in errors:
        below.__cause__ = error
        below = error
    return top


@pytest.mark.parametrize(
    ("causes", "what"),
    [
        ([], "no connection"),
        ([OSError("All connection attempts failed")], "no connection"),
        ([OSError("all failed"), OSError(errno.ENETUNREACH, "unreachable")], "no route"),
        ([OSError("all failed"), OSError(errno.EHOSTUNREACH, "no route")], "no route"),
        ([OSError("all failed"), ConnectionRefusedError(errno.ECONNREFUSED, "refused")], "refused"),
        ([ConnectionResetError()], "cut"),
        ([socket.gaierror(-2, "Name or service not known")], "DNS"),
        ([TimeoutError()], "time-out"),
        ([ssl.SSLCertVerificationError("self-signed")], "certificate"),
        ([ssl.SSLError("WRONG_VERSION_NUMBER")], "TLS: no secure"),
        ([OSError("x"), TimeoutError(), ssl.SSLCertVerificationError("self-signed")], "certificate"),
        ([ExceptionGroup("all", [OSError(errno.ENETUNREACH, "v6"), ConnectionRefusedError()])], "refused"),
    ],
)
def test_the_deepest_cause_that_says_something_is_told(causes: list[BaseException], what: str) -> None:
    found = reach.obstacle(chained(*causes))
    assert what in found.what
    assert found.remedy


def test_errors_that_caused_each_other_in_a_circle_have_an_end() -> None:
    one, other = OSError("one"), OSError("other")
    one.__cause__, other.__cause__ = other, one
    assert reach.obstacle(one).what == "no connection"
