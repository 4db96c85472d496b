"""IAM tokens: for a service account's signed JWT, and from the metadata of a VM."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sandbox.image_apis import Account, AuthorizedKey, Behaviour, new_authorized_key
from sandbox.wire import Fault, Spoil
from tests.sandbox.test_image_apis import NOON, Json, Visitor, body, client, visiting

AUDIENCE = "https://iam.api.cloud.yandex.net/iam/v1/tokens"
METADATA = "/computeMetadata/v1/instance/service-accounts/default/token"
GOOGLE = {"Metadata-Flavor": "Google"}
HALF_DAY = 12 * 3600


@cache
def key() -> AuthorizedKey:
    return new_authorized_key("ajeaccount")


@cache
def foreign_key() -> AuthorizedKey:
    return new_authorized_key("ajeaccount")


def signed(with_key: AuthorizedKey | None = None, algorithm: str = "PS256", **changes: object) -> str:
    """A JWT as it should be, but for the changes; a claim changed to None is left out, ``kid`` is the header's."""
    maker = with_key or key()
    now = int(NOON.timestamp())
    claims: Json = {"iss": maker.service_account_id, "aud": AUDIENCE, "iat": now, "exp": now + 3600}
    kid = changes.pop("kid", key().id)
    given = {name: value for name, value in (claims | changes).items() if value is not None}
    return jwt.encode(given, private_half(maker), algorithm=algorithm, headers={"kid": kid} if kid else {})


@cache
def private_half(of: AuthorizedKey) -> RSAPrivateKey:
    """Reading a key takes ten times as long as signing with it."""
    loaded = load_pem_private_key(of.private_key.encode(), password=None)
    assert isinstance(loaded, RSAPrivateKey)
    return loaded


async def exchanged(visitor: Visitor, signed_jwt: str) -> httpx.Response:
    return await visitor.http.post("/iam/v1/tokens", json={"jwt": signed_jwt}, headers={"Authorization": ""})


async def token(visitor: Visitor) -> str:
    return str((await exchanged(visitor, signed())).json()["iamToken"])


async def status_with(visitor: Visitor, iam_token: str) -> int:
    """The status of a generation asked for with a token."""
    headers = {"Authorization": f"Bearer {iam_token}"}
    path = "/foundationModels/v1/imageGenerationAsync"
    return (await visitor.http.post(path, json=body(), headers=headers)).status_code


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    """One whose account has no ready token, and whose IAM knows the key."""
    async with visiting(account=Account(iam_tokens=frozenset(), api_keys=frozenset())) as arrived:
        arrived.sandbox.iam.register(key())
        yield arrived


async def test_gives_a_token_for_a_signed_jwt(visitor: Visitor) -> None:
    answer = await exchanged(visitor, signed())
    assert (answer.status_code, answer.json()["iamToken"][:3]) == (200, "t1.")


async def test_says_when_the_token_expires_with_nine_digits_after_the_second(visitor: Visitor) -> None:
    given = (await exchanged(visitor, signed())).json()["expiresAt"]
    assert given == "2026-11-22T00:00:00.000000000Z"


async def test_the_time_of_expiry_is_one_that_python_reads(visitor: Visitor) -> None:
    given = (await exchanged(visitor, signed())).json()["expiresAt"]
    assert datetime.fromisoformat(given) == NOON + timedelta(hours=12)


async def test_takes_a_jwt_addressed_to_its_own_url(visitor: Visitor) -> None:
    own = f"{visitor.sandbox.url}/iam/v1/tokens"
    assert (await exchanged(visitor, signed(aud=own))).status_code == 200


async def test_a_token_it_issued_is_accepted(visitor: Visitor) -> None:
    assert await status_with(visitor, await token(visitor)) == 200


async def test_a_token_nobody_issued_is_not_accepted(visitor: Visitor) -> None:
    assert await status_with(visitor, "t1.made-up") == 401


async def test_a_token_is_accepted_until_its_last_moment(visitor: Visitor) -> None:
    issued = await token(visitor)
    visitor.sandbox.clock.advance(HALF_DAY - 1)
    assert await status_with(visitor, issued) == 200


