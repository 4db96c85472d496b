"""The world around the bot: people and chats are made here, and here people do what people do."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.sandbox.telegram_api.entities import Formatted, utf16_length
from bot.sandbox.telegram_api.errors import WorldError
from bot.sandbox.telegram_api.formatting import trimmed, with_found
from bot.sandbox.telegram_api.privacy import reaches_bot
from bot.sandbox.telegram_api.state import Query, State, without
from bot.sandbox.telegram_api.values import Chat, ChatType, Json, Person, Status, Topic, member

_MAX_TEXT = 4096
_FIRST_GROUP = -4_000_001
_FIRST_SUPERGROUP = -1_001_000_000_001


class World(State):
    """Plain calls for what people do. They raise WorldError for what cannot happen; messages are Bot API JSON.

    Whatever the bot is to see (commands, replies, presses, joining and blocking) goes into its updates.
    """

    def add_person(
        self, person_id: int, first_name: str, username: str | None = None, language_code: str | None = "en"
    ) -> Person:
        """A new person; their private chat opens when they first write, or by `open_private`."""
        self.people[person_id] = person = Person(person_id, first_name, username, language_code)
        alone = {person_id: Status.MEMBER}
        self.keep(Chat(person_id, ChatType.PRIVATE, first_name, username, alone, bot=Status.LEFT))
        return person

    def open_private(self, person: int) -> Chat:
        """The person's private chat, as if they had pressed Start some time ago."""
        return self.keep(replace(self.chats[self.person(person).id], bot=Status.MEMBER))

    def add_group(self, title: str, members: Iterable[int]) -> Chat:
        """A basic group with the bot in it; its first member owns it."""
        return self._add_chat(ChatType.GROUP, title, members)

    def add_supergroup(self, title: str, members: Iterable[int], *, forum: bool = False) -> Chat:
        """A supergroup with the bot in it, a ``forum`` has topics; its first member owns it."""
        return self._add_chat(ChatType.SUPERGROUP, title, members, forum=forum)

    def add_topic(self, chat: int, name: str) -> Topic:
        """A new topic of a forum, opened by its owner."""
        forum = self.chat(chat)
        if not forum.is_forum:
            raise WorldError(f"chat {chat} has no topics")
        message = self.post(forum, self._owner(forum), {"forum_topic_created": {"name": name, "icon_color": 7322096}})
        topic = Topic(message["message_id"], name)
        placed = message | {"message_thread_id": topic.id, "is_topic_message": True}
        self.ledger.records[chat][topic.id].versions[:] = [placed]
        self.keep(replace(forum, topics={**forum.topics, topic.id: topic}))
        self._show_bot(placed)
        return topic

    def promote(self, chat: int, person: int | None = None) -> None:
        """Make somebody an administrator, the bot for None."""
        if person is None:
            self._move_bot(chat, self._owner(self.chat(chat)), Status.ADMIN)
        else:
            place = self.chat(chat)
            self.keep(replace(place, members={**place.members, person: Status.ADMIN}))

    def say(self, person: int, chat: int, text: str, *, thread: int | None = None, reply_to: int | None = None) -> Json:
        """Somebody writes a message."""
        author, place = self._author(person, chat, thread)
        plain = with_found(trimmed(Formatted(text)))
        if not 0 < utf16_length(plain.text) <= _MAX_TEXT:
            raise WorldError(f"a message has 1 to {_MAX_TEXT} UTF-16 units")
        reply = None if reply_to is None else self.message(chat, reply_to)
        message = self.post(place, author, text_content(plain), thread=thread, reply=reply)
        self._show_bot(message)
        return message

    def edit(self, person: int, chat: int, message_id: int, text: str) -> Json:
        """Somebody edits a message of their own."""
        message = self._own(person, chat, message_id)
        plain = with_found(trimmed(Formatted(text)))
        if not plain.text:
            raise WorldError("a message cannot become empty")
        revised = without(message, ["text", "entities"]) | text_content(plain) | {"edit_date": self.now()}
        self.revise(revised)
        self._show_bot(revised, "edited_message")
        return revised

    def delete(self, person: int, chat: int, message_id: int) -> None:
        """Somebody deletes a message: their own, any in a private chat or as an administrator. No update tells."""
        message, place = self.message(chat, message_id), self.chat(chat)
        if place.type is not ChatType.PRIVATE and not place.members.get(person, Status.LEFT).rules:
            self._own(person, chat, message["message_id"])
        self.erase(chat, message_id)

    def press(self, person: int, chat: int, message_id: int, data: str) -> str:
        """Somebody presses the button with this ``data`` under a message; the callback query's id."""
        self._author(person, chat, None)
        message = self.message(chat, message_id)
        if data not in _callback_data(message):
            raise WorldError(f"message {message_id} has no button {data!r}")
        query = Query(str(4_000_000_000_000_000_000 + len(self.queries)), person, data)
        self.queries[query.id] = query
        call: Json = {"id": query.id, "from": self.person(person).user(), "message": message}
        self.offer("callback_query", call | {"chat_instance": str(-chat), "data": data})
        return query.id

    def expire(self, query_id: str) -> None:
        """Let so much time pass that a press can no longer be answered."""
        self.queries[query_id] = replace(self.queries[query_id], expired=True)

    def answer(self, query_id: str) -> Json | None:
        """What the bot answered to a press: the parameters of answerCallbackQuery, None before it did."""
        return self.queries[query_id].answer

    def block(self, person: int) -> None:
        """Somebody blocks the bot."""
        self._move_bot(person, self.person(person), Status.KICKED)

    def unblock(self, person: int) -> None:
        """Somebody lets the bot write to them again."""
        self._move_bot(person, self.person(person), Status.MEMBER)

    def kick(self, chat: int) -> None:
        """The bot is thrown out of a group."""
        self._move_bot(chat, self._owner(self.chat(chat)), Status.KICKED)

    def admit(self, chat: int) -> None:
        """The bot is let into a group again."""
        self._move_bot(chat, self._owner(self.chat(chat)), Status.MEMBER)

    def migrate(self, chat: int) -> Chat:
        """A basic group becomes a supergroup; the new chat."""
        old = self.chat(chat)
        if old.type is not ChatType.GROUP or old.migrated_to is not None:
            raise WorldError(f"chat {chat} is no basic group")
        new = replace(old, id=self._free_id(ChatType.SUPERGROUP), type=ChatType.SUPERGROUP)
        owner = self._owner(old)
        self._show_bot(self.post(old, owner, {"migrate_to_chat_id": new.id}, fixed=True))
        self.keep(replace(old, migrated_to=new.id))
        self.keep(new)
        self._show_bot(self.post(new, owner, {"migrate_from_chat_id": old.id}, fixed=True))
        return new

    def close_topic(self, chat: int, thread: int) -> None:
        """A topic is closed: only administrators write there."""
        self._set_closed(chat, thread, "forum_topic_closed", closed=True)

    def reopen_topic(self, chat: int, thread: int) -> None:
        """A closed topic is opened again."""
        self._set_closed(chat, thread, "forum_topic_reopened", closed=False)

    def delete_topic(self, chat: int, thread: int) -> None:
        """A topic goes, with all its messages; no update tells."""
        kept = {number: topic for number, topic in self.chat(chat).topics.items() if number != thread}
        for message in self.messages(chat):
            if message.get("message_thread_id") == thread:
                self.erase(chat, message["message_id"])
        self.keep(replace(self.chat(chat), topics=kept))

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

    def messages(self, chat: int) -> list[Json]:
        """What a chat shows, oldest first."""
        return self.ledger.all(self.chat(chat).id)

    def message(self, chat: int, message_id: int) -> Json:
        """One message as it is now; WorldError where it is not shown."""
        found = self.ledger.find(chat, message_id)
        if found is None:
            raise WorldError(f"chat {chat} shows no message {message_id}")
        return found

    def history(self, chat: int, message_id: int) -> list[Json]:
        """All versions a message went through, oldest first, even of a deleted one."""
        return self.ledger.history(chat, message_id)

    def file(self, file_id: str) -> bytes:
        """A file's bytes; WorldError where there is none."""
        try:
            return self.files.files[file_id].data
        except KeyError:
            raise WorldError(f"there is no file {file_id}") from None

    def _add_chat(self, kind: ChatType, title: str, members: Iterable[int], *, forum: bool = False) -> Chat:
        ids = [self.person(person).id for person in members]
        ranks = dict.fromkeys(ids, Status.MEMBER) | dict.fromkeys(ids[:1], Status.OWNER)
        return self.keep(Chat(self._free_id(kind), kind, title, members=ranks, is_forum=forum))

    def _free_id(self, kind: ChatType) -> int:
        first = _FIRST_GROUP if kind is ChatType.GROUP else _FIRST_SUPERGROUP
        return first - sum(chat.type is kind for chat in self.chats.values())

    def _owner(self, chat: Chat) -> Person:
        return self.person(next(iter(chat.members)))

    def _author(self, person: int, chat: int, thread: int | None) -> tuple[Person, Chat]:
        author, place = self.person(person), self.chat(chat)
        rank = place.members.get(person, Status.LEFT)
        if not rank.present or place.migrated_to is not None:
            raise WorldError(f"{author.first_name} is not in chat {chat}")
        if place.type is ChatType.PRIVATE:
            place = self._opened(place)
        if thread is not None and thread not in place.topics:
            raise WorldError(f"chat {chat} has no topic {thread}")
        if thread is not None and place.topics[thread].closed and not rank.rules:
            raise WorldError(f"topic {thread} is closed")
        return author, place

    def _opened(self, chat: Chat) -> Chat:
        if chat.bot is Status.KICKED:
            raise WorldError(f"{chat.title} blocked the bot")
        return chat if chat.bot.present else self.keep(replace(chat, bot=Status.MEMBER))

    def _own(self, person: int, chat: int, message_id: int) -> Json:
        message = self.message(chat, message_id)
        if message["from"]["id"] != person:
            raise WorldError(f"message {message_id} is not by {self.person(person).first_name}")
        return message

    def _show_bot(self, message: Json, kind: str = "message") -> None:
        if reaches_bot(message, self.chats[message["chat"]["id"]], self.bot, privacy=self.privacy):
            self.offer(kind, message)

    def _move_bot(self, chat: int, actor: Person, status: Status) -> None:
        old = self.chat(chat)
        new = self.keep(replace(old, bot=status))
        user = self.bot.user()
        change: Json = {"chat": new.brief(), "from": actor.user(), "date": self.now()}
        ranks = {"old_chat_member": member(user, old.bot), "new_chat_member": member(user, new.bot)}
        self.offer("my_chat_member", change | ranks)

    def _set_closed(self, chat: int, thread: int, note: str, *, closed: bool) -> None:
        place = self.chat(chat)
        if thread not in place.topics:
            raise WorldError(f"chat {chat} has no topic {thread}")
        topic = replace(place.topics[thread], closed=closed)
        self.keep(replace(place, topics={**place.topics, thread: topic}))
        self._show_bot(self.post(place, self._owner(place), {note: {}}, thread=thread, fixed=True))


def text_content(text: Formatted) -> Json:
    """A text as fields of Message."""
    return {"text": text.text} | ({"entities": list(text.entities)} if text.entities else {})


def _callback_data(message: Json) -> set[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}
