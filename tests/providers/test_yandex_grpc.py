"""YandexART through Yandex's official SDK, against a stand-in made from the SDK's own protos."""

import asyncio
import importlib
import logging
import socket
import sys
import traceback
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.wrappers_pb2 import StringValue
from grpc import StatusCode
from yandex.cloud.ai.foundation_models.v1.image_generation.image_generation_pb2 import (
    AspectRatio as RatioMessage,
)
from yandex.cloud.ai.foundation_models.v1.image_generation.image_generation_pb2 import (
    ImageGenerationOptions,
)
from yandex.cloud.ai.foundation_models.v1.image_generation.image_generation_pb2 import (
    Message as PromptMessage,
)
from yandex.cloud.ai.foundation_models.v1.image_generation.image_generation_service_pb2 import (
    ImageGenerationRequest,
    ImageGenerationResponse,
)
from yandex.cloud.operation.operation_service_pb2 import CancelOperationRequest, GetOperationRequest

from bot.drawing.ports.providers import Done, Pending
from bot.drawing.values.pictures import Drawn, Picture
from bot.drawing.values.specs import MAX_SEED
from bot.errors import (
    AnswerInvalid,
    ConfigurationError,
    Declined,
    Failed,
    Misconfigured,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Unanswered,
)
from bot.providers.credentials import Credentials
from bot.providers.http import Transport
from bot.providers.yandex import grpc_api
from bot.providers.yandex.auth import ApiKey, FreshToken, IamToken
from bot.providers.yandex.grpc_api import YandexGrpc
from bot.providers.yandex.tokens import Metadata, ServiceAccount, ServiceAccountKey
from tests.clock import FakeClock
from tests.drawing.builders import encoded, spec
from tests.providers.grpc_stand_in import StandIn, standing_in
from tests.providers.servers import serving

URI = "art://b1gfolder/yandex-art/latest"
KEY = ServiceAccountKey("ajek17", "ajes17", rsa.generate_private_key(65537, 2048))
UNSUITABLE = "it is not possible to generate an image from this request because it may violate the terms of use"
JPEG = encoded(64, 32)
CLIENT_ID = UUID(int=1)


def client(url: str, credentials: Credentials | None = None, *, logged: bool = False) -> YandexGrpc:
    """A provider that talks to a stand-in."""
    return YandexGrpc(
        credentials or ApiKey("AQVNsecret"),
        generate_url=url,
        operation_url=url,
        model_uri=URI,
        logged=logged,
        insecure=True,
    )


@pytest.fixture
async def studio() -> AsyncIterator[StandIn]:
    async with standing_in() as standing:
        yield standing


@pytest.fixture
async def provider(studio: StandIn) -> AsyncIterator[YandexGrpc]:
    opened = client(studio.url)
    yield opened
    await opened.close()


@pytest.fixture
async def iam() -> AsyncIterator[str]:
    """The address of an IAM and a metadata service with the tokens t-1, t-2, ..."""
    tokens = 0

    async def handle(asked: web.Request) -> web.Response:
        nonlocal tokens
        tokens += 1
        if asked.headers.get("Metadata-Flavor") == "Google":
            return web.json_response({"access_token": f"t-{tokens}", "expires_in": 3600, "token_type": "Bearer"})
        return web.json_response({"iamToken": f"t-{tokens}", "expiresAt": "2026-11-22T00:00:00Z"})

    async with serving(handle) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def token(iam: str, transport: Transport) -> FreshToken:
    return FreshToken(transport, ServiceAccount(KEY, iam), FakeClock())


async def submitted(provider: YandexGrpc, seed: int = 17, client_id: UUID = CLIENT_ID) -> Pending | Done:
    """What a submission brings."""
    return await provider.submit(spec(), seed=seed, count=1, client_id=client_id)


async def submission_failure(provider: YandexGrpc) -> ProviderError:
    """The error of a submission."""
    with pytest.raises(ProviderError) as caught:
        await submitted(provider)
    return caught.value


