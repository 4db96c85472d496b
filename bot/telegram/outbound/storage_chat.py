"""Where pictures for inline messages are uploaded first: an edit of such a message takes no upload, only a file_id."""

from collections.abc import Sequence
from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.methods import DeleteMessage
from aiogram.types import Message

from bot.drawing.ports.couriers import Upload
from bot.drawing.values.requests import MessageAddress
from bot.errors import ChatMoved, CourierError, FormRefused, NowhereToUpload, RightsLost, Undeliverable
from bot.telegram.calls import Calls, in_turn
from bot.telegram.outbound import parcels
from bot.telegram.outbound.messages import Where
from bot.telegram.outbound.parcels import Parcel

log = structlog.get_logger(__name__)


class StorageChat:
    """The operator's chat for this; without one the person's own chat with the bot, from which it is deleted again."""

    def __init__(self, bot: Bot, chat_id: int | None) -> None:
        self._calls = Calls(bot)
        self._chat_id = chat_id

    @property
    def is_set(self) -> bool:
        """Whether the operator gave one, so that nobody has to open the chat with the bot first."""
        return self._chat_id is not None

    async def upload(self, ways: Sequence[Parcel], user_id: int) -> Upload:
        """A picture, uploaded in the best of these ways. Raises CourierError: NowhereToUpload without a chat."""
        stored = await self._stored(ways)
        file_id = parcels.sent(stored or await self._passing(ways, user_id)).file_id
        if file_id is None:
            raise NowhereToUpload("Telegram did not name the file")
        return Upload(file_id, MessageAddress(stored.chat.id, stored.message_id) if stored else None)

    async def _stored(self, ways: Sequence[Parcel]) -> Message | None:
        """It in the operator's chat; None where that does not take it."""
        if self._chat_id is None:
            return None
        try:
            return await self._send(ways, self._chat_id)
        except ChatMoved as error:
            log.warning("TELEGRAM_STORAGE_CHAT has another id now", chat=error.chat_id)
            self._chat_id = error.chat_id
            return await self._send(ways, self._chat_id)
        except (FormRefused, RightsLost, Undeliverable) as error:
            log.warning("TELEGRAM_STORAGE_CHAT cannot be used", chat=self._chat_id, detail=error.detail)
            return None

    async def _passing(self, ways: Sequence[Parcel], user_id: int) -> Message:
        """It in the person's own chat, for a moment; who is no person has none."""
        if user_id <= 0:
            raise NowhereToUpload(f"{user_id} has no private chat")
        try:
            message = await self._send(ways, user_id)
        except Undeliverable as error:
            raise NowhereToUpload(error.detail) from error
        with suppress(CourierError):
            await self._calls.once(DeleteMessage(chat_id=user_id, message_id=message.message_id))
        return message

    async def _send(self, ways: Sequence[Parcel], chat_id: int) -> Message:
        return await self._calls.first(in_turn(parcels.new_messages(ways, Where(chat_id), silent=True)))
