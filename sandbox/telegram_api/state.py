"""The state of the sandbox's Telegram, and the few ways in which it changes."""

import base64
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sandbox.telegram_api.errors import WorldError
from sandbox.telegram_api.files import FileStore
from sandbox.telegram_api.limits import FloodLimits
from sandbox.telegram_api.messages import without
from sandbox.telegram_api.queries import GuestQuery, InlineQuery, Query
from sandbox.telegram_api.signals import Signals
from sandbox.telegram_api.stars import StarBook
from sandbox.telegram_api.transcript import Transcript
from sandbox.telegram_api.updates import UpdateQueue
from sandbox.telegram_api.values import Chat, ChatType, Json, Person
from sandbox.telegram_api.webhook import Webhook

T = TypeVar("T")

#: The bot unless a test wants another one; its id is the first half of the sandbox's token.
BOT = Person(424242, "Palitra", "palitra_sandbox_bot", is_bot=True)

#: Who messages of unnamed administrators, and of a channel in its discussion group, are from (Bot API, Message.from).
ANONYMOUS = Person(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
TELEGRAM = Person(777000, "Telegram")


class State:
    """Everything the sandbox's Telegram knows. All of it lives in one event loop.

    ``privacy``, ``inline``, ``inline_feedback`` (are choices of inline results told?) and ``guest`` are the modes that
    the bot's owner sets with @BotFather.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        bot: Person = BOT,
        privacy: bool = True,
        limits: FloodLimits | None = None,
        inline: bool = False,
        inline_feedback: bool = False,
        guest: bool = False,
    ) -> None:
        self.clock = clock
        self.bot = bot
        self.privacy = privacy
        self.limits = limits
        self.inline = inline
        self.inline_feedback = inline_feedback
        self.guest = guest
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.transcript = Transcript()
        self.files = FileStore()
        self.updates = UpdateQueue()
        self.webhook = Webhook()
        self.signals = Signals()
        self.queries: dict[str, Query] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.guest_queries: dict[str, GuestQuery] = {}
        self.expired: set[str] = set()  #: ids of queries that waited too long for their answer
        self.inline_messages: dict[str, tuple[int, int]] = {}  #: by inline message id: chat and message id
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.stars = StarBook()
        self.albums = 0
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
        sender: Person | None,
        content: Json,
        *,
        thread: int | None = None,
        reply: Json | None = None,
        fixed: bool = False,
        asks: Json | None = None,
    ) -> Json:
        """Show a new message in a chat; the Message. ``asks`` is a keyboard that Telegram shows but never tells of."""
        own = chat.type in {ChatType.SUPERGROUP, ChatType.CHANNEL}
        number = self.transcript.next_id(chat.id if own else 0)
        head: Json = {"message_id": number, "chat": chat.brief(), "date": self.now()}
        message = head | _sender(chat, sender) | self._place(chat, thread, reply) | content
        self.transcript.add(message, fixed=fixed, asks=asks)
        self.signals.tell({"event": "message", "chat_id": chat.id, "message": self.seen(message)})
        return message

    def post_inline(self, chat: Chat, sender: Person, content: Json, **at: Any) -> tuple[Json, str]:  # noqa: ANN401 - as post takes it
        """Show a message that the bot knows by an inline message id only; both of them."""
        message = self.post(chat, sender, content, **at)
        spot = chat.id, message["message_id"]
        mark = hashlib.sha256(repr(spot).encode()).digest()[:18]
        inline_id = base64.urlsafe_b64encode(b"inline" + mark).decode()
        self.inline_messages[inline_id] = spot
        return message, inline_id

    def inline_id(self, message: Json) -> str | None:
        """The inline message id of a message, None where it has none."""
        spot = message["chat"]["id"], message["message_id"]
        return next((known for known, other in self.inline_messages.items() if other == spot), None)

    def seen(self, message: Json) -> Json:
        """A message as the web chat sees it: with the keyboard it asks by, and its reactions."""
        record = self.transcript.record(message["chat"]["id"], message["message_id"])
        if record is None:
            return message
        beside = {"asks": record.asks, "reactions": record.reactions}
        return message | {name: value for name, value in beside.items() if value}

    def revise(self, message: Json) -> Json:
        """Show another version of a message."""
        self.transcript.revise(message)
        self.show_again(message)
        return message

    def show_again(self, message: Json) -> None:
        """Tell all screens how a message looks now."""
        self.signals.tell({"event": "edited", "chat_id": message["chat"]["id"], "message": self.seen(message)})

    def erase(self, chat_id: int, message_id: int) -> None:
        """Take a message off all screens."""
        self.transcript.erase(chat_id, message_id)
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
        at: Json = {}
        if chat.is_forum and reply and thread is None and reply.get("is_topic_message"):
            thread = reply["message_thread_id"]
        if chat.is_forum and thread is not None:
            at |= {"message_thread_id": thread, "is_topic_message": True}
            reply = reply or self.transcript.find(chat.id, thread)
        elif chat.type is ChatType.SUPERGROUP and reply:
            at["message_thread_id"] = reply.get("message_thread_id", reply["message_id"])
        elif thread is not None:
            at["message_thread_id"] = thread
        return at | ({"reply_to_message": without(reply, ["reply_to_message"])} if reply else {})


def _sender(chat: Chat, sender: Person | None) -> Json:
    """Who a message is from: nobody but the channel itself, or the group for an administrator who stays unnamed."""
    if sender is None:
        return {"sender_chat": chat.brief()}
    if sender.id in chat.anonymous:
        return {"from": ANONYMOUS.user(), "sender_chat": chat.brief()}
    return {"from": sender.user()}