async def poll_failure(provider: YandexGrpc) -> ProviderError:
    """The error of a poll."""
    with pytest.raises(ProviderError) as caught:
        await provider.poll("fbv17")
    return caught.value


async def test_a_submission_names_model_prompt_seed_and_ratio(studio: StandIn, provider: YandexGrpc) -> None:
    """As over REST: the weight is 1, and a seed keeps its 63 bits."""
    assert await submitted(provider, seed=MAX_SEED) == Pending("fbv17")
    assert [call.request for call in studio.calls] == [
        ImageGenerationRequest(
            model_uri=URI,
            messages=[PromptMessage(text="a red fox in the snow", weight=1.0)],
            generation_options=ImageGenerationOptions(
                mime_type="image/jpeg", seed=MAX_SEED, aspect_ratio=RatioMessage(width_ratio=2, height_ratio=1)
            ),
        )
    ]


async def test_a_submission_carries_the_client_id(studio: StandIn, provider: YandexGrpc) -> None:
    """Two at a time each carry their own."""
    ids = [UUID(int=17), UUID(int=18)]
    await asyncio.gather(*(submitted(provider, client_id=own) for own in ids))
    for name in ("x-client-request-id", "idempotency-key"):
        assert sorted(call.metadata[name] for call in studio.calls) == [str(own) for own in ids]


@pytest.mark.parametrize(("logged", "written"), [(False, "false"), (True, "true")])
async def test_yandex_may_log_prompts_only_where_the_operator_allows_it(
    studio: StandIn, *, logged: bool, written: str
) -> None:
    opened = client(studio.url, logged=logged)
    await submitted(opened)
    assert studio.calls[0].metadata["x-data-logging-enabled"] == written
    await opened.close()


async def test_the_sdks_own_notes_stay_at_home(studio: StandIn, provider: YandexGrpc) -> None:
    await submitted(provider)
    assert "yc-ml-sdk-retry" not in studio.calls[0].metadata


async def test_every_call_has_a_deadline(studio: StandIn, provider: YandexGrpc) -> None:
    await submitted(provider)
    await provider.poll("fbv17")
    await provider.cancel("fbv17")
    assert [round(call.seconds) for call in studio.calls] == [30, 30, 30]


async def test_a_poll_asks_once_until_the_picture_is_there(studio: StandIn, provider: YandexGrpc) -> None:
    studio.polls = 2
    answers = [await provider.poll("fbv17") for _ in range(3)]
    assert answers == [Pending("fbv17"), Pending("fbv17"), Done((Drawn(Picture(JPEG, "image/jpeg", 64, 32)),))]
    assert [call.request for call in studio.calls] == 3 * [GetOperationRequest(operation_id="fbv17")]


async def test_an_operation_is_polled_after_a_restart(studio: StandIn, provider: YandexGrpc) -> None:
    """The id is all that is kept."""
    await submitted(provider)
    restarted = client(studio.url)
    assert isinstance(await restarted.poll("fbv17"), Done)
    await restarted.close()


async def test_cancelling_reaches_the_server(studio: StandIn, provider: YandexGrpc) -> None:
    await provider.cancel("fbv17")
    assert [call.request for call in studio.calls] == [CancelOperationRequest(operation_id="fbv17")]


async def test_a_key_or_a_ready_token_signs_each_call(studio: StandIn) -> None:
    for credentials in (ApiKey(" secret\n"), IamToken("t1.secret\n")):
        opened = client(studio.url, credentials)
        await submitted(opened)
        await opened.poll("fbv17")
        await opened.close()
    signatures = [call.metadata["authorization"] for call in studio.calls]
    assert signatures == 2 * ["Api-Key secret"] + 2 * ["Bearer t1.secret"]


async def test_a_service_account_or_a_virtual_machine_signs_each_call(
    studio: StandIn, iam: str, transport: Transport
) -> None:
    for source in (ServiceAccount(KEY, iam), Metadata(iam)):
        opened = client(studio.url, FreshToken(transport, source, FakeClock()))
        await submitted(opened)
        await opened.poll("fbv17")
        await opened.close()
    assert [call.metadata["authorization"] for call in studio.calls] == 2 * ["Bearer t-1"] + 2 * ["Bearer t-2"]


