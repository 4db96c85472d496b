"""What the generation service accepts and what it turns down, and in which words."""

from collections.abc import AsyncIterator

import pytest

from sandbox.image_apis import Account
from tests.sandbox.test_image_apis import Json, Visitor, body, visiting

HUGE = str(2**63 - 1)


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting(account=Account(folder="b1gfolder")) as arrived:
        yield arrived


def options(**given: object) -> Json:
    return {"generationOptions": given}


def ratio(**given: object) -> Json:
    return options(aspectRatio=given)


def message(**given: object) -> Json:
    return {"messages": [{"text": "a fox", **given}]}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"modelUri": "art://b1gfolder/yandex-art"}, id="no version"),
        pytest.param({"modelUri": "art://b1gfolder/yandex-art-2.0/latest"}, id="the other model"),
        pytest.param({"messages": [{"text": "a" * 250}, {"text": "б" * 250}]}, id="500 characters"),
        pytest.param(message(weight=1), id="weight, a number"),
        pytest.param(message(weight=0.5), id="weight, a fraction"),
        pytest.param(message(weight="1"), id="weight, a string"),
        pytest.param(message(weight="2.5e0"), id="weight, a string with an exponent"),
        pytest.param(message(weight=None), id="weight, null"),
        pytest.param(options(), id="no options"),
        pytest.param({"generationOptions": None}, id="options null"),
        pytest.param(options(seed=17), id="seed, a number"),
        pytest.param(options(seed=17.0), id="seed, a whole float"),
        pytest.param(options(seed="17"), id="seed, a string"),
        pytest.param(options(seed=HUGE), id="seed, the largest"),
        pytest.param(options(seed=None), id="seed, null"),
        pytest.param(ratio(widthRatio="2", heightRatio="1"), id="ratio, strings"),
        pytest.param(ratio(widthRatio=2, heightRatio=1), id="ratio, numbers"),
        pytest.param(ratio(widthRatio=16), id="ratio, one side"),
        pytest.param(options(mimeType="image/jpeg"), id="jpeg"),
    ],
)
async def test_accepts(visitor: Visitor, changes: Json) -> None:
    answer = await visitor.generate(**changes)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"modelUri": ""}, "invalid model_uri", id="empty uri"),
        pytest.param({"modelUri": None}, "invalid model_uri", id="no uri"),
        pytest.param({"modelUri": "yandex-art"}, "invalid model_uri", id="a bare model name"),
        pytest.param({"modelUri": "gpt://b1gfolder/yandexgpt"}, "invalid model_uri", id="another scheme"),
        pytest.param({"modelUri": "art://b1gfolder"}, "Failed to parse model URI", id="no model"),
        pytest.param({"modelUri": "art:///yandex-art"}, "Failed to parse model URI", id="no folder"),
        pytest.param({"modelUri": "art://b1gfolder/yandex-art/"}, "Failed to parse model URI", id="empty version"),
        pytest.param(
            {"modelUri": "art://b1gfolder/yandex-art/rc/1"}, "Failed to parse model URI", id="a part too many"
        ),
        pytest.param(
            {"modelUri": "art://other/yandex-art"},
            "Specified folder ID 'other' does not match with service account folder ID 'b1gfolder'",
            id="folder of somebody else",
        ),
        pytest.param({"modelUri": 17}, 'proto: invalid value for string field "modelUri"', id="uri, a number"),
        pytest.param({"messages": []}, "Prompt is empty: messages must contain text", id="no messages"),
        pytest.param({"messages": None}, "Prompt is empty: messages must contain text", id="messages null"),
        pytest.param({"messages": [{}]}, "Prompt is empty: messages must contain text", id="no text"),
        pytest.param(message(text="  "), "Prompt is empty: messages must contain text", id="only spaces"),
        pytest.param(
            {"messages": "a fox"}, 'proto: invalid value for repeated field "messages"', id="messages, a string"
        ),
        pytest.param({"messages": ["a fox"]}, 'proto: invalid value for message "messages"', id="a message, a string"),
        pytest.param(message(text=5), 'proto: invalid value for string field "text"', id="text, a number"),
        pytest.param(message(text="\ud800"), 'proto: invalid value for string field "text"', id="half a character"),
        pytest.param(message(text="ж" * 702), "Prompt positive size 702 exceeds limit (500)", id="702 characters"),
        pytest.param(
            {"messages": [{"text": "a" * 251}, {"text": "b" * 250}]},
            "Prompt positive size 501 exceeds limit (500)",
            id="501 characters in two messages",
        ),
        pytest.param(message(weight=-1), "Negative message weights are not supported", id="negative weight"),
        pytest.param(message(weight="-0.5"), "Negative message weights are not supported", id="negative string weight"),
        pytest.param(
            message(weight="much"), 'proto: invalid value for double field "weight": "much"', id="weight, a word"
        ),
        pytest.param(
            message(weight=True), 'proto: invalid value for double field "weight": true', id="weight, a boolean"
        ),
        pytest.param(options(seed=-1), "seed must be greater than or equal to 0, got -1", id="negative seed"),
        pytest.param(
            options(seed=str(2**63)), f'proto: invalid value for int64 field "seed": "{2**63}"', id="seed beyond int64"
        ),
        pytest.param(options(seed=1.5), 'proto: invalid value for int64 field "seed": 1.5', id="seed, a fraction"),
        pytest.param(options(seed="x"), 'proto: invalid value for int64 field "seed": "x"', id="seed, a word"),
        pytest.param(
            options(seed="٣"), 'proto: invalid value for int64 field "seed": "\\u0663"', id="seed, Arabic digits"
        ),
        pytest.param(options(seed=False), 'proto: invalid value for int64 field "seed": false', id="seed, a boolean"),
        pytest.param(ratio(widthRatio=0), "widthRatio must be greater than or equal to 1, got 0", id="ratio 0"),
        pytest.param(ratio(heightRatio="-2"), "heightRatio must be greater than or equal to 1, got -2", id="ratio -2"),
        pytest.param(ratio(widthRatio="16:9"), 'proto: invalid value for int64 field "widthRatio": "16:9"', id="16:9"),
        pytest.param(
            options(aspectRatio="2:1"), 'proto: invalid value for message "aspectRatio"', id="ratio, a string"
        ),
        pytest.param(
            options(mimeType="image/png"), "Unsupported mime type 'image/png', supported: image/jpeg", id="png"
        ),
        pytest.param({"n": 1}, 'proto: unknown field "n"', id="unknown field"),
        pytest.param(message(role="user"), 'proto: unknown field "role"', id="unknown field of a message"),
        pytest.param(options(quality="hd"), 'proto: unknown field "quality"', id="unknown option"),
        pytest.param(ratio(width=2), 'proto: unknown field "width"', id="unknown field of a ratio"),
    ],
)
async def test_turns_down(visitor: Visitor, changes: Json, words: str) -> None:
    answer = await visitor.generate(**changes)
    assert answer.json() == {"error": words, "code": 3, "message": words, "details": []}
    assert answer.status_code == 400


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"a fox"', b"\xff", b'{"seed": NaN}', b"[" * 100_000])
async def test_turns_down_a_body_that_is_no_json_object(visitor: Visitor, content: bytes) -> None:
    answer = await visitor.http.post("/foundationModels/v1/imageGenerationAsync", content=content)
    assert (answer.status_code, answer.json()["code"]) == (400, 3)


