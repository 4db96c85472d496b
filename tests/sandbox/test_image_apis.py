"""The image sandbox as its users hold it: served, asked over HTTP, looked into. Also the client its other tests use."""

import asyncio
import base64
import json
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from sandbox.image_apis import Account, Behaviour, ImagesSandbox
from sandbox.wire import Fault, Spoil

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
#: Nothing here speaks TLS; a bare context spares every client the loading of certificates.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

Json = dict[str, Any]


def quick_painter(prompt: str, seed: int, width_ratio: int, height_ratio: int) -> bytes:
    """What was asked to be painted, in place of a picture of it."""
    return f"{prompt}|{seed}|{width_ratio}:{height_ratio}".encode()


@dataclass(slots=True)
class Visitor:
    """A sandbox being served at a noon that only moves when told to, and an HTTP client that talks to it."""

    sandbox: ImagesSandbox
    http: httpx.AsyncClient

    async def generate(self, prompt: str = "a red fox", **changes: object) -> httpx.Response:
        return await self.post(body(prompt) | changes)

    async def post(self, given: object, **headers: str) -> httpx.Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        content = json.dumps(given)  # httpx's own way fails on half a character
        return await self.http.post("/foundationModels/v1/imageGenerationAsync", content=content, headers=sent)

    async def accepted(self, prompt: str = "a red fox", **changes: object) -> str:
        """The id of a new operation."""
        answer = await self.generate(prompt, **changes)
        assert answer.status_code == 200, answer.text
        operation_id = answer.json()["id"]
        assert isinstance(operation_id, str)
        return operation_id

    async def operation(self, operation_id: str) -> Json:
        answer = await self.http.get(f"/operations/{operation_id}")
        assert answer.status_code == 200, answer.text
        described = answer.json()
        assert isinstance(described, dict)
        return described

    async def painted(self, operation_id: str) -> str:
        """What the quick painter was given for an operation that is done."""
        described = await self.operation(operation_id)
        return base64.b64decode(described["response"]["image"]).decode()


def body(prompt: str = "a red fox") -> Json:
    """The smallest body that is accepted."""
    return {"modelUri": "art://b1gfolder/yandex-art/latest", "messages": [{"text": prompt}]}


@asynccontextmanager
async def visiting(behaviour: Behaviour | None = None, account: Account | None = None) -> AsyncIterator[Visitor]:
    """A visitor of a fresh sandbox, whose operations are done at once unless told otherwise."""
    at_once = Behaviour(duration=0)
    sandbox = ImagesSandbox(behaviour or at_once, account, painter=quick_painter, clock=lambda: NOON)
    async with sandbox.serve(), client(sandbox.url) as http:
        yield Visitor(sandbox, http)


def client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=url, headers={"Authorization": "Api-Key sandbox"}, verify=NO_TLS, trust_env=False, timeout=5
    )


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting() as arrived:
        yield arrived


async def test_paints_a_real_jpeg_unless_given_another_painter() -> None:
    sandbox = ImagesSandbox(Behaviour(duration=0))
    async with sandbox.serve(), client(sandbox.url) as http:
        operation_id = await Visitor(sandbox, http).accepted()
        image = (await Visitor(sandbox, http).operation(operation_id))["response"]["image"]
    assert base64.b64decode(image).startswith(b"\xff\xd8\xff")


async def test_the_journal_has_the_decoded_body_of_a_generation(visitor: Visitor) -> None:
    await visitor.generate("a lighthouse")
    assert visitor.sandbox.wire.of("generate")[0].params == body("a lighthouse")


async def test_the_journal_has_a_refused_generation_with_its_status(visitor: Visitor) -> None:
    await visitor.generate("something forbidden")
    assert [call.status for call in visitor.sandbox.wire.of("generate")] == [400]


async def test_the_journal_has_a_body_that_is_no_json(visitor: Visitor) -> None:
    await visitor.http.post("/foundationModels/v1/imageGenerationAsync", content=b"{oops")
    assert visitor.sandbox.wire.of("generate")[0].params == {"undecoded": "{oops"}


