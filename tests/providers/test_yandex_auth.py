"""How requests to Yandex Cloud are signed, against an IAM on loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.drawing.ports.providers import Done, Pending
from bot.errors import ConfigurationError, Misconfigured, NotAccepted
from bot.providers.credentials import BearerKey, Credentials, Signed
from bot.providers.http import HttpRequest, Transport
from bot.providers.yandex.auth import RETRY, ApiKey, FreshToken, IamToken
from bot.providers.yandex.operations import YandexOperations
from bot.providers.yandex.tokens import Metadata, ServiceAccount, ServiceAccountKey
from tests.clock import FakeClock
from tests.drawing.builders import spec
from tests.providers.servers import serving

KEY = rsa.generate_private_key(65537, 2048)
ACCOUNT = ServiceAccountKey("ajek17", "ajes17", KEY)


class Cloud:
    """IAM, the metadata service, and an API that takes the newest token only. Tokens are t-1, t-2, ..."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.url = ""
        self.life = 12 * 3600.0
        self.tokens = 0  #: how many were asked for
        self.fails: int | None = None  #: the status IAM fails with
        self.keeps = False  #: the same token again and again, as the metadata service does
        self.taken: set[str] = set()  #: the tokens that the API takes
        self.calls: list[str] = []  #: the signatures that came to the API
        self.began = asyncio.Event()
        self.release = asyncio.Event()
        self.release.set()

    async def handle(self, request: web.Request) -> web.Response:
        if request.path == "/api":
            return self._api(request)
        if request.path in ("/foundationModels/v1/imageGenerationAsync", "/operations/fbv17"):
            return self._api(request)
        self.tokens += 1
        self.began.set()
        await self.release.wait()
        if self.fails:
            return web.json_response({"code": 16, "message": "no token today"}, status=self.fails)
        token = f"t-{1 if self.keeps else self.tokens}"
        if request.headers.get("Metadata-Flavor") == "Google":
            return web.json_response({"access_token": token, "expires_in": self.life, "token_type": "Bearer"})
        expires_at = (self._clock.now() + timedelta(seconds=self.life)).isoformat()
        return web.json_response({"iamToken": token, "expiresAt": expires_at})

    def _api(self, request: web.Request) -> web.Response:
        signature = request.headers.get("Authorization", "")
        self.calls.append(signature)
        if signature.removeprefix("Bearer ") in self.taken:
            return web.json_response({"id": "fbv17", "done": False})
        return web.json_response({"code": 16, "message": "Token is invalid or has expired."}, status=401)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def cloud(clock: FakeClock) -> AsyncIterator[Cloud]:
    standing = Cloud(clock)
    async with serving(standing.handle) as port:
        standing.url = f"http://127.0.0.1:{port}"
        yield standing
        standing.release.set()


@pytest.fixture
def token(cloud: Cloud, transport: Transport, clock: FakeClock) -> FreshToken:
    return FreshToken(transport, ServiceAccount(ACCOUNT, cloud.url), clock)


def bearer(number: int) -> dict[str, str]:
    """The signature with the token of this number."""
    return {"Authorization": f"Bearer t-{number}"}


async def later(token: FreshToken) -> dict[str, str]:
    """The signature once a fetch that nobody waits for has ended."""
    if token._fetch is not None:
        await asyncio.wait({token._fetch})
    return await token.headers()


async def test_a_hundred_who_wait_share_one_token(cloud: Cloud, token: FreshToken) -> None:
    cloud.release.clear()
    waiting = [asyncio.create_task(token.headers()) for _ in range(100)]
    await cloud.began.wait()
    cloud.release.set()
    assert await asyncio.gather(*waiting) == 100 * [bearer(1)]
    assert cloud.tokens == 1


async def test_a_token_is_used_for_an_hour(cloud: Cloud, token: FreshToken, clock: FakeClock) -> None:
    assert await token.headers() == bearer(1)
    clock.advance(3599)
    assert [await later(token) for _ in range(3)] == 3 * [bearer(1)]
    assert cloud.tokens == 1


async def test_after_an_hour_it_is_replaced_while_nobody_waits(
    cloud: Cloud, token: FreshToken, clock: FakeClock
) -> None:
    await token.headers()
    clock.advance(3600)
    cloud.release.clear()
    assert await asyncio.gather(*(token.headers() for _ in range(100))) == 100 * [bearer(1)]
    cloud.release.set()
    assert await later(token) == bearer(2)
    assert cloud.tokens == 2


@pytest.mark.parametrize(
    ("life", "refresh"), [(12 * 3600, 3600), (3600, 3000), (1500, 900), (1200, 600), (300, 150), (60, 30)]
)
async def test_a_token_is_replaced_ahead_of_its_end(
    cloud: Cloud, token: FreshToken, clock: FakeClock, life: float, refresh: float
) -> None:
    cloud.life = life
    await token.headers()
    clock.advance(refresh - 1)
    await token.headers()
    assert await later(token) == bearer(1)
    assert cloud.tokens == 1
    clock.advance(1)
    assert await token.headers() == bearer(1)
    assert await later(token) == bearer(2)


