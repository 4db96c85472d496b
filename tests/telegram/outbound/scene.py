"""The whole work over a Telegram on loopback: what is asked for, what Telegram answers, what people see in the end."""

from typing_extensions import override

from bot.drawing.ports.providers import Done
from bot.drawing.values.people import Person
from bot.drawing.values.pictures import Drawn
from bot.drawing.values.requests import Origin, Request
from bot.drawing.values.specs import Draft
from bot.drawing.work.equipment import WorkCouriers
from bot.errors import Refused
from bot.telegram.outbound.copies import TelegramCopies
from sandbox.telegram_api import Status
from tests.drawing.builders import MODEL, SPEC, picture
from tests.drawing.world import World
from tests.telegram.outbound.post import Message, Post, names

NOT_COUNTED = frozenset({"getMe", "sendChatAction"})


class Scene(World):
    """A world whose Telegram is the sandbox; time passes only where a test lets it."""

    def __init__(self, post: Post) -> None:
        self.post = post
        super().__init__(MODEL)

    @property
    @override
    def couriers(self) -> WorkCouriers:
        return WorkCouriers(
            placeholders=self.post.placeholders,
            pictures=self.post.pictures,
            operator=self.post.operator,
            copies=TelegramCopies(self.post.bot),
        )

    async def asked(self, where: Origin, *, count: int = 1, refused: bool = False) -> Request:
        """Somebody asks; what is drawn, or that it is refused, comes at once."""
        for _ in range(count):
            self.provider.answers.append(Refused("no") if refused else Done((Drawn(picture()),)))
        draft, key = Draft(SPEC.prompt, count=count), f"message:{where.chat_id}:{where.message_id}"
        await self.intake.draw(draft, Person(where.user_id), where, key, None)
        return self.last

    def shows(self, chat: int) -> list[str]:
        """What the bot's messages in a chat are: photo, document, or the first words of a text; + under it buttons."""
        bots = [
            one for one in self.post.world.messages(chat) if one.get("from", {}).get("id") == self.post.world.bot.id
        ]
        return [_told(one) for one in bots]

    def calls(self) -> list[str]:
        """The calls that show something to somebody, or try to."""
        return [call for call in self.post.calls() if call not in NOT_COUNTED]

    def leave(self, chat: int) -> None:
        """The bot is thrown out of a group, or blocked."""
        if chat < 0:
            self.post.world.kick(chat)
        else:
            self.post.world.block(chat)
        assert self.post.world.chat(chat).bot is Status.KICKED


def _told(message: Message) -> str:
    shown = next((kind for kind in ("photo", "document") if kind in message), None)
    words = message.get("text") or message.get("caption") or ""
    begins = " ".join(words.split("…")[0].split()[:3])
    told = begins if shown is None else shown if "seed" in words else f"{shown}: {begins}"
    return f"{told} +" if names(message) else told
