"""The HTTP session to Telegram."""

from aiogram.client.session.aiohttp import AiohttpSession


class TelegramSession(AiohttpSession):
    """aiogram's, which waits a quarter of a second for TLS to end; where there is no TLS it need not."""

    async def close(self) -> None:
        """Close every connection."""
        if self.api.base.startswith("https://"):
            await super().close()
        elif self._session is not None:
            await self._session.close()
