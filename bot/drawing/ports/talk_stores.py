"""The database as the conversation needs it. Every method raises StoreUnavailable."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.drawing.values.requests import MessageAddress


class AnswerStore(Protocol):
    """What the bot answered to words that are no request yet."""

    async def keep(self, asked: MessageAddress, answer: int, user_id: int, now: datetime) -> None:
        """Keep that this message of the bot's answers the words of somebody; a later one takes its place."""
        ...

    async def find(self, asked: MessageAddress) -> int | None:
        """The message that answers these words."""
        ...


class WaitingStore(Protocol):
    """What somebody waits for in a chat, and is waited for there."""

    async def requests(self, user_id: int, chat_id: int) -> list[UUID]:
        """Their requests there of which something may still be taken back, but for inline ones; the oldest first."""
        ...

    async def end_questions(self, user_id: int, chat_id: int) -> list[int]:
        """Wait no more for words that they were asked for there; the messages that asked for them."""
        ...
