"""What people choose for all their requests."""

from dataclasses import replace
from typing import Any

from bot.drawing.ports import Models, Store
from bot.drawing.values import Person


class Preferences:
    """Kept a person; ``models`` are those that may be chosen, the default first."""

    def __init__(self, *, store: Store, models: Models) -> None:
        self._store = store
        self.models = models

    async def of(self, user_id: int) -> Person:
        """What somebody chose; a model that is not offered any more counts as none. Raises StoreUnavailable."""
        person = await self._store.person(user_id)
        return person if person.model in self.models else replace(person, model=None)

    async def change(self, person: Person, **changes: Any) -> Person:  # noqa: ANN401 - any field of a person
        """Choose something else. Raises StoreUnavailable."""
        changed = replace(person, **changes)
        await self._store.keep_person(changed)
        return changed
