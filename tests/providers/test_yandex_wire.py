"""Yandex's asynchronous image API: what is sent, and what every answer means."""

import base64
import json
import re
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.ports.providers import Done, Pending
from bot.drawing.values.pictures import Drawn, Picture
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import MAX_SEED, Looks, Spec
from bot.errors import (
    AnswerInvalid,
    Declined,
    Failed,
    Misconfigured,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Unanswered,
)
from bot.providers.http import HttpAnswer, HttpRequest
from bot.providers.yandex import wire
from bot.providers.yandex.auth import ApiKey, IamToken
from tests.drawing.builders import encoded, spec

BASE = "https://images.example"
CLIENT_ID = UUID("00000000-0000-4000-8000-000000000017")
JPEG = encoded(64, 32)
IMAGE = base64.b64encode(JPEG).decode()
NEW = {
    "id": "fbveu1sntj",
    "description": "",
    "createdAt": None,
    "createdBy": "",
    "modifiedAt": None,
    "done": False,
    "metadata": None,
}


UNWEIGHTED = st.text(min_size=1).filter(lambda text: "::" not in text)


def messages(asked: Spec) -> Any:  # noqa: ANN401 - JSON
    """The messages of a spec as they arrive."""
    sent = wire.build_generate(BASE, asked, 17, CLIENT_ID, "art://f/m", logged=False).json
    return json.loads(json.dumps(sent))["messages"]


def answer(body: object, status: int = 200, **headers: str) -> HttpAnswer:
    """An answer with a JSON body, or with these very bytes."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return HttpAnswer(status, {"content-type": "application/json"} | headers, data)


def failure(body: object, status: int = 400, **headers: str) -> ProviderError:
    """The error an answer means."""
    with pytest.raises(ProviderError) as caught:
        wire.decipher_operation(answer(body, status, **headers))
    return caught.value


def test_the_request_is_the_documented_one() -> None:
    """The body is the one of Yandex's own example (seed 1863, 2:1); seed and ratio travel as strings."""
    asked = spec(prompt="a pattern of pastel colored succulents", ratio=AspectRatio(2, 1))
    sent = wire.build_generate(BASE, asked, 1863, CLIENT_ID, "art://folder/yandex-art/latest", logged=False)
    assert sent == HttpRequest(
        "POST",
        f"{BASE}/foundationModels/v1/imageGenerationAsync",
        {
            "x-client-request-id": str(CLIENT_ID),
            "Idempotency-Key": str(CLIENT_ID),
            "x-data-logging-enabled": "false",
        },
        {
            "modelUri": "art://folder/yandex-art/latest",
            "messages": [{"text": "a pattern of pastel colored succulents", "weight": "1"}],
            "generationOptions": {
                "mimeType": "image/jpeg",
                "seed": "1863",
                "aspectRatio": {"widthRatio": "2", "heightRatio": "1"},
            },
        },
    )


def test_weighted_parts_are_weighted_messages() -> None:
    """Weights travel as strings, as in Yandex's own example."""
    asked = spec(prompt="a red fox::2 snow at dusk::0.50 stars", looks=Looks(style="oil"))
    assert messages(asked) == [
        {"text": "a red fox, oil painting", "weight": "2"},
        {"text": "snow at dusk", "weight": "0.5"},
        {"text": "stars", "weight": "1"},
    ]


def test_yandex_may_log_prompts_only_where_the_operator_allows_it() -> None:
    allowed = wire.build_generate(BASE, spec(), 17, CLIENT_ID, "art://folder/yandex-art", logged=True)
    assert "x-data-logging-enabled" not in allowed.headers


@given(st.integers(1, MAX_SEED), st.integers(1, 4), st.integers(1, 4), UNWEIGHTED)
def test_any_request_arrives_in_full_as_json(seed: int, width: int, height: int, prompt: str) -> None:
    """A seed beyond 2^53 would lose its last digits as a JSON number."""
    ratio = AspectRatio(width, height)
    asked = spec(prompt=prompt, ratio=ratio)
    sent = json.loads(json.dumps(wire.build_generate(BASE, asked, seed, CLIENT_ID, "art://f/m", logged=False).json))
    options = sent["generationOptions"]
    assert sent["messages"] == [{"text": prompt, "weight": "1"}]
    assert options["seed"] == str(seed)
    assert options["aspectRatio"] == {"widthRatio": str(ratio.width), "heightRatio": str(ratio.height)}


