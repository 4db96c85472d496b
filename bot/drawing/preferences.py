"""What people, and the admins of groups, choose for all their requests."""

from dataclasses import replace
from typing import Any

from bot.drawing.ports import Models, Store
from bot.drawing.values.generations import Person
from bot.drawing.values.groups import Group


class Preferences:
    """Kept a person and a group; ``models`` are those that may be chosen. Every method raises StoreUnavailable."""

    def __init__(self, *, store: Store, models: Models) -> None:
        self._store = store
        self.models = models

    async def of(self, user_id: int) -> Person:
        """What somebody chose; a model that is not offered any more counts as none."""
        person = await self._store.person(user_id)
        return person if person.model in self.models else replace(person, model=None)

    async def of_group(self, chat_id: int) -> Group:
        """What a group's admins chose; a model that is not offered any more counts as none."""
        group = await self._store.group(chat_id)
        return group if group.model in self.models else replace(group, model=None)

    async def change(self, person: Person, **changes: Any) -> Person:  # noqa: ANN401 - any field of a person
        """Choose something else."""
        changed = replace(person, **changes)
        await self._store.keep_person(changed)
        return changed

    async def change_group(self, group: Group, **changes: Any) -> Group:  # noqa: ANN401 - any field of a group
        """Choose something else for a group."""
        changed = replace(group, **changes)
        await self._store.keep_group(changed)
        return changed

    async def move_group(self, chat_id: int, moved_to: int) -> None:
        """A group became a supergroup: its rules go along."""
        await self._store.move_group(chat_id, moved_to)
