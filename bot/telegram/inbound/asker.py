"""Who talks to the bot, and how it answers them."""

from dataclasses import dataclass

from bot.drawing.values.generations import Person
from bot.drawing.values.groups import House
from bot.wording.texts import Html, Texts


@dataclass(frozen=True, slots=True)
class Asker:
    """A person, what they chose, the language their Telegram speaks, and the rules of the group they are in."""

    person: Person
    spoken: str
    texts: Texts
    house: House | None = None

    @property
    def id(self) -> int:
        """The person's id at Telegram."""
        return self.person.user_id

    @property
    def language(self) -> str:
        """The language of the group they are in, the one they chose, or that of their Telegram."""
        return (self.house and self.house.group.language) or self.person.language or self.spoken

    def say(self, name: str, **arguments: str | float) -> Html:
        """A text in their language. See Texts.get."""
        return self.texts.get(self.language, name, **arguments)
