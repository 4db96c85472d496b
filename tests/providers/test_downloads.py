"""Pictures that come as an address: fetched from the public internet, or from a server that the operator allowed."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AnswerInvalid, Misconfigured, ProviderError, Unanswered
from bot.providers import downloads
from bot.providers.addresses import allowed
from bot.providers.downloads import ATTEMPTS, Downloads
from bot.providers.http import BODY_LIMIT, Transport, open_transport
from tests.clock import HurriedClock
from tests.providers.servers import serving


class Names:
    """The names of a test; counts how often they are looked up."""

    def __init__(self, **addresses: Sequence[str]) -> None:
        self.asked: list[str] = []
        self._addresses = {name.replace("_", "."): found for name, found in addresses.items()}

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        if host in self._addresses:
            return self._addresses[host]
        if host.replace(".", "").isdigit():
            return [host]
        raise socket.gaierror(socket.EAI_NONAME, "unknown")


class Server:
    """Answers by path, and remembers what it was asked."""

    def __init__(self) -> None:
        self.port = 0
        self.requests: list[web.Request] = []
        self.peers: set[object] = set()
        self.statuses: list[int] = []
        self.leads: list[str] = []  #: where /moved leads to, one after the other
        self.release = asyncio.Event()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        assert request.transport is not None
        self.peers.add(request.transport.get_extra_info("peername"))
        match request.path:
            case "/moved":
                return web.Response(status=int(request.query["status"]), headers={"Location": self.leads.pop(0)})
            case "/large":
                return await _large(request)
            case "/held":
                await self.release.wait()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(body=b"picture", status=status)

    def url(self, path: str = "picture.png", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/{path}"


async def _large(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(BODY_LIMIT // 2**20 + 1):
        await answer.write(bytes(2**20))
    return answer


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    answering = Server()
    async with serving(answering.handle) as answering.port:
        yield answering
        answering.release.set()


Make = Callable[..., Downloads]


@pytest.fixture
def make(transport: Transport) -> Make:
    def downloader(
        resolve: downloads.Resolver = downloads.resolved, *, private: bool = True, seconds: float = 20
    ) -> Downloads:
        return Downloads(transport, HurriedClock(), allow_private=private, resolve=resolve, seconds=seconds)

    return downloader


async def test_a_picture_is_downloaded_from_a_server_of_ones_own_where_that_is_allowed(
    server: Server, make: Make
) -> None:
    assert await make().fetch(server.url()) == b"picture"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/files/fox.png", "/files/fox.png"),
        ("files/fox.png?sig=17", "/v1/files/fox.png?sig=17"),
        ("../fox.png", "/fox.png"),
    ],
)
async def test_a_relative_address_leads_to_the_operators_own_server_private_or_not(
    server: Server, make: Make, url: str, path: str
) -> None:
    for base in (server.url("v1"), server.url("v1/")):
        assert await make(private=False).fetch(url, base) == b"picture"
    assert {request.path_qs for request in server.requests} == {path}


@pytest.mark.parametrize("lead", ["http://localhost:{port}/picture.png", "//localhost:{port}/picture.png"])
async def test_where_the_operators_own_server_leads_on_to_another_private_one_nobody_follows(
    server: Server, make: Make, lead: str
) -> None:
    server.leads = [lead.format(port=server.port)]
    with pytest.raises(Misconfigured, match="OPENAI_ALLOW_PRIVATE_URLS"):
        await make(private=False).fetch("/moved?status=302", server.url("v1"))


async def test_an_address_that_names_a_private_server_is_no_relative_one(server: Server, make: Make) -> None:
    for url in (server.url(), server.url().removeprefix("http:")):
        with pytest.raises((Misconfigured, AnswerInvalid)):
            await make(private=False).fetch(url, server.url("v1"))
    assert server.requests == []


async def test_the_request_carries_no_credentials(server: Server, make: Make) -> None:
    await make().fetch(server.url("picture.png?sig=a%2Fb"))
    (request,) = server.requests
    assert not {"Authorization", "Cookie", "OpenAI-Project"} & set(request.headers)
    assert request.path_qs == "/picture.png?sig=a%2Fb"


async def test_the_connection_goes_to_the_address_that_was_checked(server: Server, make: Make) -> None:
    """No other lookup exists that could answer differently: the system does not know this name at all."""
    names = Names(files_example=["127.0.0.1"])
    assert await make(names).fetch(server.url(host="files.example")) == b"picture"
    assert names.asked == ["files.example"]
    assert server.requests[0].headers["Host"] == f"files.example:{server.port}"


LOOPBACK = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "017700000001",
    "localhost",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "127。0。0。1",
]


@pytest.mark.parametrize("host", LOOPBACK)
async def test_loopback_is_refused_however_it_is_written(server: Server, make: Make, host: str) -> None:
    with pytest.raises(Misconfigured, match="OPENAI_ALLOW_PRIVATE_URLS"):
        await make(private=False).fetch(server.url(host=host))
    assert server.requests == []


@pytest.mark.parametrize("host", ["0177.0.0.1", "127.0.0.1%00.example", "[::1%25lo]", "[fe80::1%25lo]", "a..b"])
async def test_a_host_that_is_none_is_not_asked(server: Server, make: Make, host: str) -> None:
    with pytest.raises(ProviderError):
        await make().fetch(server.url(host=host))
    assert server.requests == []


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "::ffff:10.0.0.5", "fd00::1"])
async def test_a_name_is_refused_if_a_single_one_of_its_addresses_is(make: Make, address: str) -> None:
    with pytest.raises(Misconfigured, match="not of the public internet"):
        await make(Names(files_example=["93.184.215.14", address]), private=False).fetch("https://files.example/a.png")


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_an_address_of_the_internet_is_allowed(address: str) -> None:
    assert allowed(address, allow_private=False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "::1",
        "fc00::1",
        "fd12:3456::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "fec0::1",
        "2001:db8::1",
        "192.0.2.1",
    ],
)
def test_an_address_of_ones_own_networks_is_allowed_only_by_the_setting(address: str) -> None:
    assert [allowed(address, allow_private=setting) for setting in (False, True)] == [False, True]


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::",
        "fe80::1",
        "fe80::1%eth0",
        "224.0.0.1",
        "239.255.255.250",
        "ff02::1",
        "240.0.0.1",
        "255.255.255.255",
        "0.0.0.0",  # noqa: S104 - the point
        "::",
        "::ffff:0.0.0.0",
        "::7f00:1",
        "64:ff9b:1::7f00:1",
        "fd00:ec2::254",
        "fd00:ec2::254%eth0",
        "fd00:0ec2:0000::0254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "fd00:42::42",
        "100.100.100.200",
        "::ffff:100.100.100.200",
        "64:ff9b::6464:64c8",
        "2002:6464:64c8::",
        "168.63.129.16",
        "::ffff:168.63.129.16",
        "192.0.0.192",
        "2001:0:7f00:1:0:0:5601:5601",
        "2001:db8::5efe:a9fe:a9fe",
        "fc00::200:5efe:a9fe:a9fe",
        "",
        "localhost",
        "127.1",
    ],
)
def test_metadata_multicast_and_reserved_addresses_are_never_allowed(address: str) -> None:
    assert [allowed(address, allow_private=setting) for setting in (False, True)] == [False, False]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "to", ["/picture.png", "picture.png", "http://127.0.0.1:{}/picture.png", "//127.0.0.1:{}/a.png"]
)
async def test_a_redirection_is_followed(server: Server, make: Make, status: int, to: str) -> None:
    server.leads = [to.format(server.port)]
    assert await make().fetch(server.url(f"moved?status={status}")) == b"picture"


@pytest.mark.parametrize(("times", "reached"), [(3, True), (4, False)])
async def test_three_redirections_are_followed_and_no_more(
    server: Server,
    make: Make,
    times: int,
    reached: bool,  # noqa: FBT001 - a case
) -> None:
    server.leads = [*((times - 1) * ["/moved?status=302"]), "/picture.png"]
    outcomes = await asyncio.gather(make().fetch(server.url("moved?status=302")), return_exceptions=True)
    assert [isinstance(outcome, bytes) for outcome in outcomes] == [reached]
    assert len(server.requests) == 4


async def test_a_redirection_to_itself_ends(server: Server, make: Make) -> None:
    server.leads = 10 * [""]
    with pytest.raises(AnswerInvalid, match="more than 3"):
        await make().fetch(server.url("moved?status=302"))


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ("http://169.254.169.254/latest/meta-data/", Misconfigured),
        ("http://metadata.example/", Misconfigured),
        ("//metadata.example/", Misconfigured),
        ("http://0.0.0.0/", Misconfigured),
        ("ftp://files.example/a.png", AnswerInvalid),
        ("file:///etc/passwd", AnswerInvalid),
        ("data:image/png;base64,aGk=", AnswerInvalid),
        ("http://user:password@files.example/", AnswerInvalid),
        ("http://files.example:99999/", AnswerInvalid),
    ],
)
async def test_a_redirection_is_checked_like_the_first_address(
    server: Server, make: Make, to: str, kind: type[ProviderError]
) -> None:
    names = Names(metadata_example=["169.254.169.254"])
    server.leads = [to]
    with pytest.raises(kind):
        await make(names).fetch(server.url("moved?status=302"))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "picture.png",
        "/picture.png",
        "//files.example/picture.png",
        "ftp://files.example/picture.png",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "data:image/png;base64,aGk=",
        "javascript:alert(1)",
        "http://",
        "http:///picture.png",
        "http://user@files.example/",
        "http://user:password@files.example/",
        "http://files.example:0/",
        "http://files.example:99999/",
        "http://files.example:port/",
        "http://[::1/",
        "http://files.example/\x00",
        "http://files.example/" + 70_000 * "a",
    ],
)
async def test_what_is_no_address_of_the_web_is_an_invalid_answer(make: Make, url: str) -> None:
    names = Names(files_example=["127.0.0.1"])
    with pytest.raises(AnswerInvalid):
        await make(names).fetch(url)
    assert names.asked == []


@given(st.text() | st.text().map("http://{}".format))
def test_any_text_is_an_address_or_an_invalid_answer(text: str) -> None:
    try:
        target = downloads._parsed(text)
    except AnswerInvalid:
        return
    assert target.scheme in ("http", "https")
    assert target.host


async def test_a_download_is_capped(server: Server, make: Make) -> None:
    with pytest.raises(AnswerInvalid, match=str(BODY_LIMIT)):
        await make().fetch(server.url("large"))


async def test_a_download_takes_no_longer_than_its_time(server: Server, make: Make) -> None:
    with pytest.raises(Unanswered, match=r"0\.05 seconds"):
        await make(seconds=0.05).fetch(server.url("held"))
    server.release.set()


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_a_download_that_fails_for_a_moment_is_tried_again(server: Server, make: Make, status: int) -> None:
    """The picture is paid for."""
    server.statuses = [status, status]
    assert await make().fetch(server.url()) == b"picture"


async def test_a_download_that_fails_again_and_again_is_given_up(server: Server, make: Make) -> None:
    server.statuses = 10 * [503]
    with pytest.raises(Unanswered, match="503"):
        await make().fetch(server.url())
    assert len(server.requests) == ATTEMPTS


@pytest.mark.parametrize("status", [204, 400, 403, 404, 410])
async def test_an_address_that_has_no_picture_any_more_is_asked_once(server: Server, make: Make, status: int) -> None:
    server.statuses = [status]
    with pytest.raises(AnswerInvalid, match=str(status)):
        await make().fetch(server.url())
    assert len(server.requests) == 1


async def test_a_host_that_takes_no_connections_does_not_mean_that_nothing_was_drawn(make: Make) -> None:
    """It would be drawn, and paid for, a second time."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        with pytest.raises(Unanswered, match="ConnectError"):
            await make().fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/a.png?sig=secret")


