"""What people and groups chose for all their requests."""

from dataclasses import dataclass

from typing_extensions import override

from bot.drawing.ports.people_stores import Choices
from bot.drawing.values.groups import Group
from bot.drawing.values.people import Person
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows import people
from bot.storage.statements import Statement


@dataclass(frozen=True, slots=True)
class DatabaseChoices(Choices):
    """Keeps one row a person and a group; the last choice holds."""

    database: Database

    @override
    async def person(self, user_id: int) -> Person:
        (found,) = await self.database.run(Statement(queries.load().find_person, {"user_id": user_id}))
        return people.person(found[0]) if found else Person(user_id)

    @override
    async def keep_person(self, person: Person) -> None:
        await self.database.run(Statement(queries.load().keep_person, people.columns_of_person(person)))

    @override
    async def group(self, chat_id: int) -> Group:
        (found,) = await self.database.run(Statement(queries.load().find_group, {"chat_id": chat_id}))
        return people.group(found[0]) if found else Group(chat_id)

    @override
    async def keep_group(self, group: Group) -> None:
        await self.database.run(Statement(queries.load().keep_group, people.columns_of_group(group)))

    @override
    async def move_group(self, chat_id: int, moved_to: int) -> None:
        params = {"chat_id": chat_id, "moved_to": moved_to}
        await self.database.run(Statement(queries.load().move_group, params))