async def test_a_call_that_was_rejected_is_repeated_with_a_new_token(studio: StandIn, token: FreshToken) -> None:
    studio.taken = {"Bearer t-2"}
    opened = client(studio.url, token)
    assert await submitted(opened) == Pending("fbv17")
    assert await opened.poll("fbv17") == Done((Drawn(Picture(JPEG, "image/jpeg", 64, 32)),))
    assert [call.metadata["authorization"] for call in studio.calls] == ["Bearer t-1", "Bearer t-2", "Bearer t-2"]
    await opened.close()


async def test_a_call_that_is_rejected_again_is_the_operators(studio: StandIn, token: FreshToken) -> None:
    studio.taken = set()
    opened = client(studio.url, token)
    error = await submission_failure(opened)
    assert isinstance(error, Misconfigured)
    assert "YANDEX_SERVICE_ACCOUNT_KEY_FILE" in error.detail
    assert [call.metadata["authorization"] for call in studio.calls] == ["Bearer t-1", "Bearer t-2"]
    await opened.close()


async def test_a_rejected_key_is_sent_once(studio: StandIn, provider: YandexGrpc) -> None:
    studio.taken = set()
    assert isinstance(await submission_failure(provider), Misconfigured)
    assert len(studio.calls) == 1


async def test_without_a_token_nothing_is_asked(studio: StandIn, transport: Transport) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound, but nobody listens
        source = ServiceAccount(KEY, f"http://127.0.0.1:{silent.getsockname()[1]}")
        opened = client(studio.url, FreshToken(transport, source, FakeClock()))
        error = await submission_failure(opened)
        await opened.close()
    assert isinstance(error, NotAccepted)
    assert "YANDEX_IAM_URL" in error.detail
    assert studio.calls == []


@pytest.mark.parametrize("key", ["секрет", "sec\nret", "sec\x00ret"])
async def test_a_key_that_no_header_can_carry_is_the_operators(studio: StandIn, key: str) -> None:
    """With such a one grpc.aio would wait for ever."""
    opened = client(studio.url, ApiKey(key))
    error = await submission_failure(opened)
    assert isinstance(error, Misconfigured)
    assert key not in str(vars(error))
    await opened.close()


ERRORS = [
    (StatusCode.INVALID_ARGUMENT, UNSUITABLE, Refused),
    (StatusCode.INVALID_ARGUMENT, "Я не могу сгенерировать это изображение. Давайте попробуем другую тему.", Refused),
    (StatusCode.INVALID_ARGUMENT, "Prompt positive size 702 exceeds limit (500)", Refused),
    (StatusCode.INVALID_ARGUMENT, "Failed to parse model URI", Misconfigured),
    (StatusCode.INVALID_ARGUMENT, "Request declined by moderation", Declined),
    (StatusCode.INVALID_ARGUMENT, "", Declined),
    (StatusCode.CANCELLED, "cancelled", Unanswered),
    (StatusCode.PERMISSION_DENIED, "blocked by the safety filter", Declined),
    (StatusCode.PERMISSION_DENIED, "Access to model art://folder/yandex-art is denied", Misconfigured),
    (StatusCode.FAILED_PRECONDITION, "wrong model", Misconfigured),
    (StatusCode.RESOURCE_EXHAUSTED, "quota limit exceed: allowed 500 requests", NotAccepted),
    (StatusCode.UNAVAILABLE, "try later", NotAccepted),
    (StatusCode.DEADLINE_EXCEEDED, "timeout", Unanswered),
    (StatusCode.INTERNAL, "internal", Unanswered),
    (StatusCode.UNKNOWN, "", Unanswered),
]