def test_an_operation_that_a_server_counts_is_known_by_its_number() -> None:
    assert wire.decipher_operation(answer({"id": 17, "done": False})) == Pending("17")


@given(st.text(min_size=1).filter(lambda written: written.strip(". ")))
def test_whatever_an_id_holds_it_leads_to_no_other_address(operation_id: str) -> None:
    before, after = f"{BASE}/operations/", ":cancel"
    polled, cancelled = wire.build_poll(BASE, operation_id), wire.build_cancel(BASE, operation_id)
    written = polled.url.removeprefix(before)
    assert re.fullmatch(r"[A-Za-z0-9_.~%-]+", written)
    assert written.strip(".")
    assert cancelled.url == f"{before}{written}{after}"


@pytest.mark.parametrize("operation_id", ["", ".", "..", " "])
def test_an_id_that_no_address_can_hold_is_asked_for_nowhere(operation_id: str) -> None:
    for build in (wire.build_poll, wire.build_cancel):
        with pytest.raises(OperationLost):
            build(BASE, operation_id)


def test_an_internal_error_is_not_billed() -> None:
    ends = {code: failure(NEW | {"done": True, "error": {"code": code, "message": "no"}}, 200) for code in (2, 13, 14)}
    assert {code: isinstance(error, Failed) and error.billed for code, error in ends.items()} == {
        2: True,
        13: False,
        14: True,
    }


def test_an_operation_that_is_done_with_words_alone_has_ended_in_an_error() -> None:
    error = failure(NEW | {"done": True, "error": {"message": "sorry"}}, 200)
    assert isinstance(error, Failed)
    assert "sorry" in error.detail


def test_a_body_that_is_the_picture_is_one() -> None:
    bare = HttpAnswer(200, {"content-type": "image/jpeg"}, JPEG)
    assert wire.decipher_operation(bare) == Done((Drawn(Picture(JPEG, "image/jpeg", 64, 32)),))


@pytest.mark.parametrize("wrapped", ["data:image/jpeg;base64," + IMAGE, IMAGE.rstrip("="), IMAGE + "\n"])
def test_a_picture_comes_in_any_wrapping(wrapped: str) -> None:
    done = NEW | {"done": True, "response": {"image": wrapped}}
    assert wire.decipher_operation(answer(done)) == Done((Drawn(Picture(JPEG, "image/jpeg", 64, 32)),))


def test_an_operation_is_polled_and_cancelled_by_its_id() -> None:
    assert wire.build_poll(BASE, "fbv17") == HttpRequest("GET", f"{BASE}/operations/fbv17")
    assert wire.build_cancel(BASE, "fbv17") == HttpRequest("POST", f"{BASE}/operations/fbv17:cancel")


async def test_requests_are_signed_with_a_key_or_a_token() -> None:
    """White space around a secret, as it comes with a copied line, would break the header."""
    assert await ApiKey(" secret\n").headers() == {"Authorization": "Api-Key secret"}
    assert await IamToken("secret\r\n").headers() == {"Authorization": "Bearer secret"}


def test_secrets_do_not_show_when_credentials_are_printed() -> None:
    assert "secret" not in f"{ApiKey('secret')} {IamToken('secret')!r}"


@pytest.mark.parametrize(
    "operation",
    [
        NEW,
        {"id": "fbveu1sntj"},
        NEW | {"done": None},
        NEW | {"done": "true"},
        NEW | {"error": {"code": 13, "message": "retrying", "details": []}},
        NEW | {"response": {"image": IMAGE}},
    ],
)
def test_an_operation_is_pending_until_it_says_done(operation: dict[str, Any]) -> None:
    """An error may stand beside done:false; it decides nothing."""
    assert wire.decipher_operation(answer(operation)) == Pending("fbveu1sntj")


