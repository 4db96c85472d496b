"""Chat completions: what is sent, what an answer means, and the client over real HTTP."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import structlog
from aiohttp import web

from bot.drawing.ports.improvers import Saying
from bot.errors import AnswerInvalid, Declined, Misconfigured, NotAccepted, ProviderError, Refused, Unanswered
from bot.providers.access import PromptAccess
from bot.providers.http import HttpAnswer, Transport
from bot.providers.prompts import wire
from bot.providers.prompts.chat import ChatModel
from tests.providers.servers import serving

ASKED = [Saying("system", "rules"), Saying("user", "a library")]
YANDEX = "https://llm.api.cloud.yandex.net/v1"


def answer(body: object, status: int = 200, **headers: str) -> HttpAnswer:
    """An answer as the transport brings it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpAnswer(status, named, body if isinstance(body, bytes) else json.dumps(body).encode())


def completion(content: object, **choice: object) -> dict[str, Any]:
    """A completion with this content."""
    return {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop"} | choice]}


def test_the_conversation_is_sent_and_nothing_that_not_every_model_takes() -> None:
    request = wire.build_request("http://localhost:8000/v1/", "gpt-4o-mini", ASKED, "max_tokens")
    assert (request.method, request.url) == ("POST", "http://localhost:8000/v1/chat/completions")
    assert request.json == {
        "model": "gpt-4o-mini",
        "messages": [{"role": "system", "content": "rules"}, {"role": "user", "content": "a library"}],
        "max_tokens": wire.MOST_TOKENS,
    }


@pytest.mark.parametrize(
    "body",
    [
        completion("a library, soft light"),
        completion([{"type": "text", "text": "a library, "}, {"type": "text", "text": "soft light"}]),
        completion("a library, soft light", finish_reason="length"),
        {"choices": [{"text": "a library, soft light"}]},
        completion("a library, soft light") | {"error": None},
        completion("a library, soft light") | {"usage": {"total_tokens": 17}},
    ],
)
def test_what_the_model_said_is_the_answer(body: object) -> None:
    assert wire.decipher(answer(body)) == "a library, soft light"


@pytest.mark.parametrize(
    "body",
    [
        completion(None, message={"content": None, "refusal": "no"}),
        completion("there are many sites about it", finish_reason="content_filter"),
    ],
)
def test_a_refusal_is_one_whatever_is_said_beside_it(body: object) -> None:
    with pytest.raises(Refused):
        wire.decipher(answer(body))


@pytest.mark.parametrize("body", [completion(""), completion(None), {"choices": []}, {}, [], b"<html>", completion(17)])
def test_an_answer_without_words_is_none(body: object) -> None:
    with pytest.raises(AnswerInvalid):
        wire.decipher(answer(body))


def openai_error(message: str, **more: str) -> dict[str, Any]:
    """An error as OpenAI writes it."""
    return {"error": {"message": message} | more}


@pytest.mark.parametrize(
    ("status", "body", "kind", "said"),
    [
        (401, openai_error("Incorrect API key provided", code="invalid_api_key"), Misconfigured, "PROMPT_API_KEY"),
        (401, {"code": 16, "message": "Unknown api key"}, Misconfigured, "PROMPT_API_KEY"),
        (402, {}, Misconfigured, "no money"),
        (429, openai_error("quota", code="insufficient_quota"), Misconfigured, "no money"),
        (403, {"error": {"grpcCode": 7, "message": "Permission denied"}}, Misconfigured, "ai.languageModels.user"),
        (404, openai_error("The model does not exist", code="model_not_found"), Misconfigured, "PROMPT_MODEL"),
        (404, b"<html>nginx</html>", Misconfigured, "PROMPT_BASE_URL"),
        (301, b"", Misconfigured, "PROMPT_BASE_URL"),
        (400, {"error": "Failed to get model", "code": 3}, Misconfigured, "gpt://"),
        (400, openai_error("violates our usage policies"), Refused, ""),
        (400, openai_error("filtered", code="content_filter"), Refused, ""),
        (400, openai_error("what is this"), Declined, ""),
        (422, {"detail": "nothing we know"}, Declined, ""),
        (429, openai_error("Rate limit reached"), NotAccepted, ""),
        (503, b"", NotAccepted, ""),
        (500, openai_error("server error"), Unanswered, ""),
        (502, b"<html>Bad gateway</html>", Unanswered, ""),
        (408, b"", Unanswered, ""),
        (200, openai_error("no such thing"), Declined, ""),
    ],
)
def test_whose_fault_an_error_is(status: int, body: object, kind: type[ProviderError], said: str) -> None:
    with pytest.raises(kind) as caught:
        wire.decipher(answer(body, status))
    assert type(caught.value) is kind
    assert said in str(getattr(caught.value, "detail", ""))


def test_how_long_to_wait_is_what_the_server_says() -> None:
    with pytest.raises(NotAccepted) as caught:
        wire.decipher(answer(openai_error("slow down"), 429, retry_after="3"))
    assert caught.value.retry_after == 3


@pytest.mark.parametrize(
    ("base_url", "model", "uri"),
    [
        (YANDEX, "yandexgpt/latest", "gpt://b1g/yandexgpt/latest"),
        (YANDEX, "gpt://b1gother/yandexgpt", "gpt://b1gother/yandexgpt"),
        ("https://api.openai.com/v1", "gpt-4o-mini", "gpt-4o-mini"),
        ("https://llm.api.cloud.yandex.net.example.org/v1", "yandexgpt", "yandexgpt"),
    ],
)
def test_only_at_yandex_a_name_is_completed_by_the_folder(base_url: str, model: str, uri: str) -> None:
    assert wire.model_uri(base_url, model, "b1g") == uri


class Server:
    """Answers with ``bodies`` in turn, the last one again and again."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[tuple[int, object]] = [(200, completion("a library, soft light"))]
        self.headers: list[dict[str, str]] = []
        self.sent: list[Any] = []

    async def handle(self, request: web.Request) -> web.Response:
        self.headers.append(dict(request.headers))
        self.sent.append(json.loads(await request.read()))
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return web.json_response(body, status=status)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    answering = Server()
    async with serving(answering.handle) as port:
        answering.url = f"http://127.0.0.1:{port}/v1"
        yield answering


def access(server: Server, key: str = "sk-made-up-secret") -> PromptAccess:
    return PromptAccess(model="gpt-4o-mini", base_url=server.url, api_key=key)


async def test_a_request_is_signed_with_the_key(server: Server, transport: Transport) -> None:
    assert await ChatModel(transport, access(server)).answer(ASKED) == "a library, soft light"
    assert server.headers[0]["Authorization"] == "Bearer sk-made-up-secret"


async def test_a_server_of_ones_own_needs_no_key(server: Server, transport: Transport) -> None:
    await ChatModel(transport, access(server, "")).answer(ASKED)
    assert "Authorization" not in server.headers[0]


async def test_a_model_that_calls_the_limit_otherwise_is_asked_so_from_then_on(
    server: Server, transport: Transport
) -> None:
    wrong = openai_error("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.", param="max_tokens")
    server.answers = [(400, wrong), (200, completion("a library"))]
    model = ChatModel(transport, access(server))
    await model.answer(ASKED)
    await model.answer(ASKED)
    limits = [[name for name in wire.LIMITS if name in sent] for sent in server.sent]
    assert limits == [["max_tokens"], ["max_completion_tokens"], ["max_completion_tokens"]]


async def test_a_model_that_takes_neither_is_asked_twice_and_no_more(server: Server, transport: Transport) -> None:
    server.answers = [(400, openai_error("max_tokens, max_completion_tokens: unknown"))]
    with pytest.raises(ProviderError):
        await ChatModel(transport, access(server)).answer(ASKED)
    assert len(server.sent) == 2


async def test_neither_words_nor_the_key_are_logged(server: Server, transport: Transport) -> None:
    with structlog.testing.capture_logs() as logs:
        await ChatModel(transport, access(server)).answer(ASKED)
    assert "library" not in str(logs)
    assert "secret" not in str(logs)


async def test_a_server_that_is_not_there_was_surely_not_asked(transport: Transport) -> None:
    nowhere = PromptAccess(model="gpt-4o-mini", base_url="http://127.0.0.1:9/v1")
    with pytest.raises(NotAccepted):
        await ChatModel(transport, nowhere).answer(ASKED)


def test_yandex_is_asked_to_keep_nothing_unless_it_may() -> None:
    assert wire.headers(YANDEX, logged=False) == {"x-data-logging-enabled": "false"}
    assert not wire.headers(YANDEX, logged=True)
    assert not wire.headers("https://api.openai.com/v1", logged=False)
