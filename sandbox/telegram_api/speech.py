"""What people write, send, change and press."""

from collections.abc import Sequence
from dataclasses import replace

from sandbox.telegram_api.chats import Chats
from sandbox.telegram_api.entities import Formatted, utf16_length
from sandbox.telegram_api.errors import ApiError, WorldError
from sandbox.telegram_api.files import Upload
from sandbox.telegram_api.formatting import trimmed, with_found
from sandbox.telegram_api.messages import (
    CONTENT,
    SHOWN,
    author_id,
    callback_data,
    caption_content,
    origin,
    text_content,
    without,
)
from sandbox.telegram_api.queries import Query
from sandbox.telegram_api.state import TELEGRAM
from sandbox.telegram_api.stickers import sticker
from sandbox.telegram_api.values import Chat, ChatType, Json, Person, Status

#: The beginning of any Ogg stream, with nothing in it.
SILENCE = b"OggS\x00\x02"
_MAX_TEXT = 4096
_MAX_CAPTION = 1024


class Speech(Chats):
    """Plain calls for what people do with messages; those they return are Bot API JSON."""

    def say(
        self,
        person: int,
        chat: int,
        text: str,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
        entities: Sequence[Json] = (),
        via: Person | None = None,
    ) -> Json:
        """Somebody writes a message, by their own words or ``via`` another bot's inline mode."""
        through = {"via_bot": via.user()} if via else {}
        return self._utter(person, chat, _text(text, entities) | through, thread, reply_to)

    def say_photo(
        self,
        person: int,
        chat: int,
        photo: bytes | str,
        caption: str = "",
        *,
        thread: int | None = None,
        reply_to: int | None = None,
        spoiler: bool = False,
        album: str | None = None,
    ) -> Json:
        """Somebody sends a photo, its bytes or a file_id; those with the same ``album`` are shown as one."""
        hidden = {"has_media_spoiler": True} if spoiler else {}
        grouped = {"media_group_id": album} if album else {}
        content = self._file(photo, "photo.jpg", "photo") | hidden | grouped | _caption(caption)
        return self._utter(person, chat, content, thread, reply_to)

    def say_document(
        self,
        person: int,
        chat: int,
        document: bytes | str,
        name: str = "file.bin",
        caption: str = "",
        *,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> Json:
        """Somebody sends a file as it is, its bytes or a file_id."""
        content = self._file(document, name, "document") | _caption(caption)
        return self._utter(person, chat, content, thread, reply_to)

    def say_voice(
        self, person: int, chat: int, *, seconds: int = 3, thread: int | None = None, reply_to: int | None = None
    ) -> Json:
        """Somebody speaks for so many seconds; nobody here listens to what they say."""
        content = self.files.voice(Upload("voice.oga", SILENCE), seconds)
        return self._utter(person, chat, content, thread, reply_to)

    def say_sticker(
        self, person: int, chat: int, *, emoji: str = "🦊", thread: int | None = None, reply_to: int | None = None
    ) -> Json:
        """Somebody sends a sticker."""
        content = self.files.sticker(Upload("sticker.webp", sticker()), emoji)
        return self._utter(person, chat, content, thread, reply_to)

    def forward(self, person: int, chat: int, from_chat: int, message_id: int, *, thread: int | None = None) -> Json:
        """Somebody shows a message of one of their chats in another one."""
        self._author(person, from_chat, None)
        original = self.message(from_chat, message_id)
        if not CONTENT & original.keys():
            raise WorldError(f"message {message_id} cannot be forwarded")
        shown = {name: original[name] for name in (*SHOWN, "via_bot") if name in original}
        return self._utter(person, chat, shown | {"forward_origin": origin(original)}, thread, None)

    def publish(self, channel: int, text: str = "", *, photo: bytes | str | None = None) -> Json:
        """A channel posts; its discussion group gets the post by itself, in the name of the channel."""
        spot = self.chat(channel)
        if spot.type is not ChatType.CHANNEL:
            raise WorldError(f"chat {channel} is no channel")
        content = _text(text) if photo is None else self._file(photo, "photo.jpg", "photo") | _caption(text)
        message = self.post(spot, None, content)
        self._show_bot(message)
        if spot.linked is not None:
            automatic = {"sender_chat": spot.brief(), "is_automatic_forward": True, "forward_origin": origin(message)}
            self._show_bot(self.post(self.chat(spot.linked), TELEGRAM, content | automatic))
        return message

    def edit(self, person: int, chat: int, message_id: int, text: str) -> Json:
        """Somebody edits the text or caption of a message of their own."""
        message = self._own(person, chat, message_id)
        if "text" in message:
            revised = without(message, ["text", "entities"]) | _text(text)
        elif CONTENT & message.keys():
            revised = without(message, ["caption", "caption_entities"]) | _caption(text)
        else:
            raise WorldError(f"message {message_id} has nothing to edit")
        revised |= {"edit_date": self.now()}
        self.revise(revised)
        self._show_bot(revised, "edited_message")
        return revised

    def delete(self, person: int, chat: int, message_id: int) -> None:
        """Somebody deletes a message: their own, any in a private chat or as an administrator. No update tells."""
        message, spot = self.message(chat, message_id), self.chat(chat)
        if spot.type is not ChatType.PRIVATE and not spot.rank(person).rules:
            self._own(person, chat, message["message_id"])
        self.erase(chat, message_id)

    def press(self, person: int, chat: int, message_id: int, data: str) -> str:
        """Somebody presses the button with this ``data`` under a message; the callback query's id."""
        self._author(person, chat, None)
        message = self.message(chat, message_id)
        if data not in callback_data(message):
            raise WorldError(f"message {message_id} has no button {data!r}")
        query = Query(str(4_000_000_000_000_000_000 + len(self.queries)), person, data)
        self.queries[query.id] = query
        inline_id = self.inline_id(message)
        spot: Json = {"message": self._current(message)} if inline_id is None else {"inline_message_id": inline_id}
        call: Json = {"id": query.id, "from": self.person(person).user(), "chat_instance": str(-chat), "data": data}
        self.offer("callback_query", call | spot)
        return query.id

    def _current(self, message: Json) -> Json:
        """A message with what it replies to as that is now: the Bot API server looks it up anew."""
        replied = message.get("reply_to_message")
        if replied is None:
            return message
        current = self.transcript.find(message["chat"]["id"], replied["message_id"])
        bare = without(message, ["reply_to_message"])
        return bare | {"reply_to_message": without(current, ["reply_to_message"])} if current else bare

    def answer(self, query_id: str) -> Json | None:
        """What the bot answered to a press: the parameters of answerCallbackQuery, None before it did."""
        return self.queries[query_id].answer

    def expire(self, query_id: str) -> None:
        """Let so much time pass that a press, an inline query or a call as a guest can no longer be answered."""
        self.expired.add(query_id)

    def messages(self, chat: int) -> list[Json]:
        """What a chat shows, oldest first."""
        return self.transcript.all(self.chat(chat).id)

    def message(self, chat: int, message_id: int) -> Json:
        """One message as it is now; WorldError where it is not shown."""
        found = self.transcript.find(chat, message_id)
        if found is None:
            raise WorldError(f"chat {chat} shows no message {message_id}")
        return found

    def _utter(self, person: int, chat: int, content: Json, thread: int | None, reply_to: int | None) -> Json:
        author, spot = self._author(person, chat, thread)
        if spot.type is ChatType.CHANNEL:
            raise WorldError(f"in channel {chat} posts are published")
        reply = None if reply_to is None else self.message(chat, reply_to)
        message = self.post(spot, author, content, thread=thread, reply=reply)
        self._show_bot(message)
        self._call_guest(message)
        return message

    def _call_guest(self, message: Json) -> None:
        """Hook: a message may call the bot into a chat it is no member of."""

    def _file(self, given: bytes | str, name: str, kind: str) -> Json:
        try:
            if isinstance(given, str):
                return self.files.known(given, kind)
            upload = Upload(name, given)
            return self.files.photo(upload) if kind == "photo" else self.files.document(upload)
        except ApiError as exc:
            raise WorldError(f"{kind}: {exc.description}") from exc

    def _author(self, person: int, chat: int, thread: int | None) -> tuple[Person, Chat]:
        author, spot = self.person(person), self.chat(chat)
        rank = spot.rank(person)
        if not rank.present or spot.migrated_to is not None:
            raise WorldError(f"{author.first_name} is not in chat {chat}")
        if spot.type is ChatType.PRIVATE:
            spot = self._opened(spot)
        if thread is not None and thread not in spot.topics:
            raise WorldError(f"chat {chat} has no topic {thread}")
        if thread is not None and spot.topics[thread].closed and not rank.rules:
            raise WorldError(f"topic {thread} is closed")
        return author, spot

    def _opened(self, chat: Chat) -> Chat:
        if chat.bot is Status.KICKED:
            raise WorldError(f"{chat.title} blocked the bot")
        return chat if chat.bot.present else self.keep(replace(chat, bot=Status.MEMBER))

    def _own(self, person: int, chat: int, message_id: int) -> Json:
        message = self.message(chat, message_id)
        unnamed = person in self.chat(chat).anonymous and message.get("sender_chat", {}).get("id") == chat
        if author_id(message) != person and not unnamed:
            raise WorldError(f"message {message_id} is not by {self.person(person).first_name}")
        return message


def _text(given: str, entities: Sequence[Json] = ()) -> Json:
    ready = with_found(trimmed(Formatted(given, tuple(entities))))
    if not 0 < utf16_length(ready.text) <= _MAX_TEXT:
        raise WorldError(f"a message has 1 to {_MAX_TEXT} UTF-16 units")
    return text_content(ready)


def _caption(given: str) -> Json:
    ready = with_found(trimmed(Formatted(given)))
    if utf16_length(ready.text) > _MAX_CAPTION:
        raise WorldError(f"a caption has up to {_MAX_CAPTION} UTF-16 units")
    return caption_content(ready)
