"""What people see: each message of the bot's, what it is, and which request it belongs to by its buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.drawing.values.requests import Request
from bot.wording.keyboards import Action
from bot.wording.lengths import plain
from bot.wording.texts import Locales
from sandbox.telegram_api import World
from tests.chaos.asked import Asked, Message, presses, replied_to
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
    """A message as it is in the end; ``request`` is whose it is, ``picture`` the generation it shows in full.

    It is ``stripped`` where it had buttons and lost them, or has those of a placeholder instead: whose it is shows what
    it had when it was sent. It is ``new`` where it was a picture from the beginning.
    """

    kind: Kind
    message: Message
    request: UUID | None = None
    picture: UUID | None = None
    stripped: bool = False
    new: bool = False

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
        versions = {
            message["message_id"]: world.history(chat, message["message_id"]) for message in world.messages(chat)
        }
        owners = {number: _owner(shown[-1], records) or _owner(shown[0], records) for number, shown in versions.items()}
        for number, shown in versions.items():
            if shown[-1]["from"]["is_bot"]:
                yield _sight(shown, owners[number], owners.get(replied_to(shown[-1]) or 0))


def inline(world: World, asked: Asked, records: Records) -> Sight:
    """The message that somebody posted inline."""
    message = world.inline_message(asked.inline_id or "")
    request = records.of(asked.key)
    kind = Kind.FINISHED if _shows_picture(message) else _of_words(message)
    return Sight(kind, message, request.id if request else None)


def _owner(message: Message, records: Records) -> Request | None:
    return next(filter(None, (records.owner(press.id) for press in presses(message))), None)


def _sight(versions: Sequence[Message], owner: Request | None, answered: Request | None) -> Sight:
    message = versions[-1]
    if owner is None:
        rings = message.get("text") in RINGS and answered is not None
        return Sight(Kind.RING, message, answered.id) if answered and rings else Sight(Kind.STRAY, message)
    actions = {press.action for press in presses(message)}
    if not _shows_picture(message):
        kind = _of_words(message)
    elif Action.CANCEL in actions:
        kind = Kind.UNFINISHED
    elif owner.count > 1 and _shows_picture(versions[0]):  # a sheet begins as a placeholder, unless that is gone
        full = not {press.action for press in presses(versions[0])} & {Action.AGAIN_ALL, Action.CANCEL}
        kind = Kind.FULL if full else Kind.FINISHED
    else:
        kind = Kind.FINISHED
    picture = _of_picture(versions) if kind is Kind.FULL else None
    stripped = not actions or (kind is Kind.SENTENCE and Action.CANCEL in actions)
    return Sight(kind, message, owner.id, picture, stripped, new=_shows_picture(versions[0]))


def _of_words(message: Message) -> Kind:
    """What a message without a picture is."""
    return Kind.PLACEHOLDER if str(message.get("text", "")).startswith("Drawing…") else Kind.SENTENCE


def _of_picture(versions: Sequence[Message]) -> UUID | None:
    return next(
        (press.id for message in reversed(versions) for press in presses(message) if press.action is not Action.CANCEL),
        None,
    )


def _shows_picture(message: Message) -> bool:
    return "photo" in message or "document" in message
