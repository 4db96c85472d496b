"""The OpenAI-compatible images API: what is sent to each model, and what every answer means."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values.pictures import Picture
from bot.drawing.values.shapes import SQUARE, AspectRatio, Free, Listed, Ratios
from bot.errors import (
    AnswerInvalid,
    Declined,
    Misconfigured,
    Mismatched,
    NotAccepted,
    ProviderError,
    Refused,
    Unanswered,
)
from bot.providers.http import ErrorReader, HttpAnswer
from bot.providers.openai import wire
from bot.providers.openai.errors import decipher_error
from bot.providers.openai.wire import Ask, Image, ImagesAnswer, ImagesCapability, Link
from bot.providers.yandex.wire import decipher_images_error
from tests.drawing.builders import encoded

BASE = "https://images.example/v1"
PNG = encoded(64, 32, "PNG")
IMAGE = base64.b64encode(PNG).decode()
PICTURE = Picture(PNG, "image/png", 64, 32)
URL = "https://files.example/image.png?sig=17"

DALL_E_3 = ImagesCapability(
    sizes=Listed.of("1024x1024", "1792x1024", "1024x1792"),
    qualities=("standard", "hd"),
    styles=("vivid", "natural"),
    response_format="b64_json",
    revises=True,
)
DALL_E_2 = ImagesCapability(sizes=Listed.of("256x256", "512x512", "1024x1024"), response_format="url", most=10)
GATEWAY_YANDEX_ART = ImagesCapability(sizes=Listed.of("1024x1024"), response_format="b64_json", most=10)
GPT_IMAGE_1 = ImagesCapability(
    sizes=Listed.of("1024x1024", "1536x1024", "1024x1536"), qualities=("low", "medium", "high", "auto"), most=10
)
GPT_IMAGE_2 = ImagesCapability(sizes=Free(), qualities=("low", "medium", "high", "auto"), most=10)
YANDEX_IMAGES = ImagesCapability(sizes=Ratios())


def sent(model: str, capability: ImagesCapability, **asked: Any) -> object:  # noqa: ANN401 - any field
    """The body that goes to a model."""
    return wire.build_request(BASE, model, replace(Ask("a red fox", SQUARE), **asked), capability).json


def answer(body: object, status: int = 200, **headers: str) -> HttpAnswer:
    """An answer with a JSON body, or with these very bytes."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return HttpAnswer(status, {"content-type": "application/json"} | headers, data)


def deciphered(body: object, capability: ImagesCapability = DALL_E_3) -> ImagesAnswer:
    """What an answer brings."""
    return wire.decipher(answer(body), Ask("a red fox", SQUARE), capability)


def failure(body: object, status: int = 400, **headers: str) -> ProviderError:
    """The error an answer means."""
    with pytest.raises(ProviderError) as caught:
        wire.decipher(answer(body, status, **headers), Ask("a red fox", SQUARE), DALL_E_3)
    return caught.value


def test_a_request_goes_to_the_endpoint_below_the_base() -> None:
    request = wire.build_request(f"{BASE}/", "dall-e-3", Ask("a red fox", SQUARE), DALL_E_3)
    assert (request.method, request.url) == ("POST", "https://images.example/v1/images/generations")


def test_a_slow_models_answer_is_waited_for() -> None:
    slow = ImagesCapability(sizes=Ratios(), patience=180)
    assert wire.build_request(BASE, "slow", Ask("a red fox", SQUARE), slow).patience == 180


@pytest.mark.parametrize(
    ("model", "capability", "ratio", "size"),
    [
        ("dall-e-3", DALL_E_3, SQUARE, "1024x1024"),
        ("dall-e-3", DALL_E_3, AspectRatio(7, 4), "1792x1024"),
        ("dall-e-3", DALL_E_3, AspectRatio(4, 7), "1024x1792"),
        ("dall-e-2", DALL_E_2, SQUARE, "1024x1024"),
        ("yandexgpt/yandex-art", GATEWAY_YANDEX_ART, SQUARE, "1024x1024"),
    ],
)
def test_every_model_of_the_gateway_is_sent_its_sizes_and_a_form_of_picture(
    model: str, capability: ImagesCapability, ratio: AspectRatio, size: str
) -> None:
    """The gateway's tables."""
    assert sent(model, capability, ratio=ratio) == {
        "model": model,
        "prompt": "a red fox",
        "size": size,
        "response_format": capability.response_format,
    }