@pytest.mark.parametrize(("code", "message", "kind"), ERRORS)
async def test_a_failed_call_is_understood_by_its_code(
    studio: StandIn, provider: YandexGrpc, code: StatusCode, message: str, kind: type[ProviderError]
) -> None:
    studio.fails = (code, message)
    for error in (await submission_failure(provider), await poll_failure(provider)):
        assert type(error) is kind
        assert message in str(vars(error))


async def test_what_is_not_there_is_an_operation_that_was_lost_or_a_model_that_is_none(
    studio: StandIn, provider: YandexGrpc
) -> None:
    studio.fails = (StatusCode.NOT_FOUND, "not found")
    assert isinstance(await poll_failure(provider), OperationLost)
    assert isinstance(await submission_failure(provider), Misconfigured)


@pytest.mark.parametrize("code", [code for code in StatusCode if code is not StatusCode.OK])
async def test_an_operation_that_ended_in_an_error_has_ended_whatever_the_code(
    studio: StandIn, provider: YandexGrpc, code: StatusCode
) -> None:
    studio.error = (code.value[0], "no")
    error = await poll_failure(provider)
    assert type(error) is (Declined if code is StatusCode.INVALID_ARGUMENT else Failed)
    assert (isinstance(error, Failed) and not error.billed) is (code is StatusCode.INTERNAL)


@pytest.mark.parametrize("message", [UNSUITABLE, "Prompt positive size 702 exceeds limit (500)"])
async def test_an_operation_may_end_in_a_refusal(studio: StandIn, provider: YandexGrpc, message: str) -> None:
    studio.error = (3, message)
    assert isinstance(await poll_failure(provider), Refused)


async def test_an_error_beside_an_operation_that_goes_on_decides_nothing(studio: StandIn, provider: YandexGrpc) -> None:
    studio.polls, studio.error = 1, (13, "retrying")
    assert await provider.poll("fbv17") == Pending("fbv17")


@pytest.mark.parametrize("code", [StatusCode.INTERNAL, StatusCode.UNAVAILABLE, StatusCode.RESOURCE_EXHAUSTED])
async def test_a_submission_is_sent_exactly_once(studio: StandIn, provider: YandexGrpc, code: StatusCode) -> None:
    """Left to itself the SDK sends five, and each may be billed."""
    studio.fails = (code, "no")
    await submission_failure(provider)
    assert len(studio.calls) == 1


async def test_a_submission_whose_answer_does_not_come_in_time_is_unanswered(
    studio: StandIn, provider: YandexGrpc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grpc_api, "CALL_SECONDS", 0.05)
    studio.holds = True
    assert isinstance(await submission_failure(provider), Unanswered)


async def test_a_submission_that_is_cut_off_is_unanswered(studio: StandIn, provider: YandexGrpc) -> None:
    """gRPC calls it UNAVAILABLE, as it does when surely nothing arrived; but this one may have been accepted."""
    studio.holds = True
    failing = asyncio.create_task(submission_failure(provider))
    await studio.began.wait()
    await studio.die()
    assert isinstance(await failing, Unanswered)


@pytest.mark.parametrize(
    "text",
    [
        "Stream removed (Socket closed)",
        "Stream removed (recvmsg:Connection reset by peer (104))",
        "keepalive watchdog timeout",
        "Received http2 header with status: 502",
    ],
)
async def test_what_grpc_says_of_a_broken_connection_is_unanswered(
    studio: StandIn, provider: YandexGrpc, text: str
) -> None:
    studio.fails = (StatusCode.UNAVAILABLE, text)
    assert isinstance(await submission_failure(provider), Unanswered)


async def test_a_server_that_is_away_has_surely_not_accepted(studio: StandIn, provider: YandexGrpc) -> None:
    """It is told at once: the SDK would wait for the server until the deadline."""
    await studio.die()
    error = await submission_failure(provider)
    assert isinstance(error, NotAccepted)
    assert "failed to connect" in error.detail


