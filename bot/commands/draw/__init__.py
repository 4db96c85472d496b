"""Pictures from the command line: the models and checks of the bot, without Telegram and without a database."""

from bot.commands.draw.command import run
from bot.commands.draw.options import Options

__all__ = ["Options", "run"]
