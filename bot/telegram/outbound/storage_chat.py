"""Where pictures for inline messages are uploaded first: an edit of such a message takes no upload, only a file_id."""

from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.methods import DeleteMessage
from aiogram.types import Message

from bot.errors import ChatMoved, CourierError, NowhereToUpload, Undeliverable
from bot.telegram.outbound import parcels
from bot.telegram.outbound.calls import Calls
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

    async def upload(self, parcel: Parcel, user_id: int) -> str:
        """The file_id of the picture. Raises CourierError; NowhereToUpload where no chat takes it."""
        message = await self._stored(parcel) or await self._passing(parcel, user_id)
        file_id = parcels.sent(message).file_id
        if file_id is None:
            raise NowhereToUpload("Telegram did not name the file")
        return file_id

    async def _stored(self, parcel: Parcel) -> Message | None:
        """It in the operator's chat; None where that does not take it."""
        if self._chat_id is None:
            return None
        try:
            return await self._send(parcel, self._chat_id)
        except ChatMoved as error:
            log.warning("TELEGRAM_STORAGE_CHAT has another id now", chat=error.chat_id)
            self._chat_id = error.chat_id
            return await self._send(parcel, self._chat_id)
        except Undeliverable as error:
            log.warning("TELEGRAM_STORAGE_CHAT cannot be used", chat=self._chat_id, detail=error.detail)
            return None

    async def _passing(self, parcel: Parcel, user_id: int) -> Message:
        """It in the person's own chat, for a moment; who is no person has none."""
        if user_id <= 0:
            raise NowhereToUpload(f"{user_id} has no private chat")
        try:
            message = await self._send(parcel, user_id)
        except Undeliverable as error:
            raise NowhereToUpload(error.detail) from error
        with suppress(CourierError):
            await self._calls.once(DeleteMessage(chat_id=user_id, message_id=message.message_id))
        return message

    async def _send(self, parcel: Parcel, chat_id: int) -> Message:
        return await self._calls.once(parcel.message(Where(chat_id), silent=True))
