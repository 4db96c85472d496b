"""What people, and the admins of groups, choose for all their requests."""

from dataclasses import replace

from bot.drawing.ports.people_stores import Choices
from bot.drawing.ports.providers import Models
from bot.drawing.values.groups import Group
from bot.drawing.values.people import Person


class Preferences:
    """Kept a person and a group; ``models`` are those that may be chosen. Every method raises StoreUnavailable."""

    def __init__(self, *, choices: Choices, models: Models) -> None:
        self._choices = choices
        self.models = models

    async def of(self, user_id: int) -> Person:
        """What somebody chose; a model that is not enabled any more counts as none."""
        person = await self._choices.person(user_id)
        return person if person.model in self.models else replace(person, model=None)

    async def of_group(self, chat_id: int) -> Group:
        """What a group's admins chose; a model that is not enabled any more counts as none."""
        group = await self._choices.group(chat_id)
        return group if group.model in self.models else replace(group, model=None)

    async def keep(self, person: Person) -> None:
        """Keep what somebody chose."""
        await self._choices.keep_person(person)

    async def keep_group(self, group: Group) -> None:
        """Keep what a group's admins chose."""
        await self._choices.keep_group(group)

    async def move_group(self, chat_id: int, moved_to: int) -> None:
        """A group became a supergroup: its rules go along."""
        await self._choices.move_group(chat_id, moved_to)
