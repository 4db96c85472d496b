"""All messages ever shown, with every version they went through."""

from dataclasses import dataclass, field

from sandbox.telegram_api.values import Json


@dataclass(slots=True)
class Record:
    """A message's versions, oldest first.

    ``fixed`` says that it cannot be edited (a reply keyboard, a service note); ``asks`` is the ReplyKeyboardMarkup,
    ReplyKeyboardRemove or ForceReply it came with, which Telegram shows to people and keeps out of Message.
    """

    versions: list[Json]
    fixed: bool = False
    asks: Json | None = None
    reactions: list[Json] = field(default_factory=list)
    erased: bool = False


@dataclass(slots=True)
class Transcript:
    """Messages by chat. Supergroups number theirs on their own, all other chats of a bot share one sequence."""

    records: dict[int, dict[int, Record]] = field(default_factory=dict)
    sequences: dict[int, int] = field(default_factory=dict)

    def next_id(self, sequence: int) -> int:
        """The next message id of a ``sequence``: a supergroup's chat id, 0 for all others."""
        self.sequences[sequence] = self.sequences.get(sequence, 0) + 1
        return self.sequences[sequence]

    def add(self, message: Json, *, fixed: bool, asks: Json | None = None) -> None:
        """Keep a new message."""
        self.records.setdefault(message["chat"]["id"], {})[message["message_id"]] = Record([message], fixed, asks)

    def revise(self, message: Json) -> None:
        """Keep another version of a message."""
        self.records[message["chat"]["id"]][message["message_id"]].versions.append(message)

    def erase(self, chat_id: int, message_id: int) -> None:
        """Take a message away from all eyes but history's."""
        self.records[chat_id][message_id].erased = True

    def record(self, chat_id: int, message_id: int) -> Record | None:
        """What is known of a message, None after it was erased or where it never was."""
        found = self.records.get(chat_id, {}).get(message_id)
        return None if found is None or found.erased else found

    def find(self, chat_id: int, message_id: int) -> Json | None:
        """A message as it is now."""
        found = self.record(chat_id, message_id)
        return found.versions[-1] if found else None

    def all(self, chat_id: int) -> list[Json]:
        """A chat's messages as they are now, oldest first."""
        return [record.versions[-1] for record in self.records.get(chat_id, {}).values() if not record.erased]

    def history(self, chat_id: int, message_id: int) -> list[Json]:
        """All versions of a message, erased or not; empty where it never was."""
        found = self.records.get(chat_id, {}).get(message_id)
        return list(found.versions) if found else []