@pytest.mark.parametrize("quality", ["standard", "hd"])
@pytest.mark.parametrize("style", ["vivid", "natural"])
def test_dall_e_3_is_sent_quality_and_style(quality: str, style: str) -> None:
    body = sent("dall-e-3", DALL_E_3, quality=quality, style=style)
    assert isinstance(body, dict)
    assert (body["quality"], body["style"]) == (quality, style)


def test_several_pictures_are_asked_of_a_model_that_draws_several() -> None:
    body = sent("dall-e-2", DALL_E_2, count=4)
    assert isinstance(body, dict)
    assert body["n"] == 4


@pytest.mark.parametrize("capability", [DALL_E_2, GATEWAY_YANDEX_ART, GPT_IMAGE_1, GPT_IMAGE_2, YANDEX_IMAGES])
def test_a_model_without_quality_or_style_is_not_sent_any(capability: ImagesCapability) -> None:
    body = sent("model", capability, quality="hd", style="vivid", count=99)
    assert isinstance(body, dict)
    assert not {"quality", "style"} & set(body)
    assert body.get("n", 1) == capability.most


def test_a_gpt_image_is_sent_its_quality_and_no_form_of_picture() -> None:
    """It rejects response_format, and always answers with base64."""
    assert sent("gpt-image-1", GPT_IMAGE_1, quality="high") == {
        "model": "gpt-image-1",
        "prompt": "a red fox",
        "size": "1024x1024",
        "quality": "high",
    }


def test_gpt_image_2_is_sent_any_ratio_as_a_size() -> None:
    body = sent("gpt-image-2", GPT_IMAGE_2, ratio=AspectRatio(16, 9))
    assert isinstance(body, dict)
    assert body["size"] == "1280x720"


def test_yandex_images_api_is_sent_prompt_model_and_ratio_and_nothing_else() -> None:
    body = sent("art://folder/aliceai-image-art-3.0", YANDEX_IMAGES, ratio=AspectRatio(16, 9), quality="hd", count=3)
    assert body == {"model": "art://folder/aliceai-image-art-3.0", "prompt": "a red fox", "size": "16x9"}


@given(st.text(min_size=1))
def test_any_prompt_arrives_in_full(prompt: str) -> None:
    body = sent("dall-e-3", DALL_E_3, prompt=prompt)
    assert isinstance(body, dict)
    assert json.loads(json.dumps(body))["prompt"] == prompt


def test_a_picture_comes_as_base64() -> None:
    assert deciphered({"created": 1706745600, "data": [{"b64_json": IMAGE}]}).images == (Image(PICTURE),)


def test_a_picture_comes_as_an_address() -> None:
    assert deciphered({"created": 1706745600, "data": [{"url": URL, "b64_json": None}]}).images == (Image(Link(URL)),)


def test_base64_goes_before_an_address() -> None:
    assert deciphered({"data": [{"url": URL, "b64_json": IMAGE}]}).images == (Image(PICTURE),)


def test_what_the_model_made_of_the_prompt_is_told() -> None:
    revised = "A detailed realistic image of a red fox"
    assert deciphered({"data": [{"url": URL, "revised_prompt": revised}]}).images == (Image(Link(URL), revised),)


@pytest.mark.parametrize("revised", [None, "", "  ", "a red fox", " a red fox\n", 17])
def test_a_prompt_that_was_not_changed_is_not_told(revised: object) -> None:
    assert deciphered({"data": [{"url": URL, "revised_prompt": revised}]}).images == (Image(Link(URL)),)


def test_a_model_that_revises_no_prompts_tells_none() -> None:
    assert deciphered({"data": [{"url": URL, "revised_prompt": "x"}]}, DALL_E_2).images == (Image(Link(URL)),)


def test_every_picture_of_an_answer_is_there() -> None:
    assert len(deciphered({"data": [{"url": URL}, {"b64_json": IMAGE}, {"url": URL}]}, DALL_E_2).images) == 3


