"""People, chats and memberships: frozen values and their Bot API shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from aiogram.types import ChatMemberAdministrator

#: An object of the Bot API as it travels. A dictionary once published is never changed: a change makes another one.
Json: TypeAlias = dict[str, Any]


class ChatType(StrEnum):
    """The kinds of chats the sandbox has."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """What somebody is in a chat, in Telegram's words."""

    OWNER = "creator"
    ADMIN = "administrator"
    MEMBER = "member"
    LEFT = "left"  #: not there; in a private chat: it was never opened
    KICKED = "kicked"  #: thrown out; in a private chat: the person blocked the bot

    @property
    def present(self) -> bool:
        """Whether such a one reads and writes."""
        return self in {Status.OWNER, Status.ADMIN, Status.MEMBER}

    @property
    def rules(self) -> bool:
        """Whether such a one administers the chat."""
        return self in {Status.OWNER, Status.ADMIN}


class Kind(StrEnum):
    """The kinds of messages that a group may forbid its members, and so the bot."""

    TEXT = "text"
    PHOTOS = "photos"
    DOCUMENTS = "documents"

    @property
    def field(self) -> str:
        """The field of Message that makes it one of this kind."""
        return {Kind.TEXT: "text", Kind.PHOTOS: "photo", Kind.DOCUMENTS: "document"}[self]

    @property
    def right(self) -> str:
        """The field of ChatPermissions."""
        return "can_send_messages" if self is Kind.TEXT else f"can_send_{self}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account; the id is also that of their private chat with the bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def user(self) -> Json:
        """Themselves as User."""
        known = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {"username": self.username, "language_code": self.language_code}
        return known | {name: value for name, value in optional.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic; its id is that of the service message that created it."""

    id: int
    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat; ``title`` of a private one is the person's first name, ``bot`` is what the bot is in it.

    ``anonymous`` are the administrators who write in the group's name; ``linked`` joins a channel and its discussion.
    Members may not send what is ``forbidden``; a bot that is ``muted`` may not even edit. Administrators may do both.
    """

    id: int
    type: ChatType
    title: str
    username: str | None = None
    members: Mapping[int, Status] = field(default_factory=dict)
    bot: Status = Status.MEMBER
    is_forum: bool = False
    topics: Mapping[int, Topic] = field(default_factory=dict)
    migrated_to: int | None = None
    anonymous: frozenset[int] = frozenset()
    linked: int | None = None
    forbidden: frozenset[Kind] = frozenset()
    muted: bool = False

    def rank(self, person: int) -> Status:
        """What somebody is here; whoever was never here has left."""
        return self.members.get(person, Status.LEFT)

    def brief(self) -> Json:
        """The chat as Chat, as messages carry it."""
        name = "first_name" if self.type is ChatType.PRIVATE else "title"
        shape: Json = {"id": self.id, name: self.title, "type": str(self.type)}
        if self.username:
            shape["username"] = self.username
        return shape | {"is_forum": True} if self.is_forum else shape

    def full(self) -> Json:
        """The chat as ChatFullInfo, with the fields that are always there."""
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        always = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return self.brief() | always | self._permissions() | ({"linked_chat_id": self.linked} if self.linked else {})

    def _permissions(self) -> Json:
        """What members of a group may send."""
        if self.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
            return {}
        return {"permissions": {kind.right: kind not in self.forbidden for kind in Kind}}


_RIGHTS = [name for name, value in ChatMemberAdministrator.model_fields.items() if value.annotation is bool]


def member(user: Json, status: Status, *, anonymous: bool = False) -> Json:
    """Somebody's ChatMember; an administrator has every right, that to be ``anonymous`` only if said."""
    shape: Json = {"user": user, "status": str(status)}
    match status:
        case Status.OWNER:
            return shape | {"is_anonymous": anonymous}
        case Status.ADMIN:
            return shape | dict.fromkeys(_RIGHTS, True) | {"is_anonymous": anonymous, "can_be_edited": False}
        case Status.KICKED:
            return shape | {"until_date": 0}
        case _:
            return shape
