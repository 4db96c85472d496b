"""What people see: each message of the bot's, what it is, and which request it belongs to by its buttons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.drawing.values.requests import Request
from bot.wording.keyboards import Action, Press
from bot.wording.lengths import plain
from bot.wording.texts import Locales
from sandbox.telegram_api import World
from tests.chaos.crowd import Asked, Message, presses, replied_to
from tests.chaos.records import Records

ENGLISH = Locales().of("en")

RINGS = frozenset(plain(ENGLISH.say("ready", count=count)) for count in (1, 2))
"""What lets the phone ring, beside the picture."""


class Kind(StrEnum):
    """What a message of the bot's is to people."""

    PLACEHOLDER = "placeholder"  #: pictures are to come
    UNFINISHED = "unfinished"  #: a contact sheet with free cells
    FINISHED = "finished"  #: a picture, or a whole contact sheet
    SENTENCE = "sentence"  #: there are no pictures, and why
    FULL = "full"  #: one picture of a contact sheet by itself
    RING = "ring"  #: the picture is ready, in a message before
    STRAY = "stray"  #: nobody asked for it


@dataclass(frozen=True, slots=True)
class Sight:
    """A message as it is in the end; ``request`` is whose it is, ``picture`` the generation it shows in full."""

    kind: Kind
    message: Message
    request: UUID | None = None
    picture: UUID | None = None

    @property
    def chat(self) -> int:
        """Where it is."""
        chat_id: int = self.message["chat"]["id"]
        return chat_id

    @property
    def number(self) -> int:
        """Its message id."""
        message_id: int = self.message["message_id"]
        return message_id

    @property
    def photo(self) -> str | None:
        """The file it shows."""
        if "photo" in self.message:
            return str(self.message["photo"][-1]["file_id"])
        return str(self.message["document"]["file_id"]) if "document" in self.message else None


def in_chats(world: World, chats: Iterable[int], records: Records) -> Iterator[Sight]:
    """Every message of the bot's in these chats."""
    for chat in chats:
        messages = world.messages(chat)
        owners = {message["message_id"]: _owner(message, records) for message in messages}
        for message in messages:
            if message["from"]["is_bot"]:
                answered = owners.get(replied_to(message) or 0)
                yield _sight(message, owners[message["message_id"]], answered)


def inline(world: World, asked: Asked, records: Records) -> Sight:
    """The message that somebody posted inline."""
    message = world.inline_message(asked.inline_id or "")
    request = records.of(asked.key)
    if _shows_picture(message):
        kind = Kind.FINISHED
    else:
        waits = message["text"].startswith("Drawing…")
        kind = Kind.PLACEHOLDER if waits else Kind.SENTENCE
    return Sight(kind, message, request.id if request else None)


def _owner(message: Message, records: Records) -> Request | None:
    return next(filter(None, (records.owner(press.id) for press in presses(message))), None)


def _sight(message: Message, owner: Request | None, answered: Request | None) -> Sight:
    buttons = presses(message)
    actions = {press.action for press in buttons}
    if owner is None:
        rings = message.get("text") in RINGS and answered is not None
        return Sight(Kind.RING, message, answered.id) if answered and rings else Sight(Kind.STRAY, message)
    if Action.CANCEL in actions:
        return Sight(Kind.UNFINISHED if _shows_picture(message) else Kind.PLACEHOLDER, message, owner.id)
    if not _shows_picture(message):
        return Sight(Kind.SENTENCE, message, owner.id)
    if owner.count > 1 and not actions & {Action.AGAIN_ALL, Action.FILES}:
        return Sight(Kind.FULL, message, owner.id, _of_picture(buttons))
    return Sight(Kind.FINISHED, message, owner.id)


def _of_picture(buttons: Iterable[Press]) -> UUID | None:
    return next((press.id for press in buttons), None)


def _shows_picture(message: Message) -> bool:
    return "photo" in message or "document" in message
