"""The way to who runs the bot: a message in each of their chats."""

from collections.abc import Callable, Sequence

import structlog
from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup
from typing_extensions import override

from bot.drawing.ports.couriers import Operator
from bot.drawing.values.closings import OPEN, Closings
from bot.drawing.values.incidents import Incident
from bot.drawing.values.models import Model
from bot.errors import CourierError
from bot.redaction import BY_LOOKS, Redaction
from bot.telegram.calls import Calls
from bot.telegram.outbound import messages
from bot.telegram.outbound.messages import Where
from bot.wording import captions, owner
from bot.wording.texts import Html, Locales

log = structlog.get_logger(__name__)


_MAY_PAUSE = frozenset({Incident.BUG, Incident.CRASHES, Incident.UNREADABLE})
"""What may be a reason to accept nothing for a while."""


class TelegramOperator(Operator):
    """The operator's chats with the bot. Each is told, whatever becomes of the others, and none of them a secret."""

    def __init__(
        self,
        bot: Bot,
        locales: Locales,
        admins: Sequence[int],
        redaction: Redaction = BY_LOOKS,
        closings: Callable[[], Closings] = lambda: OPEN,
    ) -> None:
        self._calls = Calls(bot)
        self._locales = locales
        self._admins = admins
        self._redaction = redaction
        self._closings = closings

    @override
    async def alarm(self, model: Model, detail: str, stand_in: Model | None) -> None:
        locale = self._locales.first
        words = captions.alarm(locale, model, self._redaction(detail), stand_in)
        await self._tell(words, owner.alarm_buttons(locale, model, self._closings()))

    @override
    async def warn(self, incident: Incident, detail: str) -> None:
        locale = self._locales.first
        buttons = owner.alarm_buttons(locale, None, self._closings()) if incident in _MAY_PAUSE else None
        await self._tell(captions.incident(locale, incident, self._redaction(detail)), buttons)

    async def _tell(self, words: Html, buttons: InlineKeyboardMarkup | None) -> None:
        """Tell all of them; buttons are for people alone, who run the bot."""
        for chat_id in self._admins:
            try:
                own = buttons if chat_id > 0 else None
                await self._calls.make(messages.text(Where(chat_id), words, own, silent=False))
            except CourierError as error:
                log.warning("an admin was not told", chat=chat_id, error=repr(error))