@pytest.mark.parametrize("written", ["yes", "true", 1])
def test_done_in_other_words_is_told_by_what_it_brought(written: object) -> None:
    drawn = wire.decipher_operation(answer(NEW | {"done": written, "response": {"image": IMAGE}}))
    assert isinstance(drawn, Done)
    assert isinstance(failure(NEW | {"done": written, "error": {"code": 3, "message": "no"}}, 200), Declined)


@pytest.mark.parametrize(
    "more", [{}, {"error": None}, {"error": {"code": 0, "message": ""}}, {"error": {}}, {"error": {"code": "0"}}]
)
def test_a_done_operation_has_its_picture_though_an_error_without_a_code_stands_by(more: dict[str, Any]) -> None:
    response = {"@type": "type.googleapis.com/ImageGenerationResponse", "image": IMAGE, "modelVersion": "17.11.2026"}
    done = NEW | {"done": True, "response": response} | more
    assert wire.decipher_operation(answer(done)) == Done((Drawn(Picture(JPEG, "image/jpeg", 64, 32)),))


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        (
            3,
            "it is not possible to generate an image from this request because it may violate the terms of use",
            Refused,
        ),
        (3, "Я не могу сгенерировать это изображение. Давайте попробуем другую тему.", Refused),
        (3, "Request declined by moderation", Declined),
        (3, "invalid model_uri", Declined),
        (3, "", Declined),
        (7, "blocked for reasons of safety", Declined),
        *((code, "no", Failed) for code in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 99, "13")),
    ],
)
def test_a_done_operation_with_an_error_is_that_error(code: object, message: str, kind: type[ProviderError]) -> None:
    failed = NEW | {"done": True, "error": {"code": code, "message": message, "details": []}, "response": None}
    assert type(failure(failed, 200)) is kind


@pytest.mark.parametrize(
    "response",
    [
        None,
        [],
        "image",
        {},
        {"image": None},
        {"image": ""},
        {"image": 17},
        {"image": "no base64!"},
        {"image": "картинка"},
        {"image": base64.b64encode(b"<html>502</html>").decode()},
        {"image": base64.b64encode(JPEG[:-200]).decode()},
        {"image": IMAGE[:-1]},
    ],
)
def test_a_done_operation_without_a_whole_picture_is_an_invalid_answer(response: object) -> None:
    assert isinstance(failure(NEW | {"done": True, "response": response}, 200), AnswerInvalid)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>200 OK</html>",
        b"\xff\xfe\x00",
        b"{",
        b"[" * 100_000,
        b"null",
        b"[]",
        b'"fbv"',
        b"17",
        b"{}",
        b'{"id": null}',
        b'{"id": ""}',
        b'{"id": true, "done": false}',
        b'{"id": "..", "done": false}',
        b'{"id": " ", "done": false}',
        b'{"id": [], "done": false}',
    ],
)
def test_an_answer_that_is_no_operation_is_an_invalid_one(body: bytes) -> None:
    assert isinstance(failure(body, 200), AnswerInvalid)


DENIED = "Access to model art://folder/yandex-art is denied"
TOO_LONG = "Prompt positive size 702 exceeds limit (500)"
UNSUITABLE = "it is not possible to generate an image from this request because it may violate the terms of use"


def shapes(code: int, status: int, message: str) -> list[object]:
    """One error in each of the shapes the API was seen to answer with."""
    return [
        {"error": message, "code": code, "message": message, "details": []},
        {"error": {"grpcCode": code, "httpCode": status, "message": message, "httpStatus": "X", "details": []}},
        {"code": code, "message": message, "details": [{"@type": "type.googleapis.com/google.rpc.RequestInfo"}]},
        {"error": {"message": message, "type": "invalid_request_error"}},
    ]


