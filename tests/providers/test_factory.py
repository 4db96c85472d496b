"""Providers are constructed from plain values: which server is asked, and with whose key."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from uuid import UUID

import pytest
from aiohttp import web

from bot.errors import ConfigurationError, ProviderError
from bot.providers import catalog, factory
from bot.providers.access import Access, OpenAIAccess, YandexAccess
from bot.providers.catalog import Catalog
from bot.providers.factory import ProviderFactory
from bot.providers.http import Transport
from bot.providers.records import Entry
from tests.clock import FakeClock
from tests.drawing.builders import spec
from tests.providers.servers import serving

FOX = spec(prompt="a red fox")
BUILT_IN = catalog.built_in()


class Server:
    """Remembers what it was asked, and draws nothing."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, str | None]] = []

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, request.headers.get("Authorization")))
        return web.json_response({"error": {"message": "busy"}}, status=503)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    answering = Server()
    async with serving(answering.handle) as port:
        answering.url = f"http://127.0.0.1:{port}"
        yield answering


def access(server: Server, **keys: str) -> Access:
    """The ways in to a server that stands for all; ``keys`` are those of the models that have their own."""

    def key_of(variable: str) -> str:
        if variable not in keys:
            raise ConfigurationError(f"{variable} is not set")
        return keys[variable]

    yandex = YandexAccess(
        llm_url=server.url,
        operation_url=server.url,
        ai_url=server.url,
        iam_url=server.url,
        folder_id="b1g",
        api_key="yandex-key",
    )
    return Access(yandex=yandex, openai=OpenAIAccess(base_url=f"{server.url}/v1", api_key="openai-key"), key_of=key_of)


async def asked(server: Server, transport: Transport, entry: Entry, **keys: str) -> tuple[str, str | None]:
    """The path and the signature of a submission to the provider of an entry."""
    async with factory.opened(access(server, **keys), [entry], transport, FakeClock()) as providers:
        with pytest.raises(ProviderError):
            await providers[entry.model.name].submit(FOX, seed=17, count=1, client_id=UUID(int=17))
    return server.asked[-1]


@pytest.mark.parametrize(
    ("name", "path", "signature"),
    [
        ("yandex-art", "/foundationModels/v1/imageGenerationAsync", "Api-Key yandex-key"),
        ("alice-art", "/v1/images/generations", "Api-Key yandex-key"),
        ("dall-e-3", "/v1/images/generations", "Bearer openai-key"),
    ],
)
async def test_an_api_is_asked_with_the_key_of_its_account(
    server: Server, transport: Transport, name: str, path: str, signature: str
) -> None:
    assert await asked(server, transport, BUILT_IN[name]) == (path, signature)


async def test_the_key_of_openai_goes_to_no_other_server(server: Server, transport: Transport) -> None:
    entry = replace(BUILT_IN["dall-e-2"], base_url=f"{server.url}/mine")
    assert await asked(server, transport, entry) == ("/mine/images/generations", None)


async def test_a_model_with_its_own_key_is_asked_with_that(server: Server, transport: Transport) -> None:
    entry = replace(BUILT_IN["dall-e-2"], key_variable="FLUX_KEY")
    assert (await asked(server, transport, entry, FLUX_KEY="flux-key"))[1] == "Bearer flux-key"


async def test_a_key_that_is_not_there_is_a_wrong_setting(server: Server, transport: Transport) -> None:
    entry = replace(BUILT_IN["dall-e-2"], key_variable="FLUX_KEY")
    with pytest.raises(ConfigurationError, match="FLUX_KEY is not set"):
        await asked(server, transport, entry)


async def test_of_two_entries_of_one_model_the_first_serves(server: Server, transport: Transport) -> None:
    """A fallback may have the name of an enabled model with another address."""
    mine = replace(BUILT_IN["dall-e-2"], base_url=f"{server.url}/mine")
    chosen = Catalog(BUILT_IN, (mine,), BUILT_IN["dall-e-2"])
    async with factory.opened(access(server), chosen.serving, transport, FakeClock()) as providers:
        with pytest.raises(ProviderError):
            await providers["dall-e-2"].submit(FOX, seed=17, count=1, client_id=UUID(int=17))
    assert server.asked[-1][0] == "/mine/images/generations"


async def test_yandex_without_a_folder_is_a_wrong_setting(server: Server, transport: Transport) -> None:
    known = access(server)
    without = replace(known, yandex=replace(known.yandex, folder_id=""))
    async with AsyncExitStack() as stack:
        made = ProviderFactory(without, transport, FakeClock(), stack)
        with pytest.raises(ConfigurationError, match="YANDEX_FOLDER_ID is not set"):
            made.provider(BUILT_IN["yandex-art"])
        made.provider(replace(BUILT_IN["yandex-art"], address="art://b1g/yandex-art"))


async def test_yandex_without_a_way_in_is_a_wrong_setting(server: Server, transport: Transport) -> None:
    known = access(server)
    without = replace(known, yandex=replace(known.yandex, api_key=None))
    async with AsyncExitStack() as stack:
        with pytest.raises(ConfigurationError, match="set one of YANDEX_API_KEY, "):
            ProviderFactory(without, transport, FakeClock(), stack).provider(BUILT_IN["yandex-art"])


def test_keys_do_not_show_when_they_are_printed() -> None:
    keys = Access(
        yandex=YandexAccess(llm_url="", operation_url="", ai_url="", iam_url="", api_key="secret", iam_token="secret"),
        openai=OpenAIAccess(base_url="", api_key="secret"),
        key_of=str,
    )
    assert "secret" not in repr(keys)
