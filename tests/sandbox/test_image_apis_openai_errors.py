"""How the OpenAI-compatible endpoint says no, told by the exceptions of OpenAI's own client."""

from collections.abc import AsyncIterator
from typing import Any

import openai
import pytest

from sandbox.wire import Fault, Spoil
from tests.sandbox.test_image_apis_openai import FAMILY, GPT_IMAGE_1, MODELS, SEEDS, Customer, shopping


@pytest.fixture
async def customer() -> AsyncIterator[Customer]:
    async with shopping() as arrived:
        yield arrived


async def refusal(customer: Customer, model: str, prompt: str = "a fox", **options: object) -> openai.BadRequestError:
    """The 400 a request ends with."""
    with pytest.raises(openai.BadRequestError) as caught:
        await customer.draw(model, prompt, **options)
    return caught.value


async def test_a_size_a_model_has_not_is_answered_with_the_body_of_the_seed(customer: Customer) -> None:
    told = await customer.raw(size="256x256")
    assert (told.status_code, told.json()) == (
        400, {"error": {"message": "Invalid size for model dall-e-3", "type": "invalid_request_error"}},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("model", "size"),
    [
        ("dall-e-3", "512x512"),
        ("dall-e-3", "auto"),
        ("dall-e-2", "1792x1024"),
        ("dall-e-2", "1024x1792"),
        ("yandexgpt/yandex-art", "512x512"),
        *((name, "1792x1024") for name in GPT_IMAGE_1),
        *((name, "256x256") for name in GPT_IMAGE_1),
    ],
)
async def test_a_model_has_its_own_sizes_only(customer: Customer, model: str, size: str) -> None:
    error = await refusal(customer, model, size=size)
    assert (error.body, error.type) == (
        {"message": f"Invalid size for model {model}", "type": "invalid_request_error"}, "invalid_request_error",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ("1792x936", "Width and height must both be divisible by 16."),
        ("3856x2160", "The longest edge must be at most 3840 pixels."),
        ("2048x512", "The aspect ratio must be between 1:3 and 3:1."),
        ("3840x3840", "The number of pixels must be between 655360 and 8294400."),
        ("512x512", "The number of pixels must be between 655360 and 8294400."),
        ("large", "Use WIDTHxHEIGHT"),
    ],
)
async def test_gpt_image_2_tells_which_rule_a_size_breaks(customer: Customer, size: str, words: str) -> None:
    error = await refusal(customer, "gpt-image-2", size=size)
    assert (error.code, error.param, f"Invalid size '{size}'. {words}" in error.message) == (
        "invalid_value", "size", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("model", "parameter"),
    [
        *((name, {"response_format": "b64_json"}) for name in FAMILY),
        *((name, {"response_format": "url"}) for name in FAMILY),
        *((name, {"style": "vivid"}) for name in [*FAMILY, "dall-e-2", "yandexgpt/yandex-art"]),
        *((name, {"output_format": "png"}) for name in SEEDS),
        *((name, {"output_compression": 50}) for name in SEEDS),
        *((name, {"moderation": "low"}) for name in SEEDS),
        *((name, {"background": "auto"}) for name in SEEDS),
        ("yandexgpt/yandex-art", {"quality": "standard"}),
        *((name, {"extra_body": {"seed": 17}}) for name in MODELS),
    ],
)
async def test_a_parameter_a_model_has_not_is_unknown(
    customer: Customer, model: str, parameter: dict[str, Any]
) -> None:
    name = "seed" if "extra_body" in parameter else next(iter(parameter))
    error = await refusal(customer, model, **parameter)
    assert error.body == {
        "message": f"Unknown parameter: '{name}'.",
        "type": "invalid_request_error",
        "param": name,
        "code": "unknown_parameter",
    }


@pytest.mark.parametrize(
    ("model", "option", "value"),
    [
        ("dall-e-3", "quality", "high"),
        ("dall-e-3", "style", "wild"),
        ("dall-e-3", "response_format", "png"),
        ("dall-e-2", "quality", "hd"),
        ("yandexgpt/yandex-art", "response_format", "png"),
        *((name, "quality", "hd") for name in FAMILY),
        *((name, "output_format", "gif") for name in FAMILY),
        *((name, "background", "transparent") for name in FAMILY),
    ],
)
async def test_a_value_an_option_has_not_is_invalid(customer: Customer, model: str, option: str, value: str) -> None:
    error = await refusal(customer, model, **{option: value})
    assert (error.code, error.param, f"Invalid value: '{value}'." in error.message) == ("invalid_value", option, True)


async def test_an_invalid_value_is_answered_with_those_that_are_valid(customer: Customer) -> None:
    error = await refusal(customer, "dall-e-3", quality="high")
    assert "Supported values are: 'standard' and 'hd'." in error.message