@pytest.mark.parametrize("shape", range(4))
@pytest.mark.parametrize(
    ("code", "status", "message", "kind"),
    [
        (3, 400, UNSUITABLE, Refused),
        (3, 400, "Я не могу сгенерировать это изображение. Давайте попробуем другую тему.", Refused),
        (3, 400, TOO_LONG, Refused),
        (3, 400, "Request declined by moderation", Declined),
        (3, 400, "something else", Declined),
        (3, 400, "Failed to parse model URI", Misconfigured),
        (7, 403, "the request violates our policy", Declined),
        (3, 400, "Specified folder ID 'X' does not match with service account folder ID 'Y'", Misconfigured),
        (5, 404, "operation not found", OperationLost),
        (7, 403, DENIED, Misconfigured),
        (8, 429, "quota limit exceed: allowed 500 requests", NotAccepted),
        (13, 500, "internal", Unanswered),
        (14, 503, "unavailable", NotAccepted),
        (16, 401, "Token is invalid or has expired.", Misconfigured),
        (4, 504, "timeout", Unanswered),
    ],
)
def test_an_error_is_understood_in_each_of_its_shapes(
    shape: int, code: int, status: int, message: str, kind: type[ProviderError]
) -> None:
    error = failure(shapes(code, status, message)[shape], status)
    assert type(error) is kind
    assert message in str(vars(error))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Declined),
        (401, Misconfigured),
        (402, Misconfigured),
        (403, Misconfigured),
        (405, Misconfigured),
        (408, Unanswered),
        (409, Unanswered),
        (418, Declined),
        (422, Declined),
        (451, Declined),
        (404, OperationLost),
        (429, NotAccepted),
        (500, Unanswered),
        (502, Unanswered),
        (503, NotAccepted),
        (504, Unanswered),
        (302, Misconfigured),
        (501, Misconfigured),
        (201, Unanswered),
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"<html>Bad Gateway</html>", b"null", b"[]", b"{}", b"\x00\xff", b'{"error": 5}']
)
def test_an_error_without_a_readable_body_is_understood_by_its_status(
    body: bytes, status: int, kind: type[ProviderError]
) -> None:
    assert type(failure(body, status)) is kind


def test_the_code_in_the_body_goes_before_the_status() -> None:
    assert isinstance(failure({"code": 8, "message": "quota"}, 500), NotAccepted)
    assert isinstance(failure({"code": 13, "message": "internal"}, 503), Unanswered)


def test_a_refused_model_tells_the_operator_what_to_change() -> None:
    error = failure({"error": DENIED, "code": 7, "message": DENIED, "details": []}, 403)
    assert isinstance(error, Misconfigured)
    for part in (DENIED, "ai.imageGeneration.user", "yc.ai.imageGeneration.execute", "MODELS"):
        assert part in error.detail


@pytest.mark.parametrize(
    ("code", "setting"), [(3, "YANDEX_FOLDER_ID"), (9, "MODELS"), (16, "YANDEX_API_KEY"), (16, "YANDEX_IAM_TOKEN")]
)
def test_the_operators_errors_name_the_setting(code: int, setting: str) -> None:
    error = failure({"code": code, "message": "invalid model_uri"})
    assert isinstance(error, Misconfigured)
    assert setting in error.detail


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("nan", 0.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("", None),
    ],
)
def test_a_wait_the_api_asks_for_is_kept_in_seconds(written: str, seconds: float | None) -> None:
    error = failure({"code": 8, "message": "quota"}, 429, **{"retry-after": written})
    assert isinstance(error, NotAccepted)
    assert error.retry_after == seconds


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=8,
)
ERROR_FIELDS = st.fixed_dictionaries(
    {}, optional={"code": JSON, "grpcCode": JSON, "httpCode": JSON, "message": JSON, "details": JSON}
)
OPERATIONS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.text() | JSON,
        "done": st.booleans() | JSON,
        "error": ERROR_FIELDS | JSON,
        "response": st.fixed_dictionaries({}, optional={"image": st.sampled_from([IMAGE, "aGk="]) | JSON}) | JSON,
        "code": JSON,
        "message": JSON,
    },
)
BODIES = st.binary() | st.builds(json.dumps, OPERATIONS | JSON).map(str.encode)


@given(st.just(200) | st.integers(100, 599), BODIES, st.dictionaries(st.just("retry-after"), st.text()))
def test_any_answer_is_an_operation_or_a_provider_error(status: int, body: bytes, headers: dict[str, str]) -> None:
    try:
        outcome = wire.decipher_operation(HttpAnswer(status, headers, body))
    except ProviderError:
        return
    assert isinstance(outcome, Pending | Done)
