"""The world around the bot: people and chats are made here, and here people do what people do."""

from typing import Any

from sandbox.telegram_api.errors import WorldError
from sandbox.telegram_api.payments import Payments
from sandbox.telegram_api.values import Json


class World(Payments):
    """Plain calls for what people do. They raise WorldError for what cannot happen; messages are Bot API JSON.

    Whatever the bot is to see (commands, replies, presses, joining and blocking) goes into its updates.
    """

    def redeliver(self, update_id: int | None = None) -> int:
        """Give the bot an update once more under its old id, the latest for None; WorldError where there was none."""
        try:
            repeated = self.updates.repeat(update_id)
        except KeyError:
            raise WorldError(f"there was no update {update_id}") from None
        self.signals.tell()
        return repeated

    def inject(self, raw_update: Any) -> int:  # noqa: ANN401 - rubbish is welcome
        """Put any JSON among the bot's updates; an object without update_id gets one. The update's id."""
        update_id = self.updates.put(raw_update)
        self.signals.tell()
        return update_id

    def history(self, chat: int, message_id: int) -> list[Json]:
        """All versions a message went through, oldest first, even of a deleted one."""
        return self.transcript.history(chat, message_id)

    def file(self, file_id: str) -> bytes:
        """A file's bytes; WorldError where there is none."""
        try:
            return self.files.files[file_id].data
        except KeyError:
            raise WorldError(f"there is no file {file_id}") from None
