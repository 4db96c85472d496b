"""The addresses pictures are fetched from."""

from collections.abc import AsyncIterator

import httpx
import pytest

from sandbox.wire import Fault, Spoil
from tests.sandbox.test_image_apis_openai import Customer, shopping


@pytest.fixture
async def customer() -> AsyncIterator[Customer]:
    async with shopping() as arrived:
        yield arrived


async def address(customer: Customer, model: str = "dall-e-2") -> str:
    [image] = (await customer.draw(model, size="1024x1024")).data or []
    assert image.url is not None
    return image.url


async def test_ends_in_what_the_picture_is(customer: Customer) -> None:
    assert (await address(customer)).endswith(".png")


async def test_gives_the_picture_its_type(customer: Customer) -> None:
    assert (await customer.fetch(await address(customer))).headers["Content-Type"] == "image/png"


async def test_gives_a_jpeg_its_type(customer: Customer) -> None:
    given = await customer.fetch(await address(customer, "yandexgpt/yandex-art"))
    assert given.headers["Content-Type"] == "image/jpeg"


async def test_gives_the_same_picture_again(customer: Customer) -> None:
    url = await address(customer)
    assert (await customer.fetch(url)).content == (await customer.fetch(url)).content


async def test_refuses_who_shows_a_key(customer: Customer) -> None:
    url = await address(customer)
    assert (await customer.http.get(url, headers={"Authorization": "Bearer sk-sandbox"})).status_code == 400


async def test_holds_for_an_hour(customer: Customer) -> None:
    url = await address(customer)
    customer.sandbox.clock.advance(3599)
    assert (await customer.fetch(url)).status_code == 200


async def test_does_not_hold_longer(customer: Customer) -> None:
    url = await address(customer)
    customer.sandbox.clock.advance(3600)
    assert (await customer.fetch(url)).status_code == 403


async def test_outlives_a_restart_of_the_sandbox(customer: Customer) -> None:
    path = httpx.URL(await address(customer)).path
    async with customer.sandbox.serve() as again:
        assert (await customer.fetch(f"{again.url}{path}")).status_code == 200


async def test_nobody_knows_an_address_that_was_not_given(customer: Customer) -> None:
    assert (await customer.http.get("/pictures/img-none.png")).status_code == 404


async def test_is_in_the_journal(customer: Customer) -> None:
    url = await address(customer)
    await customer.fetch(url)
    [call] = customer.sandbox.wire.of("picture")
    assert (call.params, call.status) == ({"name": url.rpartition("/")[2]}, 200)


async def test_a_fault_can_cut_a_picture_in_half(customer: Customer) -> None:
    customer.sandbox.wire.faults.append(Fault("picture", Spoil.TRUNCATE))
    url = await address(customer)
    with pytest.raises(httpx.RemoteProtocolError):
        await customer.fetch(url)


async def test_a_fault_can_send_somewhere_else(customer: Customer) -> None:
    headers = {"Location": "http://169.254.169.254/"}
    customer.sandbox.wire.faults.append(Fault("picture", Spoil.ANSWER, status=302, headers=headers))
    assert (await customer.fetch(await address(customer))).headers["Location"] == "http://169.254.169.254/"
