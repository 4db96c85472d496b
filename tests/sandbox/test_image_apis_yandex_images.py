"""Yandex's Images API: a picture in the answer itself, addressed by folder and model."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import openai
import pytest

from sandbox.image_apis import Account, Behaviour, ImagesSandbox
from sandbox.wire import Fault, Spoil
from tests.sandbox.test_image_apis import NO_TLS, NOON, Json, Visitor, client, quick_painter, visiting

FOLDER = "b1gfolder"
PATH = "/v1/images/generations"
KNOWN = Account(api_keys=frozenset({"AQVNkey"}), iam_tokens=frozenset({"t1.token"}), folder=FOLDER)


def asking(prompt: str = "a red fox", model: str = "aliceai-image-art-3.0/latest", **changes: object) -> Json:
    return {"prompt": prompt, "model": f"art://{FOLDER}/{model}"} | changes


async def answer(visitor: Visitor, body: object, **headers: str) -> httpx.Response:
    given = {"OpenAI-Project": FOLDER} | {name.replace("_", "-"): value for name, value in headers.items()}
    return await visitor.http.post(PATH, json=body, headers=given)


async def painted(visitor: Visitor, body: Json) -> list[str]:
    """What the quick painter was given: prompt, seed, ratio."""
    told = await answer(visitor, body)
    assert told.status_code == 200, told.text
    return base64.b64decode(told.json()["data"][0]["b64_json"]).decode().split("|")


@asynccontextmanager
async def ticking(behaviour: Behaviour) -> AsyncIterator[Visitor]:
    """A visitor of a sandbox on whose clock time passes."""
    sandbox = ImagesSandbox(behaviour, painter=quick_painter)
    async with sandbox.serve(), client(sandbox.url) as http:
        yield Visitor(sandbox, http)


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting(account=Account(folder=FOLDER)) as arrived:
        yield arrived


async def test_answers_with_one_picture_in_base64_and_a_null_for_its_url(visitor: Visitor) -> None:
    told = (await answer(visitor, asking())).json()
    assert (told["created"], len(told["data"]), told["data"][0]["url"]) == (int(NOON.timestamp()), 1, None)


async def test_says_which_prompt_was_drawn(visitor: Visitor) -> None:
    assert (await answer(visitor, asking("a fox"))).json()["data"][0]["revised_prompt"] == "a fox"


@pytest.mark.parametrize(
    "model", ["aliceai-image-art-3.0", "aliceai-image-art-3.0/latest", "yandex-art-2.0", "yandex-art-2.0/latest"]
)
async def test_has_the_model(visitor: Visitor, model: str) -> None:
    assert (await answer(visitor, asking(model=model))).status_code == 200


@pytest.mark.parametrize(("size", "ratio"), [("1x1", "1:1"), ("16x9", "16:9"), ("1792x1024", "1792:1024")])
async def test_takes_the_size_as_a_ratio(visitor: Visitor, size: str, ratio: str) -> None:
    assert (await painted(visitor, asking(size=size)))[2] == ratio


@pytest.mark.parametrize("unset", [{}, {"size": None}])
async def test_draws_a_square_where_no_size_is_given(visitor: Visitor, unset: Json) -> None:
    assert (await painted(visitor, asking() | unset))[2] == "1:1"


async def test_draws_another_picture_each_time(visitor: Visitor) -> None:
    assert (await painted(visitor, asking()))[1] != (await painted(visitor, asking()))[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"n": 1}, "Parameter 'n' is not supported"),
        ({"n": None}, "Parameter 'n' is not supported"),
        ({"quality": "hd"}, "Parameter 'quality' is not supported"),
        ({"style": "vivid"}, "Parameter 'style' is not supported"),
        ({"response_format": "b64_json"}, "Parameter 'response_format' is not supported"),
        ({"seed": 17}, "Parameter 'seed' is not supported"),
        ({"prompt": None}, "Prompt is empty"),
        ({"prompt": " "}, "Prompt is empty"),
        ({"prompt": "x" * 501}, "Prompt positive size 501 exceeds limit (500)"),
        ({"prompt": 5}, "prompt"),
        ({"size": "square"}, "Failed to parse size 'square'"),
        ({"size": "0x1"}, "Failed to parse size '0x1'"),
        ({"size": 1}, "size"),
        ({"model": "yandex-art"}, "invalid model_uri"),
        ({"model": None}, "invalid model_uri"),
        ({"model": f"art://{FOLDER}"}, "Failed to parse model URI"),
        ({"model": "art://b1gother/yandex-art-2.0"}, "Specified folder ID 'b1gother' does not match"),
        ({"model": f"art://{FOLDER}/yandex-art"}, "is not supported by this API"),
    ],
)
async def test_turns_down(visitor: Visitor, changes: Json, words: str) -> None:
    told = await answer(visitor, asking() | changes)
    assert (told.status_code, told.json()["error"]["type"]) == (400, "invalid_request_error")
    assert words in told.json()["error"]["message"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{oops"])
async def test_turns_down_a_body_that_is_no_json_object(visitor: Visitor, content: bytes) -> None:
    told = await visitor.http.post(PATH, content=content, headers={"OpenAI-Project": FOLDER})
    assert told.status_code == 400


async def test_takes_a_prompt_as_long_as_the_limit(visitor: Visitor) -> None:
    assert (await answer(visitor, asking("x" * 500))).status_code == 200


async def test_denies_a_model_the_account_has_no_access_to(visitor: Visitor) -> None:
    told = await answer(visitor, asking(model="yandex-art-9"))
    assert (told.status_code, told.json()["code"], told.json()["message"]) == (
        403, 7, f"Access to model art://{FOLDER}/yandex-art-9 denied",
    )  # fmt: skip


async def test_asks_for_the_folder_in_a_header(visitor: Visitor) -> None:
    told = await visitor.http.post(PATH, json=asking())
    assert (told.status_code, "OpenAI-Project" in told.json()["error"]["message"]) == (400, True)


async def test_turns_down_a_folder_of_another_account(visitor: Visitor) -> None:
    told = await answer(visitor, asking(), OpenAI_Project="b1gother")
    assert "does not match with service account folder ID" in told.json()["error"]["message"]


async def test_turns_down_a_model_of_another_folder_than_the_header_has() -> None:
    async with visiting() as visitor:
        told = await answer(visitor, asking(), OpenAI_Project="b1gother")
    assert (told.status_code, "OpenAI-Project" in told.json()["error"]["message"]) == (400, True)


@pytest.mark.parametrize("authorization", ["Api-Key AQVNkey", "Bearer t1.token", "Bearer AQVNkey"])
async def test_lets_in_by_key_or_token(authorization: str) -> None:
    async with visiting(account=KNOWN) as visitor:
        assert (await answer(visitor, asking(), Authorization=authorization)).status_code == 200


@pytest.mark.parametrize("authorization", ["", "Api-Key other", "Bearer other", "Api-Key t1.token"])
async def test_keeps_out_with_code_16(authorization: str) -> None:
    async with visiting(account=KNOWN) as visitor:
        told = await answer(visitor, asking(), Authorization=authorization)
    assert (told.status_code, told.json()["code"]) == (401, 16)


@pytest.mark.parametrize(("prompt", "words"), [("forbidden fox", "it is not possible"), ("запрещено", "Я не могу")])
async def test_refuses_some_words(visitor: Visitor, prompt: str, words: str) -> None:
    told = await answer(visitor, asking(prompt))
    assert (told.status_code, told.json()["error"]["message"].startswith(words)) == (400, True)


async def test_refuses_some_words_only_when_the_picture_was_due(visitor: Visitor) -> None:
    told = await answer(visitor, asking("refused later"))
    assert (told.status_code, len(visitor.sandbox.drawings)) == (400, 1)


async def test_fails_on_some_words_with_an_internal_error(visitor: Visitor) -> None:
    told = await answer(visitor, asking("fail later"))
    assert (told.status_code, told.json()["code"]) == (500, 13)


async def test_never_answers_on_some_words(visitor: Visitor) -> None:
    with pytest.raises(httpx.ReadTimeout):
        await visitor.http.post(PATH, json=asking("never done"), headers={"OpenAI-Project": FOLDER}, timeout=0.1)


async def test_shares_the_quota_with_asynchronous_generation() -> None:
    async with visiting(Behaviour(duration=0, generations_per_minute=1)) as visitor:
        await visitor.accepted()
        told = await answer(visitor, asking())
    assert (told.status_code, told.json()["code"]) == (429, 8)


async def test_the_answer_takes_its_time() -> None:
    async with ticking(Behaviour(duration=0.15)) as visitor:
        begun = asyncio.get_running_loop().time()
        await answer(visitor, asking())
        assert 0.15 <= asyncio.get_running_loop().time() - begun < 1


async def test_the_answer_comes_at_once_when_the_clock_is_moved_on() -> None:
    async with visiting(Behaviour(duration=3600)) as visitor, asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(answer(visitor, asking()))
        while not visitor.sandbox.drawings:  # noqa: ASYNC110 - the sandbox tells nobody
            await asyncio.sleep(0.01)
        visitor.sandbox.clock.advance(3600)
        assert (await waiting).status_code == 200


async def test_a_request_whose_client_left_is_billed_all_the_same() -> None:
    async with visiting(Behaviour(duration=60)) as visitor:
        headers = {"OpenAI-Project": FOLDER, "x-client-request-id": "a1"}
        with pytest.raises(httpx.ReadTimeout):
            await visitor.http.post(PATH, json=asking(), headers=headers, timeout=0.1)
        assert visitor.sandbox.submissions == {"a1": 1}


async def test_a_refused_request_is_not_billed(visitor: Visitor) -> None:
    await answer(visitor, asking("forbidden"))
    assert visitor.sandbox.drawings == []


async def test_the_journal_has_the_body(visitor: Visitor) -> None:
    await answer(visitor, asking())
    assert [(call.params, call.status) for call in visitor.sandbox.wire.of("images")] == [(asking(), 200)]


async def test_the_control_side_shows_what_was_drawn(visitor: Visitor) -> None:
    await answer(visitor, asking(size="2x1"), x_client_request_id="a1")
    [shown] = (await visitor.http.get("/control/drawings")).json()
    assert len(shown.pop("seeds")) == 1
    assert shown == {
        "model": asking()["model"],
        "prompt": "a red fox",
        "ratio": [2, 1],
        "clientRequestId": "a1",
        "createdAt": NOON.isoformat(),
    }


async def test_a_fault_can_strike_it_by_model(visitor: Visitor) -> None:
    where = {"model": asking(model="yandex-art-2.0")["model"]}
    visitor.sandbox.wire.faults.append(Fault("images", Spoil.ANSWER, status=503, where=where))
    assert [
        (await answer(visitor, asking(model=name))).status_code for name in ("aliceai-image-art-3.0", "yandex-art-2.0")
    ] == [200, 503]


async def test_lists_the_models_the_account_can_use(visitor: Visitor) -> None:
    told = (await visitor.http.get("/v1/models", headers={"OpenAI-Project": FOLDER})).json()
    assert [model["id"] for model in told["data"]] == [
        f"art://{FOLDER}/aliceai-image-art-3.0/latest",
        f"art://{FOLDER}/yandex-art/latest",
        f"art://{FOLDER}/yandex-art-2.0/latest",
    ]


async def test_the_list_of_models_is_closed_to_an_outsider() -> None:
    async with visiting(account=KNOWN) as visitor:
        headers = {"OpenAI-Project": FOLDER, "Authorization": "Api-Key other"}
        assert (await visitor.http.get("/v1/models", headers=headers)).status_code == 401


async def test_the_list_of_models_is_in_the_journal(visitor: Visitor) -> None:
    await visitor.http.get("/v1/models", headers={"OpenAI-Project": FOLDER})
    assert [call.params for call in visitor.sandbox.wire.of("models")] == [{"service": "yandex"}]


async def test_the_client_of_openai_draws_with_it(visitor: Visitor) -> None:
    http = openai.DefaultAsyncHttpxClient(verify=NO_TLS, trust_env=False)
    base_url = f"{visitor.sandbox.url}/v1"
    async with openai.AsyncOpenAI(api_key="AQVN", base_url=base_url, project=FOLDER, http_client=http) as yandex:
        made = await yandex.images.generate(model=asking()["model"], prompt="a fox", size="1x1")
    assert made.data is not None
    assert made.data[0].b64_json
