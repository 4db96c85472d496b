"""Who is let in, at every door of the service alike."""

import httpx
import pytest

from sandbox.image_apis import Account
from tests.sandbox.test_image_apis import Visitor, body, visiting

DOORS = [
    ("POST", "/foundationModels/v1/imageGenerationAsync"),
    ("GET", "/operations/fbvany"),
    ("POST", "/operations/fbvany:cancel"),
]
KNOWN = Account(api_keys=frozenset({"AQVNkey"}), iam_tokens=frozenset({"t1.token"}))


async def answer(visitor: Visitor, authorization: str, door: tuple[str, str] = DOORS[0]) -> httpx.Response:
    return await visitor.http.request(*door, json=body(), headers={"Authorization": authorization})


@pytest.mark.parametrize("authorization", ["", "Api-Key", "sandbox", "Basic c2FuZGJveA==", "Bearer two words"])
async def test_keeps_out_who_shows_no_key_or_token(authorization: str) -> None:
    async with visiting() as visitor:
        assert (await answer(visitor, authorization)).status_code == 401


@pytest.mark.parametrize("door", DOORS)
async def test_tells_an_outsider_code_16_in_the_shape_of_the_gateway(door: tuple[str, str]) -> None:
    async with visiting(account=KNOWN) as visitor:
        told = (await answer(visitor, "Api-Key other", door)).json()
    assert told == {
        "error": {
            "grpcCode": 16,
            "httpCode": 401,
            "message": "Unknown api key",
            "httpStatus": "Unauthorized",
            "details": [],
        }
    }


async def test_keeps_out_a_request_without_the_header() -> None:
    async with visiting() as visitor:
        del visitor.http.headers["Authorization"]
        assert (await visitor.generate()).status_code == 401


@pytest.mark.parametrize("authorization", ["Api-Key anything", "Bearer anything"])
async def test_lets_any_key_or_token_in_while_the_account_names_none(authorization: str) -> None:
    async with visiting() as visitor:
        assert (await answer(visitor, authorization)).status_code == 200


@pytest.mark.parametrize("authorization", ["Api-Key AQVNkey", "Bearer t1.token"])
async def test_lets_the_keys_and_tokens_of_the_account_in(authorization: str) -> None:
    async with visiting(account=KNOWN) as visitor:
        assert (await answer(visitor, authorization)).status_code == 200


async def test_a_key_is_no_token() -> None:
    async with visiting(account=KNOWN) as visitor:
        told = await answer(visitor, "Bearer AQVNkey")
    assert (told.status_code, told.json()["error"]["message"]) == (401, "Token is invalid or has expired.")


async def test_looks_at_the_key_before_the_body() -> None:
    async with visiting(account=KNOWN) as visitor:
        assert (await visitor.generate(modelUri="nonsense")).status_code == 401


async def test_a_token_withdrawn_on_a_running_sandbox_is_kept_out() -> None:
    async with visiting(account=KNOWN) as visitor:
        visitor.sandbox.account = Account(iam_tokens=frozenset())
        assert (await answer(visitor, "Bearer t1.token")).status_code == 401