async def test_a_token_that_ended_is_not_used(cloud: Cloud, token: FreshToken, clock: FakeClock) -> None:
    await token.headers()
    clock.advance(12 * 3600)
    assert await token.headers() == bearer(2)
    assert cloud.tokens == 2


async def test_a_clock_that_is_set_ends_no_token(cloud: Cloud, token: FreshToken, clock: FakeClock) -> None:
    await token.headers()
    clock.set_by(24 * 3600)
    assert await token.headers() == bearer(1)
    assert cloud.tokens == 1


@pytest.mark.parametrize("life", [-3600, 0])
async def test_a_clock_that_is_wrong_does_not_make_every_request_ask_for_a_token(
    cloud: Cloud, token: FreshToken, life: float
) -> None:
    cloud.life = life
    assert [await token.headers() for _ in range(5)] == 5 * [bearer(1)]
    assert cloud.tokens == 1


async def test_a_refresh_that_fails_leaves_the_old_token_in_use(
    cloud: Cloud, token: FreshToken, clock: FakeClock
) -> None:
    await token.headers()
    cloud.fails = 503
    clock.advance(3600)
    assert await token.headers() == bearer(1)
    assert [await later(token) for _ in range(10)] == 10 * [bearer(1)]
    assert cloud.tokens == 2


async def test_a_refresh_that_fails_is_tried_again_after_a_while(
    cloud: Cloud, token: FreshToken, clock: FakeClock
) -> None:
    await token.headers()
    cloud.fails = 503
    clock.advance(3600)
    await token.headers()
    await later(token)
    clock.advance(RETRY - 1)
    await token.headers()
    await later(token)
    assert cloud.tokens == 2
    cloud.fails = None
    clock.advance(1)
    await token.headers()
    assert await later(token) == bearer(3)


async def test_without_a_token_a_failed_fetch_is_everybodys_error(cloud: Cloud, token: FreshToken) -> None:
    cloud.fails = 503
    cloud.release.clear()
    waiting = [asyncio.create_task(token.headers()) for _ in range(100)]
    await cloud.began.wait()
    cloud.release.set()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {NotAccepted}
    assert cloud.tokens == 1


async def test_after_a_failed_fetch_the_next_one_is_tried_at_once(cloud: Cloud, token: FreshToken) -> None:
    cloud.fails = 503
    with pytest.raises(NotAccepted, match="no token today"):
        await token.headers()
    cloud.fails = None
    assert await token.headers() == bearer(2)


async def test_one_who_is_cancelled_leaves_the_others_their_token(cloud: Cloud, token: FreshToken) -> None:
    cloud.release.clear()
    first, *others = [asyncio.create_task(token.headers()) for _ in range(10)]
    await cloud.began.wait()
    first.cancel()
    await asyncio.wait({first})
    cloud.release.set()
    assert await asyncio.gather(*others) == 9 * [bearer(1)]
    assert (first.cancelled(), cloud.tokens) == (True, 1)


async def test_a_token_that_nobody_waits_for_any_more_is_kept(cloud: Cloud, token: FreshToken) -> None:
    cloud.release.clear()
    waiting = asyncio.create_task(token.headers())
    await cloud.began.wait()
    waiting.cancel()
    await asyncio.wait({waiting})
    cloud.release.set()
    assert await token.headers() == bearer(1)
    assert cloud.tokens == 1


async def test_at_the_end_those_who_wait_are_told(cloud: Cloud, token: FreshToken, transport: Transport) -> None:
    cloud.release.clear()
    waiting = asyncio.create_task(token.headers())
    await cloud.began.wait()
    await transport.finish(0.0)
    with pytest.raises(NotAccepted, match="stopped"):
        await waiting


async def test_a_hundred_rejected_requests_renew_the_token_once(
    cloud: Cloud, token: FreshToken, transport: Transport
) -> None:
    await token.headers()
    cloud.taken = {"t-2"}
    signed = Signed(transport, token)
    request = HttpRequest("POST", f"{cloud.url}/api", {"x-client-request-id": "17"}, {"seed": "17"})
    answers = await asyncio.gather(*(signed.send(request) for _ in range(100)))
    assert [answer.status for answer in answers] == 100 * [200]
    assert cloud.tokens == 2


async def test_a_rejection_that_comes_late_finds_the_new_token(cloud: Cloud, token: FreshToken) -> None:
    old = await token.headers()
    assert await token.renewed(old) == bearer(2)
    assert await token.renewed(old) == bearer(2)
    assert cloud.tokens == 2


async def test_a_request_whose_new_token_is_rejected_too_is_not_sent_a_third_time(
    cloud: Cloud, token: FreshToken, transport: Transport
) -> None:
    answer = await Signed(transport, token).send(HttpRequest("GET", f"{cloud.url}/api"))
    assert answer.status == 401
    assert cloud.calls == ["Bearer t-1", "Bearer t-2"]


