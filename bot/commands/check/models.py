"""Whether the models would draw."""

from contextlib import AsyncExitStack

from bot.commands.check.findings import Finding, Mark
from bot.drawing.ports.clock import Clock
from bot.providers.access import Access
from bot.providers.factory import ProviderFactory
from bot.providers.http import Transport
from bot.providers.records import Entry


class Models:
    """Checks models, all with the same credentials, as the bot uses them."""

    def __init__(self, access: Access, transport: Transport, clock: Clock, stack: AsyncExitStack) -> None:
        self._factory = ProviderFactory(access, transport, clock, stack)

    async def check(self, what: str, entry: Entry) -> list[Finding]:
        """One model. Raises ConfigurationError, ProviderError."""
        self._factory.provider(entry)  # what it needs is there
        verdict = await self._factory.probe(entry).check()
        return [Finding(Mark.OK if verdict.sure else Mark.NOTE, what, verdict.said)]
