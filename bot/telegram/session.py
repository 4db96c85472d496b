"""The HTTP session to Telegram."""

import json
from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from typing_extensions import override


class TelegramSession(AiohttpSession):
    """aiogram's, which waits a quarter of a second for TLS to end; where there is no TLS it need not.

    It also bears answers that are none of Telegram's: proxies on the way have pages of their own.
    """

    async def close(self) -> None:
        """Close every connection."""
        if self.api.base.startswith("https://"):
            await super().close()
        elif self._session is not None:
            await self._session.close()

    @override
    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        try:
            return await super().make_request(bot, method, timeout)
        except UnicodeDecodeError as error:
            raise TelegramNetworkError(method=method, message=f"no text: {error}") from error

    @override
    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        if status_code >= HTTPStatus.BAD_REQUEST and not _describes(content):
            content = json.dumps({"ok": False, "description": _phrase(status_code)})
        response = super().check_response(bot, method, status_code, content)
        if response.result is None:
            raise ClientDecodeError("No result", ValueError("null"), content)
        return response


def _describes(content: str) -> bool:
    """Whether an answer says what is wrong as Telegram does."""
    try:
        answer: Any = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(answer, dict) and isinstance(answer.get("description"), str)


def _phrase(status: int) -> str:
    """What a status is called."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"HTTP {status}"