async def test_a_token_is_not_accepted_once_it_expired(visitor: Visitor) -> None:
    issued = await token(visitor)
    visitor.sandbox.clock.advance(HALF_DAY)
    assert await status_with(visitor, issued) == 401


async def test_an_expired_token_is_not_accepted_by_an_account_that_takes_any_other() -> None:
    async with visiting() as visitor:
        visitor.sandbox.iam.register(key())
        issued = await token(visitor)
        visitor.sandbox.clock.advance(HALF_DAY)
        assert await status_with(visitor, issued) == 401


async def test_an_older_token_stays_good_when_a_newer_one_is_issued(visitor: Visitor) -> None:
    older = await token(visitor)
    await token(visitor)
    assert await status_with(visitor, older) == 200


async def test_a_revoked_token_is_not_accepted(visitor: Visitor) -> None:
    issued = await token(visitor)
    visitor.sandbox.iam.revoke(issued)
    assert await status_with(visitor, issued) == 401


async def test_all_tokens_can_be_revoked_at_once(visitor: Visitor) -> None:
    issued = [await token(visitor), await token(visitor)]
    visitor.sandbox.iam.revoke()
    assert [await status_with(visitor, one) for one in issued] == [401, 401]


async def test_a_token_issued_after_all_were_revoked_is_accepted(visitor: Visitor) -> None:
    await token(visitor)
    visitor.sandbox.iam.revoke()
    assert await status_with(visitor, await token(visitor)) == 200


async def test_the_lifetime_of_tokens_can_be_changed(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(iam_token_seconds=60)
    given = (await exchanged(visitor, signed())).json()["expiresAt"]
    assert datetime.fromisoformat(given) == NOON + timedelta(minutes=1)


async def test_takes_a_jwt_of_a_clock_that_is_a_little_ahead(visitor: Visitor) -> None:
    ahead = int(NOON.timestamp()) + 30
    assert (await exchanged(visitor, signed(iat=ahead, exp=ahead + 3600))).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kid": "ajenobody"}, "Key ajenobody is not found"),
        ({"kid": None}, "Key None is not found"),
        ({"iss": "ajeother"}, "Invalid issuer"),
        ({"iss": None}, "iss"),
        ({"aud": "https://example.com"}, "Audience"),
        ({"aud": None}, "aud"),
        ({"iat": None}, "iat"),
        ({"exp": None}, "exp"),
        ({"exp": int(NOON.timestamp()) + 3601}, "more than 3600 seconds"),
        ({"exp": int(NOON.timestamp())}, "JWT is expired"),
        ({"iat": int(NOON.timestamp()) + 61, "exp": int(NOON.timestamp()) + 3600}, "iat is in the future"),
        ({"exp": "soon"}, "exp is no time"),
        ({"exp": 10**30}, "exp is no time"),
        ({"algorithm": "RS256"}, "alg"),
    ],
)
async def test_turns_down_a_jwt(visitor: Visitor, changes: dict[str, Any], words: str) -> None:
    told = await exchanged(visitor, signed(**changes))
    assert (told.status_code, told.json()["code"]) == (401, 16)
    assert words in told.json()["message"]


async def test_turns_down_a_jwt_signed_with_another_key(visitor: Visitor) -> None:
    told = await exchanged(visitor, signed(foreign_key()))
    assert (told.status_code, "Signature" in told.json()["message"]) == (401, True)


async def test_turns_down_what_is_no_jwt(visitor: Visitor) -> None:
    told = await exchanged(visitor, "a.b.c")
    assert (told.status_code, told.json()["message"]) == (401, "JWT is malformed")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"jwt": 1}', b'{"yandexPassportOauthToken": "y0_"}', b'{"x":1}']
)
async def test_turns_down_a_body_without_a_jwt(visitor: Visitor, content: bytes) -> None:
    told = await visitor.http.post("/iam/v1/tokens", content=content)
    assert (told.status_code, told.json()["code"]) == (400, 3)


