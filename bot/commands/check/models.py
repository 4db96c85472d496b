"""Whether the models would draw."""

from contextlib import AsyncExitStack

from bot.commands.check.findings import Finding, Mark
from bot.config import PictureSettings
from bot.drawing.ports import Clock
from bot.providers.catalog import Entry
from bot.providers.factory import Workshop
from bot.providers.http import Transport


class Models:
    """Checks models, all with the same credentials, as the bot uses them."""

    def __init__(self, settings: PictureSettings, transport: Transport, clock: Clock, stack: AsyncExitStack) -> None:
        self._workshop = Workshop(settings, transport, clock, stack)

    async def check(self, what: str, entry: Entry) -> list[Finding]:
        """One model. Raises ConfigurationError, ProviderError."""
        self._workshop.provider(entry)  # what it needs is there
        verdict = await self._workshop.probe(entry).check()
        return [Finding(Mark.OK if verdict.sure else Mark.NOTE, what, verdict.said)]
