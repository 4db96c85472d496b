"""What people's screens show besides messages: demands to reply, reply keyboards, reactions, the menu of commands."""

from sandbox.telegram_api.commands import scopes_for
from sandbox.telegram_api.inline import Inline
from sandbox.telegram_api.messages import author_id, entities, mentions
from sandbox.telegram_api.values import Json, Person


class Screens(Inline):
    """Plain questions about what somebody sees."""

    def asks(self, chat: int, message_id: int) -> Json | None:
        """The ForceReply or reply keyboard a message came with, which Message itself does not tell."""
        record = self.transcript.record(chat, message_id)
        return None if record is None else record.asks

    def asked(self, person: int, chat: int) -> Json | None:
        """The message whose ForceReply puts this person into answering it, None once they did.

        The newest one counts; a selective one means only who is mentioned in it or whose message it answers (Bot API,
        ForceReply).
        """
        user, shown = self.person(person), self.messages(chat)
        demands = [message for message in shown if self._demands(message, user)]
        if not demands:
            return None
        newest = demands[-1]
        answers = (one for one in shown if author_id(one) == person and "reply_to_message" in one)
        answered = any(one["reply_to_message"]["message_id"] == newest["message_id"] for one in answers)
        return None if answered else newest

    def menu(self, person: int, chat: int) -> list[Json]:
        """The commands somebody is offered in a chat: those of the narrowest scope, in their language if it has any."""
        user, place = self.person(person), self.chat(chat)
        for scope in scopes_for(place, person):
            for language in (user.language_code or "", ""):
                if found := self.commands.get((scope, language)):
                    return found
        return []

    def reactions(self, chat: int, message_id: int) -> list[Json]:
        """The bot's reactions to a message."""
        record = self.transcript.record(chat, message_id)
        return [] if record is None else record.reactions

    def _demands(self, message: Json, user: Person) -> bool:
        asks = self.asks(message["chat"]["id"], message["message_id"]) or {}
        return bool(asks.get("force_reply")) and (not asks.get("selective") or _concerns(message, user))


def _concerns(message: Json, user: Person) -> bool:
    named = any(entity.get("user", {}).get("id") == user.id for entity in entities(message))
    answered = author_id(message.get("reply_to_message", {})) == user.id
    return named or answered or (user.username is not None and mentions(message, user.username))
