"""What an account may do at the OpenAI-compatible endpoint: keys, models, credit, and how often."""

from collections.abc import AsyncIterator

import openai
import pytest

from sandbox.image_apis import Account, Behaviour, Billing
from tests.sandbox.test_image_apis_openai import MODELS, Customer, shopping


@pytest.fixture
async def customer() -> AsyncIterator[Customer]:
    async with shopping() as arrived:
        yield arrived


async def test_lists_its_models(customer: Customer) -> None:
    assert {model.id async for model in customer.openai.models.list()} == set(MODELS)


async def test_lists_only_the_models_of_the_account() -> None:
    async with shopping(account=Account(openai_models=frozenset({"dall-e-3"}))) as customer:
        assert [model.id async for model in customer.openai.models.list()] == ["dall-e-3"]


async def test_a_spent_budget_is_a_bad_request() -> None:
    async with shopping(Behaviour(duration=0, openai_billing=Billing.HARD_LIMIT)) as customer:
        with pytest.raises(openai.BadRequestError) as caught:
            await customer.draw("dall-e-3")
    assert (caught.value.code, caught.value.type) == ("billing_hard_limit_reached", "invalid_request_error")


async def test_an_account_without_credit_has_an_insufficient_quota() -> None:
    async with shopping(Behaviour(duration=0, openai_billing=Billing.NO_QUOTA)) as customer:
        with pytest.raises(openai.RateLimitError) as caught:
            await customer.draw("dall-e-3")
    assert (caught.value.code, caught.value.type) == ("insufficient_quota", "insufficient_quota")


async def test_an_unknown_key_is_kept_out() -> None:
    async with shopping(account=Account(openai_keys=frozenset({"sk-known"}))) as customer:
        with pytest.raises(openai.AuthenticationError) as caught:
            await customer.draw("dall-e-3")
    assert caught.value.code == "invalid_api_key"


async def test_a_key_is_not_repeated_to_who_sent_it() -> None:
    async with shopping(account=Account(openai_keys=frozenset({"sk-known"}))) as customer:
        assert "sk-sandbox" not in (await customer.raw()).text


@pytest.mark.parametrize("authorization", ["", "Api-Key sk-sandbox", "Bearer"])
async def test_a_request_without_a_bearer_key_is_kept_out(customer: Customer, authorization: str) -> None:
    headers = {"Authorization": authorization}
    assert (await customer.http.post("/openai/v1/images/generations", headers=headers)).status_code == 401


async def test_the_list_of_models_is_closed_to_an_unknown_key() -> None:
    async with shopping(account=Account(openai_keys=frozenset({"sk-known"}))) as customer:
        with pytest.raises(openai.AuthenticationError):
            await customer.openai.models.list()


async def test_a_known_key_is_let_in() -> None:
    async with shopping(account=Account(openai_keys=frozenset({"sk-sandbox"}))) as customer:
        assert (await customer.draw("dall-e-3")).data


async def test_an_unknown_model_is_not_found(customer: Customer) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        await customer.draw("dall-e-4")
    assert caught.value.code == "model_not_found"


async def test_a_model_the_account_has_not_is_not_found() -> None:
    async with shopping(account=Account(openai_models=frozenset({"dall-e-2"}))) as customer:
        with pytest.raises(openai.NotFoundError):
            await customer.draw("dall-e-3")


async def test_a_request_too_many_is_told_when_to_come_back() -> None:
    async with shopping(Behaviour(duration=0, openai_requests_per_minute=1)) as customer:
        await customer.draw("dall-e-2")
        customer.sandbox.clock.advance(15.5)
        with pytest.raises(openai.RateLimitError) as caught:
            await customer.draw("dall-e-2")
    headers = caught.value.response.headers
    assert (caught.value.code, headers["retry-after"], headers["retry-after-ms"]) == (
        "rate_limit_exceeded", "45", "44500",
    )  # fmt: skip


async def test_a_request_after_the_wait_it_was_told_is_let_through() -> None:
    async with shopping(Behaviour(duration=0, openai_requests_per_minute=1)) as customer:
        await customer.draw("dall-e-2")
        customer.sandbox.clock.advance(60)
        assert (await customer.draw("dall-e-2")).data


async def test_a_drawing_is_billed_by_client_request_id(customer: Customer) -> None:
    await customer.draw("dall-e-2", extra_headers={"x-client-request-id": "a1"})
    assert customer.sandbox.submissions == {"a1": 1}
