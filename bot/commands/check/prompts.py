"""Whether the language model would improve words."""

from time import monotonic

from bot.commands.check.findings import Finding, Mark
from bot.config import Settings
from bot.drawing.policy import improved
from bot.errors import AnswerInvalid, Refused
from bot.providers.access import PromptAccess
from bot.providers.http import Transport
from bot.providers.prompts.chat import ChatModel

WORDS = "a library"
ROOM = 1000


def name(settings: Settings) -> str | None:
    """What its line is called; None where nothing improves words."""
    return f"words by {settings.prompts.model}" if settings.prompts.is_on else None


async def check(what: str, transport: Transport, access: PromptAccess) -> list[Finding]:
    """Ask it for a few words: nothing else tells whether it answers. Raises ProviderError."""
    began = monotonic()
    answer = await ChatModel(transport, access).check(WORDS)
    asked = f"it was asked for a few words, which its server may bill, and answered in {monotonic() - began:.1f} s"
    try:
        improved.taken(answer, WORDS, ROOM)
    except (AnswerInvalid, Refused) as error:
        return [Finding(Mark.NOTE, what, f"{asked}, but {error.detail}", "choose another model in PROMPT_MODEL")]
    return [Finding(Mark.OK, what, asked)]