@pytest.mark.parametrize(
    ("model", "limit"),
    [("dall-e-2", 1000), ("dall-e-3", 4000), ("yandexgpt/yandex-art", 500), *((name, 32_000) for name in FAMILY)],
)
async def test_a_prompt_beyond_the_limit_is_too_long(customer: Customer, model: str, limit: int) -> None:
    error = await refusal(customer, model, "x" * (limit + 1))
    assert (error.code, f"maximum length {limit}, but got a string with length {limit + 1}" in error.message) == (
        "string_above_max_length", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("model", "n", "code"),
    [
        ("dall-e-3", 2, "invalid_value"),
        *((name, 11, "integer_above_max_value") for name in MODELS),
        *((name, 0, "integer_below_min_value") for name in MODELS),
    ],
)
async def test_a_model_draws_only_so_many(customer: Customer, model: str, n: int, code: str) -> None:
    error = await refusal(customer, model, n=n)
    assert (error.code, error.param) == (code, "n")


@pytest.mark.parametrize(
    ("fields", "code", "param"),
    [
        ({"prompt": None}, "missing_required_parameter", "prompt"),
        ({"prompt": ""}, "empty_string", "prompt"),
        ({"prompt": 5}, "invalid_type", "prompt"),
        ({"model": None}, "missing_required_parameter", "model"),
        ({"n": "1"}, "invalid_type", "n"),
        ({"n": True}, "invalid_type", "n"),
        ({"n": 1.5}, "invalid_type", "n"),
        ({"size": 1024}, "invalid_type", "size"),
        ({"quality": []}, "invalid_type", "quality"),
        ({"style": {}}, "invalid_type", "style"),
    ],
)
async def test_a_malformed_body_is_told_what_is_wrong(
    customer: Customer, fields: dict[str, Any], code: str, param: str
) -> None:
    told = (await customer.raw(**fields)).json()["error"]
    assert (told["code"], told["param"]) == (code, param)


@pytest.mark.parametrize(("compression", "code"), [(101, "integer_above_max_value"), (-1, "integer_below_min_value")])
async def test_a_compression_is_a_percentage(customer: Customer, compression: int, code: str) -> None:
    error = await refusal(customer, "gpt-image-1", output_format="webp", output_compression=compression)
    assert error.code == code


async def test_a_png_is_not_compressed_by_percentage(customer: Customer) -> None:
    error = await refusal(customer, "gpt-image-1", output_compression=50)
    assert error.code == "invalid_png_output_compression"


@pytest.mark.parametrize("content", [b"", b"{oops", b"[]"])
async def test_a_body_that_is_no_json_object_is_turned_down(customer: Customer, content: bytes) -> None:
    headers = {"Authorization": "Bearer sk"}
    told = await customer.http.post("/openai/v1/images/generations", content=content, headers=headers)
    assert (told.status_code, told.json()["error"]["type"]) == (400, "invalid_request_error")


async def test_a_refused_prompt_is_answered_with_the_body_of_the_seed(customer: Customer) -> None:
    told = await customer.raw(prompt="something forbidden")
    assert (told.status_code, told.json()) == (
        400,
        {
            "error": {
                "message": "Your request was rejected as a result of our safety system",
                "type": "invalid_request_error",
                "code": "content_policy_violation",
            }
        },
    )


@pytest.mark.parametrize("prompt", ["something forbidden", "refused later"])
@pytest.mark.parametrize("model", SEEDS)
async def test_a_refused_prompt_violates_the_content_policy(customer: Customer, model: str, prompt: str) -> None:
    assert (await refusal(customer, model, prompt)).code == "content_policy_violation"


@pytest.mark.parametrize("prompt", ["something forbidden", "refused later"])
@pytest.mark.parametrize("model", FAMILY)
async def test_the_gpt_image_family_calls_it_blocked_by_moderation(customer: Customer, model: str, prompt: str) -> None:
    error = await refusal(customer, model, prompt)
    assert (error.code, error.type) == ("moderation_blocked", "image_generation_user_error")


async def test_a_prompt_that_fails_is_an_internal_error(customer: Customer) -> None:
    with pytest.raises(openai.InternalServerError) as caught:
        await customer.draw("dall-e-3", "fail later")
    assert (caught.value.status_code, caught.value.type) == (500, "server_error")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_fault_can_be_any_error_of_a_server(customer: Customer, status: int) -> None:
    customer.sandbox.wire.faults.append(Fault("openai-images", Spoil.ANSWER, status=status))
    with pytest.raises(openai.InternalServerError) as caught:
        await customer.draw("dall-e-3")
    assert caught.value.status_code == status


async def test_the_client_comes_back_after_the_wait_a_fault_tells_it() -> None:
    async with shopping(retries=1) as customer:
        headers = {"retry-after-ms": "10"}
        customer.sandbox.wire.faults.append(Fault("openai-images", Spoil.ANSWER, status=429, headers=headers))
        assert (await customer.draw("dall-e-2")).data


async def test_a_dropped_connection_is_a_connection_error(customer: Customer) -> None:
    customer.sandbox.wire.faults.append(Fault("openai-images", Spoil.DROP))
    with pytest.raises(openai.APIConnectionError):
        await customer.draw("dall-e-3")


async def test_a_picture_that_is_never_done_is_a_timeout(customer: Customer) -> None:
    with pytest.raises(openai.APITimeoutError):
        await customer.draw("dall-e-3", "never done", timeout=0.1)


async def test_a_refused_request_is_not_billed(customer: Customer) -> None:
    await refusal(customer, "dall-e-3", "something forbidden")
    assert customer.sandbox.drawings == []
