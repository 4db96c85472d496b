"""Who talks to the bot, and how it answers them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.drawing.values.groups import Membership
from bot.drawing.values.people import Person
from bot.wording.texts import Html, Locale, Locales

Username = Callable[[], Awaitable[str]]
"""The bot's own name in chats, without the @: known since the first words with Telegram."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A person with what they chose, what is spoken with them, and who they are in the group they are in."""

    person: Person
    locale: Locale
    member: Membership | None = None

    @property
    def id(self) -> int:
        """The person's id at Telegram."""
        return self.person.user_id

    def say(self, name: str, **arguments: str | float) -> Html:
        """A text in their language. Raises as Locale.say."""
        return self.locale.say(name, **arguments)


def spoken(locales: Locales, person: Person, member: Membership | None, tag: str | None) -> Locale:
    """What is spoken with somebody: as the group chose where they are, or they, or by their Telegram's IETF ``tag``."""
    return locales.of((member and member.group.language) or person.language or tag)
