"""The state of the sandbox's Telegram, and the few ways in which it changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from bot.sandbox.telegram_api.errors import WorldError
from bot.sandbox.telegram_api.files import FileStore
from bot.sandbox.telegram_api.ledger import Ledger
from bot.sandbox.telegram_api.limits import FloodLimits
from bot.sandbox.telegram_api.signals import Signals
from bot.sandbox.telegram_api.updates import UpdateQueue
from bot.sandbox.telegram_api.values import Chat, ChatType, Json, Person
from bot.sandbox.telegram_api.webhook import Webhook

T = TypeVar("T")

#: The bot unless a test wants another one; its id is the first half of the sandbox's token.
BOT = Person(424242, "Palitra", "palitra_sandbox_bot", is_bot=True)


@dataclass(frozen=True, slots=True)
class Query:
    """A press of a button that waits for its answer; ``answer`` is what the bot said, as it came."""

    id: str
    person: int
    data: str
    answer: Json | None = None
    expired: bool = False


class State:
    """Everything the sandbox's Telegram knows. All of it lives in one event loop."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        bot: Person = BOT,
        privacy: bool = True,
        limits: FloodLimits | None = None,
    ) -> None:
        self.clock = clock
        self.bot = bot
        self.privacy = privacy
        self.limits = limits
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.ledger = Ledger()
        self.files = FileStore()
        self.updates = UpdateQueue()
        self.webhook = Webhook()
        self.signals = Signals()
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.closing = False

    def now(self) -> int:
        """The time, as messages carry it."""
        return int(self.clock().timestamp())

    def person(self, person_id: int) -> Person:
        """Somebody by id; WorldError for a stranger."""
        try:
            return self.people[person_id]
        except KeyError:
            raise WorldError(f"there is no person {person_id}") from None

    def chat(self, chat_id: int) -> Chat:
        """A chat by id; WorldError where there is none."""
        try:
            return self.chats[chat_id]
        except KeyError:
            raise WorldError(f"there is no chat {chat_id}") from None

    def keep(self, chat: Chat) -> Chat:
        """Add a chat, or put a changed one in its place."""
        self.chats[chat.id] = chat
        self.signals.tell({"event": "chats"})
        return chat

    def post(
        self,
        chat: Chat,
        sender: Person,
        content: Json,
        *,
        thread: int | None = None,
        reply: Json | None = None,
        fixed: bool = False,
    ) -> Json:
        """Show a new message in a chat; the Message."""
        number = self.ledger.next_id(chat.id if chat.type is ChatType.SUPERGROUP else 0)
        head: Json = {"message_id": number, "from": sender.user(), "chat": chat.brief(), "date": self.now()}
        message = head | self._place(chat, thread, reply) | content
        self.ledger.add(message, fixed=fixed)
        self.signals.tell({"event": "message", "chat_id": chat.id, "message": message})
        return message

    def revise(self, message: Json) -> Json:
        """Show another version of a message."""
        self.ledger.revise(message)
        self.signals.tell({"event": "edited", "chat_id": message["chat"]["id"], "message": message})
        return message

    def erase(self, chat_id: int, message_id: int) -> None:
        """Take a message off all screens."""
        self.ledger.erase(chat_id, message_id)
        self.signals.tell({"event": "deleted", "chat_id": chat_id, "message_id": message_id})

    def offer(self, kind: str, payload: Json) -> int | None:
        """Let the bot know; the update's id, None where the bot does not want to."""
        update_id = self.updates.offer(kind, payload)
        self.signals.tell()
        return update_id

    async def until(self, condition: Callable[[], T | None], timeout: float | None = 10) -> T:  # noqa: ASYNC109 - tests read well
        """The first true value of ``condition``, looked at after every change; TimeoutError after so many seconds."""
        return await self.signals.until(condition, timeout)

    def _place(self, chat: Chat, thread: int | None, reply: Json | None) -> Json:
        """Where in the chat a message stands: its thread, and what it answers.

        In a topic what answers nothing answers the topic's creation; in other supergroups a reply opens a thread.
        """
        place: Json = {}
        if chat.is_forum and reply and thread is None and reply.get("is_topic_message"):
            thread = reply["message_thread_id"]
        if chat.is_forum and thread is not None:
            place |= {"message_thread_id": thread, "is_topic_message": True}
            reply = reply or self.ledger.find(chat.id, thread)
        elif chat.type is ChatType.SUPERGROUP and reply:
            place["message_thread_id"] = reply.get("message_thread_id", reply["message_id"])
        elif thread is not None:
            place["message_thread_id"] = thread
        return place | ({"reply_to_message": without(reply, ["reply_to_message"])} if reply else {})


def without(shape: Json, names: Iterable[str]) -> Json:
    """A copy that lacks some fields."""
    dropped = set(names)
    return {name: value for name, value in shape.items() if name not in dropped}