@pytest.mark.parametrize("bad", [None, {}, {"b64_json": "no base64!"}, {"b64_json": IMAGE[:40]}, {"url": 17}])
def test_no_picture_is_lost_for_an_entry_that_is_none(bad: object) -> None:
    """All of them are paid for."""
    answered = deciphered({"data": [{"b64_json": IMAGE}, bad, {"url": URL}]}, DALL_E_2)
    assert answered.images == (Image(PICTURE), Image(Link(URL)))


def test_of_entries_that_are_all_bad_the_first_tells_what_is_wrong() -> None:
    problem = failure({"data": [{"b64_json": "no base64!"}, {"b64_json": ""}]}, 200)
    assert isinstance(problem, AnswerInvalid)
    assert problem.detail.startswith("the picture is not base64")


@pytest.mark.parametrize(
    "data",
    [
        {"url": URL},
        [URL],
        [{"image_url": {"url": URL}}],
        [{"b64_json": URL}],
        [{"b64_json": "", "url": URL}],
    ],
)
def test_an_address_is_found_wherever_it_stands(data: object) -> None:
    assert deciphered({"data": data}).images == (Image(Link(URL)),)


@pytest.mark.parametrize(
    "body",
    [
        {"images": [{"b64_json": IMAGE}]},
        {"images": [IMAGE]},
        {"data": [{"b64": IMAGE}]},
        {"data": [{"image": IMAGE}]},
        {"data": [{"url": f"data:image/png;base64,{IMAGE}"}]},
        {"data": [{"b64_json": f"data:image/png;base64,{IMAGE}"}]},
    ],
)
def test_a_picture_is_found_whatever_it_is_called(body: object) -> None:
    assert deciphered(body).images == (Image(PICTURE),)


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", ""])
def test_a_body_that_is_the_picture_is_one(kind: str) -> None:
    bare = HttpAnswer(200, {"content-type": kind}, PNG)
    assert wire.decipher(bare, Ask("a red fox", SQUARE), DALL_E_3).images == (Image(PICTURE),)


@pytest.mark.parametrize("url", ["/files/fox.png", "files/fox.png", "fox.png?sig=17", "//files.example/fox.png"])
def test_an_address_may_be_relative(url: str) -> None:
    assert deciphered({"data": [{"url": url}]}).images == (Image(Link(url)),)


def test_what_stands_beside_pictures_and_is_none_is_not_thrown_away() -> None:
    came = deciphered({"data": [{"b64_json": IMAGE}, {"b64_json": base64.b64encode(b"no picture").decode()}]})
    assert (came.images, came.undecoded) == ((Image(PICTURE),), (b"no picture",))


def test_usage_is_kept_where_it_is_a_number() -> None:
    usage = {"total_tokens": 100, "input_tokens": 50, "input_tokens_details": {"text_tokens": 10}, "note": "x"}
    assert deciphered({"data": [{"url": URL}], "usage": usage}).usage == {"total_tokens": 100, "input_tokens": 50}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>200 OK</html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b"[]",
        b"{}",
        {"created": 1},
        {"data": [None]},
        {"data": [[]]},
        {"data": [{}]},
        {"data": [{"url": None, "b64_json": None}]},
        {"data": [{"url": "", "b64_json": ""}]},
        {"data": [{"url": 17}]},
        {"data": [{"b64_json": 17}]},
        {"data": [{"b64_json": "no base64!"}]},
        {"data": [{"b64_json": base64.b64encode(PNG[:-100]).decode()}]},
    ],
)
def test_a_200_without_a_whole_picture_is_an_invalid_answer(body: object) -> None:
    assert isinstance(failure(body, 200), AnswerInvalid)