async def test_a_second_attempt_goes_to_another_address_of_the_host(server: Server, make: Make) -> None:
    names = Names(files_example=["127.0.0.2", "127.0.0.1"])  # the server listens on the latter only
    assert await make(names).fetch(server.url(host="files.example")) == b"picture"


@pytest.mark.parametrize("found", [{}, {"files_example": []}])
async def test_a_name_nobody_knows_is_no_answer(make: Make, found: dict[str, list[str]]) -> None:
    names = Names(**found)
    with pytest.raises(Unanswered, match=r"files\.example"):
        await make(names).fetch("http://files.example/picture.png")
    assert len(names.asked) == ATTEMPTS


async def test_the_secrets_of_an_address_are_in_no_error(make: Make) -> None:
    with pytest.raises(ProviderError) as caught:
        await make().fetch("http://localhost:1/a.png?sig=secret")
    assert "secret" not in str(vars(caught.value))


async def test_a_connection_is_not_used_for_another_name(server: Server, make: Make) -> None:
    names = Names(one_example=["127.0.0.1"], two_example=["127.0.0.1"])
    for name in ("one.example", "two.example"):
        await make(names).fetch(server.url(host=name))
    assert len(server.peers) == 2


def certified(name: str, folder: Path) -> Path:
    """A file with a certificate that signed itself for this name, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(issuer)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(17)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *form)
    )
    return path


@pytest.mark.parametrize(("name", "trusted"), [("files.example", True), ("other.example", False)])
async def test_a_certificate_is_checked_against_the_name_and_not_the_address(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    trusted: bool,  # noqa: FBT001 - a case
) -> None:
    path = certified("files.example", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    names = Names(files_example=["127.0.0.1"], other_example=["127.0.0.1"])
    async with serving(Server().handle, context) as port, open_transport() as transport:
        downloader = Downloads(transport, HurriedClock(), allow_private=True, resolve=names)
        fetched = await asyncio.gather(downloader.fetch(f"https://{name}:{port}/a.png"), return_exceptions=True)
    assert [isinstance(one, bytes) for one in fetched] == [trusted]