async def test_a_token_that_cannot_be_had_otherwise_is_not_sent_again(cloud: Cloud, transport: Transport) -> None:
    cloud.keeps = True
    token = FreshToken(transport, Metadata(cloud.url), FakeClock())
    assert (await Signed(transport, token).send(HttpRequest("GET", f"{cloud.url}/api"))).status == 401
    assert cloud.calls == ["Bearer t-1"]


async def test_a_rejected_request_waits_for_an_iam_that_is_away(
    cloud: Cloud, token: FreshToken, transport: Transport
) -> None:
    """It was surely not accepted, so it may be sent later."""
    await token.headers()
    cloud.fails = 503
    with pytest.raises(NotAccepted):
        await Signed(transport, token).send(HttpRequest("POST", f"{cloud.url}/api"))


@pytest.mark.parametrize("credentials", [ApiKey("secret"), IamToken("secret"), BearerKey("secret")])
async def test_a_rejected_key_is_sent_once(cloud: Cloud, transport: Transport, credentials: Credentials) -> None:
    answer = await Signed(transport, credentials).send(HttpRequest("POST", f"{cloud.url}/api"))
    assert (answer.status, len(cloud.calls)) == (401, 1)


def operations(cloud: Cloud, transport: Transport, credentials: Credentials) -> YandexOperations:
    return YandexOperations(
        transport,
        credentials,
        generate_url=cloud.url,
        operation_url=cloud.url,
        model_uri="art://folder/yandex-art",
        logged=False,
    )


async def submitted(cloud: Cloud, transport: Transport, credentials: Credentials) -> Pending | Done:
    """What a submission brings."""
    provider = operations(cloud, transport, credentials)
    return await provider.submit(spec(), seed=17, count=1, client_id=UUID(int=17))


async def test_a_submission_that_was_rejected_is_repeated_with_a_new_token(
    cloud: Cloud, token: FreshToken, transport: Transport
) -> None:
    cloud.taken = {"t-2"}
    assert await submitted(cloud, transport, token) == Pending("fbv17")
    assert cloud.calls == ["Bearer t-1", "Bearer t-2"]


async def test_a_poll_that_was_rejected_is_repeated_with_a_new_token(
    cloud: Cloud, token: FreshToken, transport: Transport
) -> None:
    cloud.taken = {"t-2"}
    assert await operations(cloud, transport, token).poll("fbv17") == Pending("fbv17")


async def test_a_submission_that_is_rejected_again_is_the_operators(
    cloud: Cloud, token: FreshToken, transport: Transport
) -> None:
    with pytest.raises(Misconfigured, match="YANDEX_SERVICE_ACCOUNT_KEY_FILE"):
        await submitted(cloud, transport, token)


async def test_a_virtual_machine_has_a_token(cloud: Cloud, transport: Transport, clock: FakeClock) -> None:
    cloud.life = 300
    token = FreshToken(transport, Metadata(f"{cloud.url}/"), clock)
    assert await token.headers() == bearer(1)
    clock.advance(300)
    assert await token.headers() == bearer(2)


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        (ServiceAccount(ACCOUNT, "http://127.0.0.1:{}"), "YANDEX_IAM_URL"),
        (Metadata("http://127.0.0.1:{}"), "YANDEX_METADATA"),
    ],
)
async def test_a_source_that_cannot_be_reached_is_named_with_its_setting(
    transport: Transport, source: ServiceAccount | Metadata, advice: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        away = Metadata(url) if isinstance(source, Metadata) else ServiceAccount(ACCOUNT, url)
        with pytest.raises(NotAccepted, match=advice):
            await FreshToken(transport, away, FakeClock()).headers()


async def test_an_address_of_iam_that_is_none_is_the_operators(transport: Transport) -> None:
    with pytest.raises(Misconfigured, match="YANDEX_IAM_URL"):
        await FreshToken(transport, ServiceAccount(ACCOUNT, "iam.example"), FakeClock()).headers()


def test_an_oauth_token_is_not_taken_for_an_iam_token() -> None:
    with pytest.raises(ConfigurationError, match="OAuth") as caught:
        IamToken(" y0_AgAAAABsecret\n")
    assert "secret" not in str(caught.value)


async def test_an_empty_key_signs_nothing() -> None:
    """Self-hosted servers ask for none."""
    assert await BearerKey(" \n").headers() == {}


async def test_a_bearer_key_is_stripped() -> None:
    assert await BearerKey(" sk-secret\n").headers() == {"Authorization": "Bearer sk-secret"}


def test_no_secret_shows_when_it_is_printed() -> None:
    shown = f"{ACCOUNT} {BearerKey('secret')!r} {HttpRequest('GET', 'x', {'Authorization': 'secret'}, 'secret')!r}"
    assert "secret" not in shown
    assert "private_key" not in shown