async def test_the_journal_has_the_id_of_an_operation_asked_for(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    await visitor.operation(operation_id)
    assert [call.params for call in visitor.sandbox.wire.of("operation")] == [{"id": operation_id}]


async def test_the_journal_has_the_id_of_an_operation_cancelled(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    await visitor.http.post(f"/operations/{operation_id}:cancel")
    assert [call.params for call in visitor.sandbox.wire.of("cancel")] == [{"id": operation_id}]


async def test_an_accepted_operation_shows_what_was_asked_for(visitor: Visitor) -> None:
    options = {"seed": "17", "aspectRatio": {"widthRatio": "2", "heightRatio": "1"}}
    await visitor.post(body("a fox") | {"generationOptions": options}, x_client_request_id="a1")
    [operation] = visitor.sandbox.operations
    assert (operation.prompt, operation.seed, operation.ratio, operation.client_request_id) == (
        "a fox", 17, (2, 1), "a1",
    )  # fmt: skip


async def test_submissions_are_counted_by_client_request_id(visitor: Visitor) -> None:
    for request_id in ("one", "two", "two"):
        await visitor.post(body(), x_client_request_id=request_id)
    assert visitor.sandbox.submissions == {"one": 1, "two": 2}


async def test_a_refused_request_is_no_submission(visitor: Visitor) -> None:
    await visitor.generate("something forbidden")
    assert not visitor.sandbox.submissions


async def test_a_lost_answer_still_leaves_an_accepted_operation(visitor: Visitor) -> None:
    visitor.sandbox.wire.faults.append(Fault("generate", Spoil.DROP, after_effect=True))
    with pytest.raises(httpx.RemoteProtocolError):
        await visitor.generate()
    assert len(visitor.sandbox.operations) == 1


async def test_a_connection_dropped_before_the_effect_accepts_nothing(visitor: Visitor) -> None:
    visitor.sandbox.wire.faults.append(Fault("generate", Spoil.DROP))
    with pytest.raises(httpx.RemoteProtocolError):
        await visitor.generate()
    assert visitor.sandbox.operations == []


async def test_a_fault_can_replace_the_answer_about_an_operation(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    visitor.sandbox.wire.faults.append(Fault("operation", Spoil.ANSWER, status=503, body=b"<html>"))
    assert (await visitor.http.get(f"/operations/{operation_id}")).status_code == 503


async def test_a_result_can_be_cut_in_half(visitor: Visitor) -> None:
    operation_id = await visitor.accepted()
    visitor.sandbox.wire.faults.append(Fault("operation", Spoil.TRUNCATE))
    with pytest.raises(httpx.RemoteProtocolError):
        await visitor.http.get(f"/operations/{operation_id}")


async def test_it_has_no_address_until_it_is_served() -> None:
    with pytest.raises(RuntimeError):
        _ = ImagesSandbox(painter=quick_painter).url


async def test_it_can_be_served_again_on_the_same_port_and_knows_its_operations() -> None:
    sandbox = ImagesSandbox(Behaviour(duration=0), painter=quick_painter)
    async with sandbox.serve(), client(sandbox.url) as http:
        operation_id = await Visitor(sandbox, http).accepted()
        port = http.base_url.port
    assert port is not None
    async with sandbox.serve(port=port), client(sandbox.url) as http:
        assert (await Visitor(sandbox, http).operation(operation_id))["done"]


async def test_after_it_stopped_nobody_listens() -> None:
    async with visiting() as visitor:
        port = visitor.http.base_url.port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port or 0), timeout=1)


async def test_it_stops_within_a_second_though_an_answer_hangs() -> None:
    sandbox = ImagesSandbox(painter=quick_painter)
    sandbox.wire.faults.append(Fault("operation", Spoil.HANG, seconds=60))
    async with asyncio.TaskGroup() as tasks:
        async with sandbox.serve():
            tasks.create_task(_cut_off(sandbox.url, patience=5))
            await asyncio.sleep(0.05)
            stopping = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - stopping < 1


async def test_it_leaves_no_task_behind_for_a_client_that_has_gone() -> None:
    sandbox = ImagesSandbox(painter=quick_painter)
    sandbox.wire.faults.append(Fault("operation", Spoil.HANG, seconds=60))
    before = asyncio.all_tasks()
    async with sandbox.serve():
        await _cut_off(sandbox.url, patience=0.05)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


async def _cut_off(url: str, patience: float) -> None:
    async with client(url) as http:
        with pytest.raises(httpx.TransportError):
            await http.get("/operations/any", timeout=patience)