async def test_a_server_that_hangs_up_before_it_speaks_has_surely_not_accepted() -> None:
    """Although gRPC speaks of a connection that was closed or reset, as of one that broke later."""

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        opened = client(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        error = await submission_failure(opened)
        await opened.close()
    assert isinstance(error, NotAccepted)


async def test_a_caller_that_is_cancelled_stops_waiting(studio: StandIn, provider: YandexGrpc) -> None:
    studio.holds = True
    waiting = asyncio.create_task(submitted(provider))
    await studio.began.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_submission_without_an_operation_id_is_an_invalid_answer(studio: StandIn, provider: YandexGrpc) -> None:
    studio.operation_id = ""
    assert isinstance(await submission_failure(provider), AnswerInvalid)


@pytest.mark.parametrize(
    "response",
    [
        None,
        StringValue(value="a picture"),
        ImageGenerationResponse(),
        ImageGenerationResponse(image=b"<html>502</html>"),
        ImageGenerationResponse(image=JPEG[:-200]),
        ImageGenerationResponse(image=bytes(5 * 1024 * 1024)),
    ],
    ids=["none", "another type", "empty", "no picture", "half a picture", "more than gRPC takes"],
)
async def test_an_operation_without_a_whole_picture_is_an_invalid_answer(
    studio: StandIn, provider: YandexGrpc, response: StringValue | ImageGenerationResponse | None
) -> None:
    studio.response = response
    assert isinstance(await poll_failure(provider), AnswerInvalid)


async def test_a_response_that_cannot_be_read_is_an_invalid_answer(studio: StandIn, provider: YandexGrpc) -> None:
    whole = AnyMessage()
    whole.Pack(ImageGenerationResponse(image=JPEG))
    studio.packed = AnyMessage(type_url=whole.type_url, value=whole.value[:-20])
    assert isinstance(await poll_failure(provider), AnswerInvalid)


@pytest.mark.parametrize("code", list(StatusCode)[1:])
async def test_no_secret_shows_in_an_error_or_a_log(
    studio: StandIn, provider: YandexGrpc, caplog: pytest.LogCaptureFixture, code: StatusCode
) -> None:
    caplog.set_level(logging.DEBUG)
    studio.fails = (code, "no")
    error = await submission_failure(provider)
    shown = "".join(traceback.format_exception(error))
    assert "AQVNsecret" not in f"{shown} {error!r} {caplog.text}"
    assert "red fox" not in f"{shown} {error!r} {caplog.text}"


async def test_credentials_travel_over_tls(studio: StandIn) -> None:
    """A server that speaks none gets no call."""
    url = studio.url.replace("http:", "https:")
    opened = YandexGrpc(ApiKey("AQVNsecret"), generate_url=url, operation_url=url, model_uri=URI, logged=False)
    assert isinstance(await submission_failure(opened), NotAccepted)
    assert studio.calls == []
    await opened.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://llm.api.cloud.yandex.net",
        "llm.api.cloud.yandex.net:443",
        "https://gateway.example/yandex",
        "https://llm.api.cloud.yandex.net:99999",
        "https://",
        "",
    ],
)
def test_an_address_that_grpc_cannot_go_to_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ConfigurationError, match="YANDEX_LLM_URL"):
        YandexGrpc(ApiKey("key"), generate_url=url, operation_url=url, model_uri=URI, logged=False)


async def test_nothing_is_looked_up_in_the_environment(studio: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK would take its endpoint and its credentials from there."""
    monkeypatch.setenv("YC_API_KEY", "another")
    monkeypatch.setenv("YC_API_ENDPOINT", "elsewhere.example:443")
    opened = client(studio.url)
    await submitted(opened)
    assert studio.calls[0].metadata["authorization"] == "Api-Key AQVNsecret"
    await opened.close()


def test_without_the_sdk_the_operator_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yandex_ai_studio_sdk", None)
    monkeypatch.delitem(sys.modules, "bot.providers.yandex.grpc_api")
    with pytest.raises(ConfigurationError, match=r"pip install '\.\[grpc\]'"):
        importlib.import_module("bot.providers.yandex.grpc_api")