def error(message: str, kind: str | None = None, code: str | None = None, param: str | None = None) -> object:
    """An error body."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


SAFETY = "Your request was rejected as a result of our safety system"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        # The seeds' two, word for word.
        (
            400,
            {"error": {"message": "Invalid size for model dall-e-3", "type": "invalid_request_error"}},
            Mismatched,
        ),
        (
            400,
            {"error": {"message": SAFETY, "type": "invalid_request_error", "code": "content_policy_violation"}},
            Refused,
        ),
        # The facts' table.
        (400, error("blocked", "image_generation_user_error", "moderation_blocked"), Refused),
        (400, error("Billing hard limit has been reached", None, "billing_hard_limit_reached"), Misconfigured),
        (
            400,
            error("Unknown parameter: 'response_format'.", "invalid_request_error", "unknown_parameter"),
            Mismatched,
        ),
        (401, error("Incorrect API key provided", "invalid_request_error", "invalid_api_key"), Misconfigured),
        (404, error("The model does not exist", "invalid_request_error", "model_not_found"), Misconfigured),
        (429, error("You exceeded your current quota", "insufficient_quota", "insufficient_quota"), Misconfigured),
        (429, error("Rate limit reached", "requests", "rate_limit_exceeded"), NotAccepted),
        (500, error("The server had an error", "server_error"), NotAccepted),
        (503, error("overloaded", "server_error"), NotAccepted),
        # Seen elsewhere.
        (400, error(SAFETY), Refused),
        (403, error(SAFETY, "invalid_request_error"), Refused),
        (400, error("too long", "invalid_request_error", "string_above_max_length", "prompt"), Refused),
        (400, error("too long", "invalid_request_error", "string_above_max_length", "user"), Mismatched),
        (429, error("pay", "insufficient_quota"), Misconfigured),
        (400, error("slow down", None, "rate_limit_exceeded"), NotAccepted),
        (403, error("no", "request_forbidden", "unsupported_country_region_territory"), Misconfigured),
        (402, error("Insufficient Balance"), Misconfigured),
        (422, {"detail": [{"loc": ["body", "size"], "msg": "bad", "input": "a red fox"}]}, Mismatched),
        (422, {"detail": [{"loc": ["body", "prompt"], "type": "content_policy_violation"}]}, Refused),
        (422, {"detail": [{"loc": ["body", "prompt"], "msg": "too odd"}]}, Declined),
        (422, {"detail": []}, Declined),
        (500, {"error": {"code": 500, "message": "backend failed", "type": ""}}, NotAccepted),
        (200, error(SAFETY, None, "content_policy_violation"), Refused),
        (200, error("upstream failed"), Declined),
        # Words that nobody listed: they may be about the person's.
        (400, error("NSFW content detected"), Declined),
        (400, error("Blocked: the model did not like this", "api_error", "4711"), Declined),
        (403, error("Request blocked by our moderation"), Declined),
        (403, b"<html><title>403</title>Blocked by safety policy</html>", Declined),
        (404, error("content policy"), Refused),
        (404, error("not found, for reasons of safety"), Declined),
        (410, error("this violates our terms of use"), Declined),
        (451, error("unavailable for legal reasons"), Declined),
        (413, b"too large", Declined),
        (418, error("I am a teapot"), Declined),
        (200, {"data": []}, Declined),
        (200, {"data": None}, Declined),
        (200, {"images": []}, Declined),
        # Evidence of the account, whatever the status.
        (400, error("Your credit balance is too low"), Misconfigured),
        (400, error("API key not valid. Please pass a valid API key."), Misconfigured),
        (400, error("The model `dall-e-3` does not exist"), Misconfigured),
        (400, error("no", None, None, "model"), Misconfigured),
        (403, error("You have no access to this project"), Misconfigured),
        (403, b"<html>403 Forbidden</html>", Misconfigured),
        (410, error("gone"), Misconfigured),
        # What speaks of both may be about the words.
        (400, error("prompt: an API key on a billing form is not what we draw"), Declined),
        (403, error("payment for unsafe content is not accepted"), Declined),
    ],
)
def test_an_error_is_somebodys(status: int, body: object, kind: type[ProviderError]) -> None:
    assert type(failure(body, status)) is kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, Misconfigured),
        (400, Declined),
        (401, Misconfigured),
        (402, Misconfigured),
        (403, Misconfigured),
        (404, Misconfigured),
        (405, Misconfigured),
        (406, Declined),
        (408, Unanswered),
        (409, Unanswered),
        (422, Declined),
        (429, NotAccepted),
        (500, Unanswered),
        (502, Unanswered),
        (503, NotAccepted),
        (504, Unanswered),
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"<html>Bad Gateway</html>", b"null", b"[]", b"{}", b"\x00\xff", b'{"error": 5}']
)
def test_an_error_without_a_readable_body_is_understood_by_its_status(
    body: bytes, status: int, kind: type[ProviderError]
) -> None:
    assert type(failure(body, status)) is kind


@pytest.mark.parametrize(
    ("status", "code", "setting"),
    [
        (400, "invalid_api_key", "OPENAI_API_KEY"),
        (400, "billing_hard_limit_reached", "OPENAI_API_KEY"),
        (401, "invalid_api_key", "OPENAI_API_KEY"),
        (404, "model_not_found", "MODELS"),
        (404, None, "OPENAI_BASE_URL"),
        (429, "insufficient_quota", "OPENAI_API_KEY"),
        (302, None, "OPENAI_BASE_URL"),
    ],
)
def test_the_operators_errors_say_what_came_and_name_the_setting(status: int, code: str | None, setting: str) -> None:
    problem = failure(error("It cannot be done.", None, code), status)
    assert isinstance(problem, Misconfigured)
    assert "It cannot be done." in problem.detail
    assert setting in problem.detail


def test_what_a_server_repeats_of_the_request_is_not_told() -> None:
    """FastAPI sends the input back with each complaint."""
    problem = failure({"detail": [{"msg": "bad size", "input": {"prompt": "a red fox"}}]}, 422)
    assert "a red fox" not in str(vars(problem))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "7", "retry-after-ms": "250"}, 0.25),
        ({"retry-after": "7", "retry-after-ms": "soon"}, 7.0),
        ({"retry-after": "-1"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_the_api_asks_for_is_kept_in_seconds(
    status: int, headers: dict[str, str], seconds: float | None
) -> None:
    problem = failure(error("slow down", None, "rate_limit_exceeded"), status, **headers)
    assert isinstance(problem, NotAccepted)
    assert problem.retry_after == seconds


UNSUITABLE = "it is not possible to generate an image from this request because it may violate the terms of use"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, error(UNSUITABLE, "invalid_request_error"), Refused),
        (400, error("Я не могу сгенерировать это изображение.", "invalid_request_error"), Refused),
        (400, error("Failed to parse model URI", "invalid_request_error"), Misconfigured),
        (401, {"code": 16, "message": "Token is invalid or has expired.", "details": []}, Misconfigured),
        (403, {"error": "denied", "code": 7, "message": "denied", "details": []}, Misconfigured),
        (404, error("model not found", "invalid_request_error"), Misconfigured),
        (429, {"code": 8, "message": "quota limit exceed: allowed 500 requests"}, NotAccepted),
        (500, {"code": 13, "message": "internal"}, Unanswered),
        (503, {"code": 14, "message": "unavailable"}, NotAccepted),
    ],
)
def test_yandexs_errors_are_read_by_yandexs_table(status: int, body: object, kind: type[ProviderError]) -> None:
    with pytest.raises(ProviderError) as caught:
        wire.decipher(answer(body, status), Ask("a red fox", SQUARE), YANDEX_IMAGES, decipher_images_error)
    assert type(caught.value) is kind


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=8,
)
DATA = st.fixed_dictionaries(
    {},
    optional={
        "b64_json": st.sampled_from([IMAGE, "aGk=", None]) | JSON,
        "url": st.sampled_from([URL, None]) | JSON,
        "revised_prompt": JSON,
    },
)
NAMES = st.sampled_from(["insufficient_quota", "content_policy_violation", "rate_limit_exceeded"]) | JSON
ERRORS = st.fixed_dictionaries({}, optional={"message": JSON, "type": NAMES, "param": JSON, "code": NAMES})
ANSWERS = st.fixed_dictionaries(
    {},
    optional={"data": st.lists(DATA | JSON, max_size=3) | JSON, "error": ERRORS | JSON, "usage": JSON, "detail": JSON},
)
BODIES = st.binary() | st.builds(json.dumps, ANSWERS | JSON).map(str.encode)
HEADERS = st.dictionaries(st.sampled_from(["retry-after", "retry-after-ms"]), st.text())


@pytest.mark.parametrize("read_error", [decipher_error, decipher_images_error])
@given(status=st.just(200) | st.integers(100, 599), body=BODIES, headers=HEADERS)
def test_any_answer_is_pictures_or_a_provider_error(
    read_error: ErrorReader, status: int, body: bytes, headers: dict[str, str]
) -> None:
    try:
        outcome = wire.decipher(HttpAnswer(status, headers, body), Ask("a red fox", SQUARE), DALL_E_3, read_error)
    except ProviderError:
        return
    assert outcome.images