async def test_an_error_has_the_shape_of_a_status_with_the_id_of_the_request(visitor: Visitor) -> None:
    told = (await exchanged(visitor, "a.b.c")).json()
    assert (set(told), told["details"][0]["@type"]) == (
        {"code", "message", "details"}, "type.googleapis.com/google.rpc.RequestInfo",
    )  # fmt: skip


async def test_the_journal_has_what_the_jwt_says(visitor: Visitor) -> None:
    await exchanged(visitor, signed())
    [call] = visitor.sandbox.wire.of("iam")
    assert {name: call.params[name] for name in ("alg", "kid", "iss", "aud")} == {
        "alg": "PS256", "kid": key().id, "iss": "ajeaccount", "aud": AUDIENCE,
    }  # fmt: skip


async def test_the_journal_does_not_have_the_jwt(visitor: Visitor) -> None:
    given = signed()
    await exchanged(visitor, given)
    assert given not in (await visitor.http.get("/control/journal")).text


async def test_a_fault_can_strike_it(visitor: Visitor) -> None:
    visitor.sandbox.wire.faults.append(Fault("iam", Spoil.ANSWER, status=503))
    assert (await exchanged(visitor, signed())).status_code == 503


def test_a_key_file_has_the_fields_of_the_console() -> None:
    given = key().as_json()
    assert (given["id"], given["service_account_id"], given["key_algorithm"]) == (key().id, "ajeaccount", "RSA_2048")


def test_a_key_file_has_a_line_of_warning_before_the_pem_header() -> None:
    first, second, *_ = key().as_json()["private_key"].splitlines()
    assert (first, second) == (
        f"PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <{key().id}>",
        "-----BEGIN PRIVATE KEY-----",
    )


def test_a_key_does_not_show_its_private_half() -> None:
    assert "PRIVATE" not in repr(key())


async def test_a_key_made_by_the_sandbox_gives_tokens(visitor: Visitor) -> None:
    made = visitor.sandbox.iam.create_key()
    assert (await exchanged(visitor, signed(made, kid=made.id))).status_code == 200


async def test_a_key_file_can_be_had_from_the_control_side(visitor: Visitor) -> None:
    given = (await visitor.http.post("/control/iam/keys")).json()
    assert given["id"] in visitor.sandbox.iam.keys


async def test_the_metadata_of_a_vm_give_a_token(visitor: Visitor) -> None:
    given = (await visitor.http.get(METADATA, headers=GOOGLE)).json()
    assert await status_with(visitor, given["access_token"]) == 200


async def test_the_metadata_say_how_long_the_token_lives(visitor: Visitor) -> None:
    given = (await visitor.http.get(METADATA, headers=GOOGLE)).json()
    assert (given["expires_in"], given["token_type"]) == (HALF_DAY, "Bearer")


@pytest.mark.parametrize("headers", [{}, {"Metadata-Flavor": "Amazon"}])
async def test_the_metadata_are_closed_to_who_does_not_say_google(visitor: Visitor, headers: dict[str, str]) -> None:
    assert (await visitor.http.get(METADATA, headers=headers)).status_code == 403


async def test_the_metadata_are_in_the_journal(visitor: Visitor) -> None:
    await visitor.http.get(METADATA, headers=GOOGLE)
    assert [call.status for call in visitor.sandbox.wire.of("metadata")] == [200]


async def test_a_fault_can_strike_the_metadata(visitor: Visitor) -> None:
    visitor.sandbox.wire.faults.append(Fault("metadata", Spoil.ANSWER, status=404))
    assert (await visitor.http.get(METADATA, headers=GOOGLE)).status_code == 404


async def test_tokens_outlive_a_restart_of_the_sandbox(visitor: Visitor) -> None:
    issued = await token(visitor)
    async with visitor.sandbox.serve() as again, client(again.url) as http:
        assert await status_with(Visitor(again, http), issued) == 200


def test_a_key_file_is_plain_json() -> None:
    assert json.loads(json.dumps(key().as_json())) == key().as_json()
