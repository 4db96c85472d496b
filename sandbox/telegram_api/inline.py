"""Inline mode and guest mode: the bot is asked from chats it need not be in."""

from dataclasses import replace

from sandbox.telegram_api.entities import utf16_length
from sandbox.telegram_api.errors import WorldError
from sandbox.telegram_api.messages import author_id, mentions
from sandbox.telegram_api.queries import Choice, GuestQuery, InlineAnswer, InlineQuery
from sandbox.telegram_api.speech import Speech
from sandbox.telegram_api.values import ChatType, Json

_MAX_QUERY = 256
_FIRST_QUERY = 5_000_000_000_000_000_000
_FIRST_CALL = 6_000_000_000_000_000_000


class Inline(Speech):
    """Plain calls for what people do with the bot by its name alone."""

    def inline_query(self, person: int, text: str, offset: str = "", *, chat: int | None = None) -> str:
        """Somebody types the bot's name and ``text`` (in ``chat``, their own with the bot by default); the query's id.

        An answer Telegram still keeps in its cache is given at once, and the bot is not asked.
        """
        author, spot = self.person(person), self.chat(person if chat is None else chat)
        if not self.inline:
            raise WorldError("the bot has no inline mode")
        if utf16_length(text) > _MAX_QUERY:
            raise WorldError(f"an inline query has up to {_MAX_QUERY} UTF-16 units")
        query = InlineQuery(str(_FIRST_QUERY + len(self.inline_queries)), person, text, offset, self._seconds())
        known = self._remembered(query)
        self.inline_queries[query.id] = replace(query, answer=known)
        if known is None:
            where = "sender" if spot.type is ChatType.PRIVATE else str(spot.type)
            asked: Json = {"id": query.id, "from": author.user(), "query": text, "offset": offset}
            self.offer("inline_query", asked | {"chat_type": where})
        return query.id

    def inline_answer(self, query_id: str) -> Json | None:
        """What the bot answered to an inline query: the parameters of answerInlineQuery, None before it did."""
        answer = self._inline(query_id).answer
        return None if answer is None else answer.params

    def cards(self, query_id: str) -> list[Json]:
        """The results people see for an inline query: id, type, title, description, photo or document."""
        answer = self._inline(query_id).answer
        return [] if answer is None else [choice.card for choice in answer.choices]

    def choose(
        self, person: int, query_id: str, result_id: str, chat: int | None = None, *, thread: int | None = None
    ) -> Json:
        """Somebody sends a result of their inline query to any chat of theirs; the message.

        The bot learns of the choice only with `inline_feedback`, and may edit the message only if it has an inline
        keyboard.
        """
        query = self._inline(query_id)
        choice = _chosen(query, person, result_id)
        author, spot = self._author(person, person if chat is None else chat, thread)
        content = choice.content | {"via_bot": self.bot.user()}
        message, inline_id = (
            self.post_inline(spot, author, content, thread=thread)
            if "reply_markup" in content
            else (self.post(spot, author, content, thread=thread), None)
        )
        if self.inline_feedback:
            told: Json = {"result_id": result_id, "from": author.user(), "query": query.text}
            self.offer("chosen_inline_result", told | ({"inline_message_id": inline_id} if inline_id else {}))
        self._show_bot(message)
        return message

    def inline_message(self, inline_message_id: str) -> Json:
        """The message behind an inline message id, as it is now."""
        if inline_message_id not in self.inline_messages:
            raise WorldError(f"there is no inline message {inline_message_id}")
        return self.message(*self.inline_messages[inline_message_id])

    def mention_as_guest(
        self, person: int, chat: int, text: str, *, thread: int | None = None, reply_to: int | None = None
    ) -> str:
        """Somebody calls the bot by its @username into a chat it is no member of; the guest query's id."""
        before = len(self.guest_queries)
        self.say(person, chat, text, thread=thread, reply_to=reply_to)
        if len(self.guest_queries) == before:
            raise WorldError("the bot is called as a guest by its @username, in guest mode, where it is no member")
        return next(reversed(self.guest_queries))

    def guest_answer(self, query_id: str) -> Json | None:
        """The message by which the bot answered a call as a guest, None before it did."""
        answered = self.guest_queries[query_id].inline_message_id
        return None if answered is None else self.inline_message(answered)

    def _call_guest(self, message: Json) -> None:
        spot = self.chats[message["chat"]["id"]]
        answers_bot = author_id(message.get("reply_to_message", {})) == self.bot.id
        called = mentions(message, self.bot.username) or answers_bot
        if not called or not self.guest or spot.bot.present or spot.type is ChatType.PRIVATE:
            return
        query = GuestQuery(str(_FIRST_CALL + len(self.guest_queries)), message)
        self.guest_queries[query.id] = query
        self.offer("guest_message", message | {"guest_query_id": query.id})

    def _inline(self, query_id: str) -> InlineQuery:
        try:
            return self.inline_queries[query_id]
        except KeyError:
            raise WorldError(f"there is no inline query {query_id}") from None

    def _remembered(self, query: InlineQuery) -> InlineAnswer | None:
        """An answer that was given to the same words so recently that Telegram gives it again."""
        for other in reversed(self.inline_queries.values()):
            if other.answer is None or (other.text, other.offset) != (query.text, query.offset):
                continue
            personal = bool(other.answer.params.get("is_personal"))
            if query.asked - other.asked < other.answer.cache_seconds and (
                other.person == query.person or not personal
            ):
                return other.answer
        return None

    def _seconds(self) -> float:
        return self.clock().timestamp()


def _chosen(query: InlineQuery, person: int, result_id: str) -> Choice:
    if query.person != person:
        raise WorldError(f"inline query {query.id} is somebody else's")
    choices = () if query.answer is None else query.answer.choices
    found = next((choice for choice in choices if choice.id == result_id), None)
    if found is None:
        raise WorldError(f"inline query {query.id} has no result {result_id!r}")
    return found
