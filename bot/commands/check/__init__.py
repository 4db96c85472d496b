"""Whether the bot would work: settings, models, database and Telegram, each looked at without spending a picture."""

from bot.commands.check.run import run

__all__ = ["run"]
