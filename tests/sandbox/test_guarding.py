"""No page from elsewhere gets anything out of the sandbox, or anything into it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile

from sandbox.image_apis import ImagesSandbox
from sandbox.telegram_api import ALICE, TelegramSandbox, World
from tests.sandbox.conftest import picture

FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Host": "evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
]


@pytest.fixture
async def images() -> AsyncIterator[ImagesSandbox]:
    async with ImagesSandbox().serve() as running:
        yield running


def _routes(sandbox: TelegramSandbox, images: ImagesSandbox) -> list[str]:
    return [
        *(f"{sandbox.url}/{path}" for path in ("", "chat/chat.js", "control/world", "control/files/x", "nowhere")),
        *(f"{sandbox.url}/bot{sandbox.token}/{method}" for method in ("getMe", "sendDocument", "getUpdates")),
        f"{sandbox.url}/file/bot{sandbox.token}/documents/x",
        *(f"{images.url}/{path}" for path in ("control/journal", "pictures/x", "operations/x", "v1/models", "nowhere")),
        *(f"{images.url}/openai/v1/{path}" for path in ("models", "images/generations")),
        f"{images.url}/iam/v1/tokens",
        f"{images.url}/computeMetadata/v1/instance/service-accounts/default/token",
    ]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_every_route_is_closed_to_foreign_pages(
    sandbox: TelegramSandbox, images: ImagesSandbox, http: aiohttp.ClientSession, method: str, headers: dict[str, str]
) -> None:
    for url in _routes(sandbox, images):
        async with http.request(method, url, headers=headers) as answer:
            assert (url, answer.status) == (url, 403)
    assert sandbox.wire.calls == images.wire.calls == []


async def test_a_link_from_elsewhere_leads_to_the_page_and_nowhere_else(
    sandbox: TelegramSandbox, http: aiohttp.ClientSession
) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await http.get(f"{sandbox.url}/", headers=followed)).status == 200
    assert (await http.get(f"{sandbox.url}/control/world", headers=followed)).status == 403
    assert (await http.get(f"{sandbox.url}/bot{sandbox.token}/logOut", headers=followed)).status == 403


async def test_a_foreign_page_uploads_nothing(
    sandbox: TelegramSandbox, http: aiohttp.ClientSession, world: World
) -> None:
    form = aiohttp.FormData({"chat_id": str(ALICE)})
    form.add_field("document", b"<script>alert(1)</script>", filename="a.html", content_type="text/html")
    url = f"{sandbox.url}/bot{sandbox.token}/sendDocument"
    assert (await http.post(url, data=form, headers={"Origin": "https://evil.example"})).status == 403
    assert not world.files.files


async def test_a_token_is_made_at_every_start() -> None:
    """Whoever knows where the sandbox listens, and for which bot, does not know its token."""
    tokens = {TelegramSandbox().token for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token.partition(":")[2]) >= 32 for token in tokens)


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.pdf", "a.js", "a.png"])
async def test_a_file_is_no_page(
    sandbox: TelegramSandbox, http: aiohttp.ClientSession, bot: Bot, world: World, name: str
) -> None:
    world.say(ALICE, ALICE, "/start")
    sent = await bot.send_document(ALICE, BufferedInputFile(b"<script>alert(1)</script>", name))
    assert sent.document
    file = await bot.get_file(sent.document.file_id)
    for url in (
        f"{sandbox.url}/control/files/{sent.document.file_id}",
        f"{sandbox.url}/file/bot{sandbox.token}/{file.file_path}",
    ):
        async with http.get(url) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Disposition"] == "attachment"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_a_picture_is_no_page(
    sandbox: TelegramSandbox, http: aiohttp.ClientSession, bot: Bot, world: World
) -> None:
    world.say(ALICE, ALICE, "/start")
    sent = await bot.send_photo(ALICE, BufferedInputFile(picture(), "a.jpeg"))
    assert sent.photo
    async with http.get(f"{sandbox.url}/control/files/{sent.photo[-1].file_id}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["Content-Type"] == "image/jpeg"


async def test_nothing_is_framed_or_sniffed(
    sandbox: TelegramSandbox, images: ImagesSandbox, http: aiohttp.ClientSession
) -> None:
    for url in _routes(sandbox, images):
        async with http.get(url) as answer:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
