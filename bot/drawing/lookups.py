"""What the owner looks for by an id: a request with its whole life, or a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from bot.drawing.ports.credit_stores import CreditBalances
from bot.drawing.ports.owner_stores import LifeStore, Steps
from bot.drawing.ports.people_stores import Archive, Choices
from bot.drawing.ports.privacy_stores import Kept, PrivacyStore
from bot.drawing.values.people import Person
from bot.drawing.values.requests import Request
from bot.errors import NothingFound, SoughtMissing

SHOWN = 8
"""So many of somebody's newest requests are told."""

_DIGITS = 20
"""No id of a person has so many."""


@dataclass(frozen=True, slots=True)
class Life:
    """A request, and what is known of its generations besides."""

    request: Request
    steps: Mapping[UUID, Steps] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody as the owner is told of them; ``pictures`` are those that they bought or were given."""

    person: Person
    kept: Kept
    pictures: int
    requests: Sequence[Request] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """Looks. Every method raises StoreUnavailable."""

    archive: Archive
    lives: LifeStore
    choices: Choices
    privacy: PrivacyStore
    balances: CreditBalances

    async def find(self, sought: str) -> Life | Acquaintance:
        """A request by its id, by that of a picture or of an operation; or somebody by their id.

        Raises SoughtMissing, NothingFound.
        """
        words = sought.split()
        if not words:
            raise SoughtMissing
        request = await self._request(words[0])
        if request is not None:
            return Life(request, await self.lives.steps(request.id))
        if (found := await self._person(words[0])) is not None:
            return found
        raise NothingFound(words[0])

    async def _request(self, word: str) -> Request | None:
        if (row := _row(word)) is not None and (found := await self._by_row(row)) is not None:
            return found
        by_operation = await self.lives.with_operation(word)
        return None if by_operation is None else await self.archive.find(by_operation)

    async def _by_row(self, row: UUID) -> Request | None:
        return await self.archive.find(row) or await self.archive.containing(row)

    async def _person(self, word: str) -> Acquaintance | None:
        """Somebody the bot knows anything of."""
        digits = word.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or len(digits) >= _DIGITS:
            return None
        user_id = int(word)
        person, kept = await self.choices.person(user_id), await self.privacy.kept(user_id)
        newest = await self.privacy.requests(user_id, None, SHOWN)
        pictures = await self.balances.balance(user_id)
        is_known = person != Person(user_id) or newest or pictures or kept != Kept()
        return Acquaintance(person, kept, pictures, newest) if is_known else None


def _row(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None
