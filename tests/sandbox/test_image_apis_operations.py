"""What becomes of an operation, and what the sandbox can be told to do with it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from sandbox.image_apis import Behaviour
from tests.sandbox.test_image_apis import Visitor, visiting

DAY = 86_400
IN_ENGLISH = "it is not possible to generate an image from this request because it may violate the terms of use"
IN_RUSSIAN = "Я не могу сгенерировать это изображение. Давайте попробуем другую тему."


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting(Behaviour(duration=10)) as arrived:
        yield arrived


async def test_is_not_done_before_its_time(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    visitor.sandbox.clock.advance(9.9)
    described = await visitor.operation(operation_id)
    assert described["done"] is False
    assert described.keys().isdisjoint({"response", "error"})


async def test_is_done_with_a_picture_when_its_time_has_come(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    visitor.sandbox.clock.advance(10)
    described = await visitor.operation(operation_id)
    assert described["done"] is True
    assert described["response"]["@type"] == (
        "type.googleapis.com/yandex.cloud.ai.foundation_models.v1.image_generation.ImageGenerationResponse"
    )
    assert described["response"]["modelVersion"] == "yandex-art-sandbox"
    assert "error" not in described


async def test_a_result_can_be_fetched_again(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    visitor.sandbox.clock.advance(10)
    assert await visitor.operation(operation_id) == await visitor.operation(operation_id)


async def test_is_found_under_any_host_name(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    headers = {"Host": "operation.api.cloud.yandex.net"}
    assert (await visitor.http.get(f"/operations/{operation_id}", headers=headers)).status_code == 200


@pytest.mark.parametrize("path", ["/operations/fbvnever", "/operations/fbvnever:cancel", "/operations/not%20an%20id"])
async def test_an_unknown_operation_is_not_found(visitor: Visitor, path: str) -> None:
    answer = await visitor.http.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, 5)


async def test_a_result_is_kept_three_days(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    visitor.sandbox.clock.advance(10 + 3 * DAY - 1)
    assert (await visitor.operation(operation_id))["done"]


async def test_a_result_is_gone_after_three_days(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    visitor.sandbox.clock.advance(10 + 3 * DAY)
    assert (await visitor.http.get(f"/operations/{operation_id}")).json()["code"] == 5


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_cancelled_operation_is_done_with_code_1(visitor: Visitor, method: str) -> None:
    operation_id = await visitor.accepted()
    cancelled = (await visitor.http.request(method, f"/operations/{operation_id}:cancel")).json()
    assert cancelled == await visitor.operation(operation_id)
    assert cancelled["done"] is True
    assert cancelled["error"] == {"code": 1, "message": "Operation was cancelled", "details": []}


async def test_an_operation_that_is_done_cannot_be_cancelled_any_more(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    visitor.sandbox.clock.advance(10)
    assert "response" in (await visitor.http.post(f"/operations/{operation_id}:cancel")).json()


@pytest.mark.parametrize(
    ("prompt", "words"), [("a Forbidden thing", IN_ENGLISH), ("нечто запрещённое, да запрещено", IN_RUSSIAN)]
)
async def test_refuses_some_words_at_once(visitor: Visitor, prompt: str, words: str) -> None:
    answer = await visitor.generate(prompt)
    assert (answer.status_code, answer.json()["code"], answer.json()["message"]) == (400, 3, words)


@pytest.mark.parametrize(("prompt", "words"), [("refused later", IN_ENGLISH), ("Откажи позже", IN_RUSSIAN)])
async def test_refuses_some_words_in_the_operation(visitor: Visitor, prompt: str, words: str) -> None:
    operation_id = await visitor.accepted(prompt)
    visitor.sandbox.clock.advance(10)
    described = await visitor.operation(operation_id)
    assert described["error"] == {"code": 3, "message": words, "details": []}
    assert "response" not in described


async def test_an_operation_to_be_refused_is_pending_until_its_time(visitor: Visitor) -> None:
    described = await visitor.operation(await visitor.accepted("refused later"))
    assert described["done"] is False
    assert "error" not in described


async def test_fails_on_some_words_with_an_internal_error(visitor: Visitor) -> None:
    operation_id = await visitor.accepted("please fail later")
    visitor.sandbox.clock.advance(10)
    assert (await visitor.operation(operation_id))["error"]["code"] == 13


async def test_never_finishes_on_some_words(visitor: Visitor) -> None:
    operation_id = await visitor.accepted("a story never done")
    visitor.sandbox.clock.advance(365 * DAY)
    assert (await visitor.operation(operation_id))["done"] is False


async def test_a_prompt_that_never_finishes_can_be_cancelled(visitor: Visitor) -> None:
    operation_id = await visitor.accepted("a story never done")
    assert (await visitor.http.post(f"/operations/{operation_id}:cancel")).json()["error"]["code"] == 1


async def test_the_time_an_operation_takes_can_be_changed_on_a_running_sandbox(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = replace(visitor.sandbox.behaviour, duration=0)
    assert (await visitor.operation(await visitor.accepted()))["done"] is True


async def test_a_range_of_time_gives_the_same_request_the_same_time(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(duration=(5, 500))
    for prompt in ("a fox", "a fox", "an owl"):
        await visitor.accepted(prompt)
    fox, again, owl = (operation.due_at for operation in visitor.sandbox.operations)
    assert fox == again != owl


async def test_a_range_of_time_is_kept_within(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(duration=(5, 6))
    operation_id = await visitor.accepted()
    visitor.sandbox.clock.advance(4.9)
    assert (await visitor.operation(operation_id))["done"] is False
    visitor.sandbox.clock.advance(1.1)
    assert (await visitor.operation(operation_id))["done"] is True


async def test_the_time_can_be_a_function_of_the_request(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(duration=lambda request: 0 if "quick" in request.prompt else 60)
    assert (await visitor.operation(await visitor.accepted("a quick fox")))["done"] is True
    assert (await visitor.operation(await visitor.accepted("a slow fox")))["done"] is False


async def test_a_quota_of_generations_a_minute_is_kept(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(generations_per_minute=2)
    answers = [await visitor.generate() for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["code"] == 8
    assert answers[-1].json()["message"].endswith("quota limit exceed: allowed 2 requests")


async def test_a_quota_of_a_minute_is_free_again_after_a_minute(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(generations_per_minute=1)
    await visitor.accepted()
    visitor.sandbox.clock.advance(60)
    await visitor.accepted()


async def test_a_quota_of_generations_a_day_is_kept(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(generations_per_day=1)
    await visitor.accepted()
    visitor.sandbox.clock.advance(DAY - 1)
    assert (await visitor.generate()).status_code == 429


async def test_a_quota_of_a_day_is_free_again_after_a_day(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(generations_per_day=1)
    await visitor.accepted()
    visitor.sandbox.clock.advance(DAY)
    await visitor.accepted()


async def test_a_request_beyond_the_quota_does_not_count(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(generations_per_minute=1)
    await visitor.accepted()
    visitor.sandbox.clock.advance(59)
    await visitor.generate()
    visitor.sandbox.clock.advance(1)
    await visitor.accepted()


async def test_a_malformed_request_does_not_count(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(generations_per_minute=1)
    await visitor.generate(modelUri="nonsense")
    await visitor.accepted()


async def test_a_quota_of_results_a_second_is_kept(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(results_per_second=1)
    operation_id = await visitor.accepted()
    await visitor.operation(operation_id)
    answer = await visitor.http.get(f"/operations/{operation_id}")
    assert (answer.status_code, answer.json()["code"]) == (429, 8)


async def test_a_quota_of_a_second_is_free_again_after_a_second(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(results_per_second=1)
    operation_id = await visitor.accepted()
    await visitor.operation(operation_id)
    visitor.sandbox.clock.advance(1)
    await visitor.operation(operation_id)


async def test_a_quota_of_zero_is_no_quota(visitor: Visitor) -> None:
    visitor.sandbox.behaviour = Behaviour(generations_per_minute=0, generations_per_day=0, results_per_second=0)
    for _ in range(51):
        await visitor.operation(await visitor.accepted())
