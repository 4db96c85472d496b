"""Chat completions of the sandbox, as OpenAI's own client finds them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import openai
import pytest

from sandbox.image_apis import Account, Behaviour, ImagesSandbox
from sandbox.image_apis.phrasing import improved

SOON = Behaviour(duration=0.0)
LIBRARY = [{"role": "system", "content": "at most 400 characters"}, {"role": "user", "content": "a library"}]


@pytest.fixture
async def sandbox() -> AsyncIterator[ImagesSandbox]:
    async with ImagesSandbox(SOON, Account(openai_keys=frozenset({"key"}), folder="b1g")).serve() as served:
        yield served


async def said(sandbox: ImagesSandbox, messages: Any, model: str = "gpt-4o-mini", **more: Any) -> Any:  # noqa: ANN401
    """The first choice of an answer."""
    async with openai.AsyncOpenAI(api_key="key", base_url=f"{sandbox.url}/openai/v1", max_retries=0) as client:
        answer = await client.chat.completions.create(model=model, messages=messages, **more)
    return answer.choices[0]


async def test_words_become_a_prompt_that_keeps_them(sandbox: ImagesSandbox) -> None:
    choice = await said(sandbox, LIBRARY)
    assert choice.message.content.startswith("a library, high wooden shelves")
    assert choice.finish_reason == "stop"


async def test_the_same_conversation_has_the_same_answer(sandbox: ImagesSandbox) -> None:
    first, second = [(await said(sandbox, LIBRARY)).message.content for _ in range(2)]
    assert first == second


async def test_another_time_it_is_another_one(sandbox: ImagesSandbox) -> None:
    first = (await said(sandbox, LIBRARY)).message.content
    more = [{"role": "assistant", "content": first}, {"role": "user", "content": "another one"}]
    second = (await said(sandbox, [*LIBRARY, *more])).message.content
    assert second.startswith("a library, ")
    assert second != first


async def test_what_is_forbidden_is_refused(sandbox: ImagesSandbox) -> None:
    choice = await said(sandbox, [{"role": "user", "content": "a forbidden library"}])
    assert choice.finish_reason == "content_filter"
    assert choice.message.content is None


async def test_what_breaks_is_a_server_error(sandbox: ImagesSandbox) -> None:
    with pytest.raises(openai.InternalServerError):
        await said(sandbox, [{"role": "user", "content": "a library, fail later"}])


async def test_a_newer_model_calls_the_limit_otherwise(sandbox: ImagesSandbox) -> None:
    with pytest.raises(openai.BadRequestError, match="max_completion_tokens"):
        await said(sandbox, LIBRARY, "gpt-5-mini", max_tokens=100)
    assert (await said(sandbox, LIBRARY, "gpt-5-mini", max_completion_tokens=100)).message.content


@pytest.mark.parametrize("messages", [[], [{"role": "user"}], "hello"])
async def test_what_is_no_conversation_is_turned_down(sandbox: ImagesSandbox, messages: object) -> None:
    with pytest.raises(openai.BadRequestError):
        await said(sandbox, messages)


async def test_an_unknown_model_and_key_are_turned_down(sandbox: ImagesSandbox) -> None:
    with pytest.raises(openai.NotFoundError):
        await said(sandbox, LIBRARY, "gpt-17")
    sandbox.account = replace(sandbox.account, openai_keys=frozenset({"another"}))
    with pytest.raises(openai.AuthenticationError):
        await said(sandbox, LIBRARY)


@pytest.mark.parametrize(
    ("model", "status"),
    [
        ("gpt://b1g/yandexgpt/latest", 200),
        ("gpt://b1g/yandexgpt", 200),
        ("gpt://other/yandexgpt", 400),
        ("gpt-4o", 400),
    ],
)
async def test_yandex_takes_models_of_its_folder(sandbox: ImagesSandbox, model: str, status: int) -> None:
    async with httpx.AsyncClient(headers={"Authorization": "Bearer anything"}) as client:
        answer = await client.post(f"{sandbox.url}/v1/chat/completions", json={"model": model, "messages": LIBRARY})
    assert answer.status_code == status


async def test_calls_stand_in_the_journal_with_what_was_said(sandbox: ImagesSandbox) -> None:
    await said(sandbox, LIBRARY)
    (call,) = sandbox.wire.of("chat")
    assert call.params["messages"] == LIBRARY


def test_what_is_chosen_is_left_out() -> None:
    rules = "This is chosen already, so leave it out: its style (a photograph, oil, watercolor, 3D); the light."
    text = improved("a library", rules)
    assert not any(word in text for word in ("painting", "photo", "render", "lighting", "light "))


def test_it_is_as_long_as_the_rules_allow() -> None:
    assert len(improved("a library", "at most 60 characters")) <= 60
    assert len(improved("библиотека", "не больше 60 знаков")) <= 60
