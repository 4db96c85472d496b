"""Pictures from the command line: the models and checks of the bot, without Telegram and without a database."""

from bot.commands.draw.command import run
from bot.commands.draw.order import Order

__all__ = ["Order", "run"]
