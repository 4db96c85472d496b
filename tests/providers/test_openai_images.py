"""The OpenAI-compatible client over real HTTP."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
import structlog
from aiohttp import web

from bot.drawing.ports.providers import Done
from bot.drawing.values.pictures import Drawn, Picture
from bot.drawing.values.shapes import AspectRatio, Listed, Ratios
from bot.drawing.values.specs import Looks, Spec
from bot.errors import (
    AnswerInvalid,
    Declined,
    Misconfigured,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Unanswered,
)
from bot.providers.credentials import BearerKey, Credentials
from bot.providers.downloads import Downloads
from bot.providers.http import Transport
from bot.providers.openai.images import OpenAIImages
from bot.providers.openai.wire import ImagesCapability
from bot.providers.yandex.auth import ApiKey
from bot.providers.yandex.wire import decipher_images_error
from tests.clock import HurriedClock
from tests.drawing.builders import encoded, spec
from tests.providers.servers import serving

PNG = encoded(64, 32, "PNG")
PICTURE = Picture(PNG, "image/png", 64, 32)
CLIENT_ID = UUID(int=17)
FOX = spec(prompt="a red fox", ratio=AspectRatio(16, 9))
DALL_E_3 = ImagesCapability(sizes=Listed.of("1024x1024", "1792x1024", "1024x1792"), response_format="url", revises=True)


class Server:
    """Answers a generation with ``body`` and ``status``, and anything else with a picture."""

    def __init__(self) -> None:
        self.url = ""
        self.body: dict[str, Any] = {"created": 1, "data": [{"b64_json": base64.b64encode(PNG).decode()}]}
        self.status = 200
        self.picture = PNG
        self.requests: list[web.Request] = []
        self.sent: object = None

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        if request.path == "/v1/images/generations":
            self.sent = json.loads(await request.read())
            return web.json_response(self.body, status=self.status, headers={"x-request-id": "req-17"})
        return web.Response(body=self.picture, content_type="image/png")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    answering = Server()
    async with serving(answering.handle) as port:
        answering.url = f"http://127.0.0.1:{port}"
        yield answering


def client(
    server: Server,
    transport: Transport,
    credentials: Credentials = BearerKey("sk-secret"),  # noqa: B008 - a value
    *,
    allow_private: bool = True,
    capability: ImagesCapability = DALL_E_3,
    **more: Any,  # noqa: ANN401 - the client's other arguments
) -> OpenAIImages:
    downloads = Downloads(transport, HurriedClock(), allow_private=allow_private)
    fields: dict[str, Any] = {"base_url": f"{server.url}/v1", "model": "dall-e-3", "capability": capability}
    return OpenAIImages(transport, credentials, downloads, **fields | more)


async def submitted(provider: OpenAIImages, asked: Spec = FOX, count: int = 1) -> Done:
    """What a submission brings."""
    return await provider.submit(asked, seed=17, count=count, client_id=CLIENT_ID)


async def test_a_picture_is_the_answer_to_the_request(server: Server, transport: Transport) -> None:
    assert await submitted(client(server, transport)) == Done((Drawn(PICTURE),))


async def test_the_request_is_signed_and_named(server: Server, transport: Transport) -> None:
    await submitted(client(server, transport))
    assert server.requests[0].headers["Authorization"] == "Bearer sk-secret"
    assert server.requests[0].headers["x-client-request-id"] == str(CLIENT_ID)
    assert server.sent == {"model": "dall-e-3", "prompt": "a red fox", "size": "1792x1024", "response_format": "url"}


async def test_a_prompt_in_parts_is_sent_as_one_text(server: Server, transport: Transport) -> None:
    """These APIs know no weights and no presets."""
    await submitted(client(server, transport), spec(prompt="snow::0.5 a fox::2", looks=Looks(style="oil")))
    prompt = "a fox, snow, oil painting"
    assert server.sent == {"model": "dall-e-3", "prompt": prompt, "size": "1792x1024", "response_format": "url"}


async def test_a_picture_that_comes_as_an_address_is_downloaded_at_once(server: Server, transport: Transport) -> None:
    server.body = {"data": [{"url": f"{server.url}/image.png", "revised_prompt": "A fox in deep snow"}]}
    assert await submitted(client(server, transport)) == Done((Drawn(PICTURE, "A fox in deep snow"),))


async def test_the_key_is_not_shown_to_the_server_of_pictures(server: Server, transport: Transport) -> None:
    server.body = {"data": [{"url": f"{server.url}/image.png"}]}
    await submitted(client(server, transport, headers={"OpenAI-Project": "folder"}))
    assert server.requests[1].path == "/image.png"
    assert not {"Authorization", "OpenAI-Project"} & set(server.requests[1].headers)


async def test_an_address_inside_is_not_followed(server: Server, transport: Transport) -> None:
    server.body = {"data": [{"url": f"{server.url}/image.png"}]}
    with pytest.raises(Misconfigured, match="OPENAI_ALLOW_PRIVATE_URLS"):
        await submitted(client(server, transport, allow_private=False))
    assert len(server.requests) == 1


async def test_what_an_address_leads_to_is_a_picture_or_an_invalid_answer(server: Server, transport: Transport) -> None:
    server.body = {"data": [{"url": f"{server.url}/image.png"}]}
    server.picture = b"<html>gone</html>"
    with pytest.raises(AnswerInvalid, match="not a whole picture"):
        await submitted(client(server, transport))


SEVERAL = ImagesCapability(sizes=Listed.of("1024x1024"), most=4)
INLINE = {"b64_json": base64.b64encode(PNG).decode()}


@pytest.mark.parametrize(("wanted", "sent"), [(1, None), (3, 3), (4, 4), (9, 4)])
async def test_no_more_is_asked_for_than_the_model_draws_at_once(
    server: Server, transport: Transport, wanted: int, sent: int | None
) -> None:
    await submitted(client(server, transport, capability=SEVERAL), count=wanted)
    assert isinstance(server.sent, dict)
    assert server.sent.get("n") == sent


async def test_all_pictures_come_in_their_order(server: Server, transport: Transport) -> None:
    server.body = {"data": [{"url": f"{server.url}/image.png"}, INLINE, {"url": f"{server.url}/image.png"}]}
    done = await submitted(client(server, transport, capability=SEVERAL), count=3)
    assert done == Done((Drawn(PICTURE),) * 3)


async def test_more_pictures_than_were_asked_for_are_left_out(server: Server, transport: Transport) -> None:
    server.body = {"data": [INLINE] * 3}
    assert len((await submitted(client(server, transport, capability=SEVERAL), count=2)).drawn) == 2


async def test_a_picture_that_cannot_be_downloaded_takes_no_other_with_it(server: Server, transport: Transport) -> None:
    server.body = {"data": [{"url": "ftp://127.0.0.1/image.png"}, {"url": f"{server.url}/image.png"}, INLINE]}
    done = await submitted(client(server, transport, capability=SEVERAL), count=3)
    assert done == Done((Drawn(PICTURE), Drawn(PICTURE)))


async def test_where_no_picture_can_be_downloaded_the_first_tells_why(server: Server, transport: Transport) -> None:
    server.body = {"data": [{"url": "ftp://127.0.0.1/image.png"}, {"url": "gopher://127.0.0.1/image.png"}]}
    with pytest.raises(AnswerInvalid, match="ftp"):
        await submitted(client(server, transport, capability=SEVERAL), count=2)


async def test_that_pictures_are_missing_is_logged(server: Server, transport: Transport) -> None:
    with structlog.testing.capture_logs() as lines:
        await submitted(client(server, transport, capability=SEVERAL), count=4)
    (line,) = [line for line in lines if line["log_level"] == "warning"]
    assert (line["asked"], line["came"]) == (4, 1)


async def test_yandexs_images_api_is_the_same_client_with_another_record(server: Server, transport: Transport) -> None:
    folder = {"OpenAI-Project": "folder", "x-data-logging-enabled": "false"}
    provider = client(
        server,
        transport,
        ApiKey("AQVN-secret"),
        model="art://folder/aliceai-image-art-3.0",
        capability=ImagesCapability(sizes=Ratios()),
        headers=folder,
        read_error=decipher_images_error,
    )
    await submitted(provider)
    assert server.sent == {"model": "art://folder/aliceai-image-art-3.0", "prompt": "a red fox", "size": "16x9"}
    asked = server.requests[0].headers
    assert (asked["Authorization"], asked["OpenAI-Project"]) == ("Api-Key AQVN-secret", "folder")


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "content_policy_violation", Refused),
        (400, "billing_hard_limit_reached", Misconfigured),
        (401, "invalid_api_key", Misconfigured),
        (404, "model_not_found", Misconfigured),
        (429, "insufficient_quota", Misconfigured),
        (429, "rate_limit_exceeded", NotAccepted),
        (502, None, Unanswered),
        (200, None, Declined),
    ],
)
async def test_an_error_comes_by_its_name(
    server: Server, transport: Transport, status: int, code: str | None, kind: type[ProviderError]
) -> None:
    server.status, server.body = status, {"error": {"message": "no", "code": code}}
    with pytest.raises(kind):
        await submitted(client(server, transport))
    assert len(server.requests) == 1


async def test_usage_is_logged_and_the_prompt_is_not(server: Server, transport: Transport) -> None:
    server.body["usage"] = {"total_tokens": 100}
    with structlog.testing.capture_logs() as lines:
        await submitted(client(server, transport), spec(prompt="a secret fox"))
    assert lines == [
        {
            "event": "drawn",
            "log_level": "info",
            "model": "dall-e-3",
            "usage": {"total_tokens": 100},
            "request_id": "req-17",
        }
    ]


async def test_there_is_nothing_to_poll(server: Server, transport: Transport) -> None:
    with pytest.raises(OperationLost):
        await client(server, transport).poll("fbv17")


async def test_there_is_nothing_to_cancel(server: Server, transport: Transport) -> None:
    await client(server, transport).cancel("fbv17")
    assert server.requests == []
