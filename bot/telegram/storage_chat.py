"""Where pictures for inline messages are uploaded first: an edit of such a message takes no upload, only a file_id."""

from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.types import Message

from bot.errors import CourierError, NowhereToUpload, Undeliverable
from bot.telegram import parcels
from bot.telegram.answers import understood
from bot.telegram.parcels import Parcel

SECONDS = 60
"""The time limit of an upload."""

log = structlog.get_logger(__name__)


class StorageChat:
    """The operator's chat for this; without one the person's own chat with the bot, from which it is deleted again."""

    def __init__(self, bot: Bot, chat_id: int | None, seconds: int = SECONDS) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._seconds = seconds

    @property
    def is_set(self) -> bool:
        """Whether the operator gave one, so that nobody has to open the chat with the bot first."""
        return self._chat_id is not None

    async def upload(self, parcel: Parcel, user_id: int) -> str:
        """The file_id of the picture. Raises CourierError; NowhereToUpload where no chat takes it."""
        chat_id = self._chat_id or user_id
        try:
            with understood():
                message = await self._bot(
                    parcel.message(chat_id=chat_id, disable_notification=True), request_timeout=self._seconds
                )
        except Undeliverable as error:
            log.warning("no chat to upload to", chat=chat_id, detail=error.detail)
            raise NowhereToUpload(error.detail) from error
        if chat_id == user_id:
            await self._remove(message)
        file_id = parcels.sent(message).file_id
        if file_id is None:
            raise NowhereToUpload("Telegram did not name the file")
        return file_id

    async def _remove(self, message: Message) -> None:
        with suppress(CourierError), understood():
            await self._bot.delete_message(message.chat.id, message.message_id, request_timeout=self._seconds)
