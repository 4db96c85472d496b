"""The way to who runs the bot: a message in each of their chats."""

from collections.abc import Sequence

import structlog
from aiogram import Bot
from typing_extensions import override

from bot.drawing.ports.couriers import Operator
from bot.drawing.values.incidents import Incident
from bot.drawing.values.models import Model
from bot.errors import CourierError
from bot.redaction import BY_LOOKS, Redaction
from bot.telegram.calls import Calls
from bot.telegram.outbound import messages
from bot.telegram.outbound.messages import Where
from bot.wording import captions
from bot.wording.texts import Html, Locales

log = structlog.get_logger(__name__)


class TelegramOperator(Operator):
    """The operator's chats with the bot. Each is told, whatever becomes of the others, and none of them a secret."""

    def __init__(self, bot: Bot, locales: Locales, admins: Sequence[int], redaction: Redaction = BY_LOOKS) -> None:
        self._calls = Calls(bot)
        self._locales = locales
        self._admins = admins
        self._redaction = redaction

    @override
    async def alarm(self, model: Model, detail: str, stand_in: Model | None) -> None:
        await self._tell(captions.alarm(self._locales.first, model, self._redaction(detail), stand_in))

    @override
    async def warn(self, incident: Incident, detail: str) -> None:
        await self._tell(captions.incident(self._locales.first, incident, self._redaction(detail)))

    async def _tell(self, words: Html) -> None:
        for chat_id in self._admins:
            try:
                await self._calls.make(messages.text(Where(chat_id), words, silent=False))
            except CourierError as error:
                log.warning("an admin was not told", chat=chat_id, error=repr(error))
