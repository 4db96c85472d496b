"""Pictures from the command line: the models and checks of the bot, without Telegram and without a database."""

from bot.draw.command import run
from bot.draw.order import Order

__all__ = ["Order", "run"]
