"""The owner's message to everybody, as copies of one message; and how far it is."""

from aiogram import Bot
from aiogram.methods import CopyMessage, EditMessageText
from typing_extensions import override

from bot.drawing.ports.broadcasting import BroadcastCourier
from bot.drawing.values.broadcasts import Broadcast
from bot.telegram.calls import NEWS_SECONDS, SECONDS, Calls
from bot.telegram.outbound import messages
from bot.telegram.outbound.limiter import progress
from bot.telegram.outbound.messages import Where
from bot.wording import owner as wording
from bot.wording.texts import Locale, Locales


class TelegramBroadcasting(BroadcastCourier):
    """One call for each person. What somebody has blocked, Telegram says."""

    def __init__(self, bot: Bot, locales: Locales) -> None:
        self._calls = Calls(bot)
        self._locales = locales

    @override
    async def bring(self, broadcast: Broadcast, user_id: int) -> None:
        copy = CopyMessage(chat_id=user_id, from_chat_id=broadcast.chat_id, message_id=broadcast.message_id)
        await self._calls.once(copy, SECONDS)

    @override
    async def report(self, broadcast: Broadcast) -> None:
        locale = self._locale(broadcast)
        edit = EditMessageText(
            chat_id=broadcast.chat_id,
            message_id=broadcast.progress_id,
            text=wording.broadcast_progress(locale, broadcast),
            reply_markup=wording.broadcast_buttons(locale, broadcast),
        )
        with progress():
            await self._calls.once(edit, NEWS_SECONDS)

    @override
    async def conclude(self, broadcast: Broadcast) -> None:
        locale = self._locale(broadcast)
        where = Where(broadcast.chat_id, reply_to=broadcast.progress_id)
        said = wording.broadcast_conclusion(locale, broadcast)
        await self._calls.make(messages.text(where, said, wording.broadcast_buttons(locale, broadcast), silent=False))

    def _locale(self, broadcast: Broadcast) -> Locale:
        return self._locales.of(broadcast.language)