async def test_denies_a_model_the_account_has_no_access_to(visitor: Visitor) -> None:
    answer = await visitor.generate(modelUri="art://b1gfolder/yandex-art-9/latest")
    assert (answer.status_code, answer.json()["code"]) == (403, 7)
    assert answer.json()["message"] == "Access to model art://b1gfolder/yandex-art-9/latest denied"


async def test_the_models_of_the_account_can_be_changed_on_a_running_sandbox(visitor: Visitor) -> None:
    visitor.sandbox.account = Account(models=frozenset({"yandex-art-9"}))
    assert (await visitor.generate(modelUri="art://b1gfolder/yandex-art-9")).status_code == 200


async def test_any_folder_will_do_while_the_account_names_none() -> None:
    async with visiting() as visitor:
        assert (await visitor.generate(modelUri="art://whatever/yandex-art")).status_code == 200


async def test_what_was_turned_down_is_no_operation(visitor: Visitor) -> None:
    await visitor.generate(seed=17)
    assert visitor.sandbox.operations == []


async def test_takes_a_body_sent_as_curl_sends_it(visitor: Visitor) -> None:
    answer = await visitor.http.post(
        "/foundationModels/v1/imageGenerationAsync",
        content=b'{"modelUri": "art://b1gfolder/yandex-art", "messages": [{"text": "a fox", "weight": 1}]}',
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 200


async def test_answers_a_generation_with_the_documented_operation(visitor: Visitor) -> None:
    answered = (await visitor.generate()).json()
    assert answered.pop("id").startswith("fbv")
    assert answered == {
        "description": "",
        "createdAt": None,
        "createdBy": "",
        "modifiedAt": None,
        "done": False,
        "metadata": None,
    }


async def test_paints_the_prompt_by_seed_and_ratio(visitor: Visitor) -> None:
    asked = options(seed=HUGE, aspectRatio={"widthRatio": "2", "heightRatio": 3})
    assert await visitor.painted(await visitor.accepted("a red fox", **asked)) == f"a red fox|{HUGE}|2:3"


async def test_a_seed_sent_as_a_number_keeps_all_its_digits(visitor: Visitor) -> None:
    assert await visitor.painted(await visitor.accepted(**options(seed=2**53 + 1))) == "a red fox|9007199254740993|1:1"


async def test_joins_weighted_messages_the_heaviest_first(visitor: Visitor) -> None:
    messages = [{"text": "in the snow", "weight": "0.5"}, {"text": "a fox", "weight": 2}, {"text": "at dusk"}]
    await visitor.accepted(messages=messages)
    assert visitor.sandbox.operations[0].prompt == "a fox, at dusk, in the snow"


@pytest.mark.parametrize("unset", [{}, options(seed=0), options(seed="0")])
async def test_draws_a_seed_of_its_own_where_none_was_given(visitor: Visitor, unset: Json) -> None:
    await visitor.accepted(**unset)
    await visitor.accepted(**unset)
    first, second = (operation.seed for operation in visitor.sandbox.operations)
    assert 0 < first != second > 0


async def test_the_path_of_a_generation_takes_only_post(visitor: Visitor) -> None:
    assert (await visitor.http.put("/foundationModels/v1/imageGenerationAsync", json=body())).status_code == 405
