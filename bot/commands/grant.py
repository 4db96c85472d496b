"""Give somebody pictures, or take some back, in the bot's database; the bot may run meanwhile."""

import asyncio
from uuid import uuid4

import typer

from bot import config, log
from bot.commands.exits import exit_code
from bot.drawing.gifts import Gift, Gifts
from bot.errors import BalanceTooSmall, ConfigurationError, GiftTooLarge
from bot.storage.credits import DatabaseCredits
from bot.storage.database import open_database
from bot.system import SystemClock


def run(person: int, pictures: int) -> int:
    """Give, and print how many they have then; the exit code."""
    log.configure("WARNING")
    return exit_code(lambda: asyncio.run(_give(person, pictures)))


async def _give(person: int, pictures: int) -> None:
    """Raises ConfigurationError, StorageError."""
    gift = Gift(person, pictures, f"command:{uuid4()}")
    async with open_database(config.load().storage.url) as database:
        typer.echo(f"{person} has {await _given(Gifts(DatabaseCredits(database), SystemClock()), gift)} pictures now")


async def _given(gifts: Gifts, gift: Gift) -> int:
    """How many they have then. Raises ConfigurationError: a sentence."""
    if gift.user_id <= 0:
        raise ConfigurationError(f"{gift.user_id} is no person: only people, whose ids are above 0, have pictures")
    try:
        return await gifts.give(gift)
    except GiftTooLarge as error:
        most = error.limit
        raise ConfigurationError(f"it is 1 to {most} pictures, or -1 to -{most} to take some back") from error
    except BalanceTooSmall as error:
        taken = f"{error.pictures} cannot be taken back"
        raise ConfigurationError(f"{gift.user_id} has only {error.balance} pictures, so {taken}") from error
