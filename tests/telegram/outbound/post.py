"""Everything that carries, what it carries, and what people see of it."""

from dataclasses import replace
from typing import Any

from aiogram import Bot

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.requests import Origin, Request, RequestStatus
from bot.telegram.outbound.operator import TelegramOperator
from bot.telegram.outbound.pictures import TelegramPictures
from bot.telegram.outbound.placeholders import TelegramPlaceholders
from bot.telegram.outbound.showing import TelegramShowing
from bot.telegram.outbound.storage_chat import StorageChat
from bot.wording.texts import Locales
from sandbox.telegram_api import ALICE, BORIS, TelegramSandbox
from sandbox.wire import Call, Fault, Spoil
from tests.drawing.builders import BATCHING, MODEL, generations, origin, picture, placed, request

Message = dict[str, Any]

DRAWN, FAILED, PENDING = GenerationStatus.DRAWN, GenerationStatus.FAILED, GenerationStatus.PENDING
EXPIRED, QUEUED = GenerationStatus.EXPIRED, GenerationStatus.QUEUED


class Post:
    """The couriers of a bot, in a world with Alice, Boris and two groups."""

    def __init__(self, telegram: TelegramSandbox, bot: Bot) -> None:
        self.telegram = telegram
        self.world = telegram.world
        self.bot = bot
        self.locales = Locales()
        self.models = {MODEL.name: MODEL, BATCHING.name: BATCHING}
        self.placeholders = TelegramPlaceholders(bot, self.locales, self.models)
        self.pictures = self.pictures_with(None)
        self.showing = TelegramShowing(bot, self.locales, self.models)
        self.operator = TelegramOperator(bot, self.locales, [ALICE, 4000, BORIS])

    async def username(self) -> str:
        return (await self.bot.me()).username or ""

    def pictures_with(self, storage_chat: int | None) -> TelegramPictures:
        """The same with a chat to upload inline pictures to."""
        storage = StorageChat(self.bot, storage_chat)
        return TelegramPictures(self.bot, self.locales, self.models, storage=storage, username=self.username)

    def asked(self, chat: int = ALICE, *, thread: int | None = None, language: str = "en") -> Origin:
        """Alice writes something to draw into a chat."""
        said = self.world.say(ALICE, chat, "/draw a red fox", thread=thread)
        return origin(chat_id=chat, message_id=said["message_id"], thread_id=thread, language=language)

    def inline(self) -> tuple[Origin, str]:
        """Alice posts an inline message in a chat that the bot knows nothing of."""
        shown: Message = {
            "text": "Drawing…",
            "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]},
        }
        _, inline_id = self.world.post_inline(self.world.chat(1002), self.world.people[ALICE], shown)
        return origin(message_id=0, inline_message_id=inline_id), inline_id

    async def placed(self, *statuses: GenerationStatus, where: Origin | None = None, number: int = 7) -> Request:
        """A request whose placeholder is in its chat, with generations in these statuses."""
        where = where or self.asked()
        accepted = request(number=number, origin=where, generations=generations(*statuses, number=number))
        earlier = TelegramPlaceholders(self.bot, self.locales, self.models)  # of another life: this one knows nothing
        message_id = await earlier.place(accepted)
        self.telegram.wire.calls.clear()
        return placed(number=number, origin=where, generations=accepted.generations, placeholder=message_id)

    def message(self, request: Request) -> Message:
        """The message that becomes the picture, as people see it."""
        return self.world.message(request.origin.chat_id, request.placeholder or 0)

    def last(self, chat: int = ALICE) -> Message:
        """What stands at the end of a chat."""
        return self.world.messages(chat)[-1]

    def file(self, message: Message) -> bytes:
        """The bytes of the photo or document that a message shows."""
        shown = message["photo"][-1] if "photo" in message else message["document"]
        return self.world.file(shown["file_id"])

    def refuse(self, method: str, description: str, times: int = 1, *, status: int = 400, skip: int = 0) -> None:
        """Have Telegram refuse calls of a method in these words."""
        body = f'{{"ok":false,"error_code":{status},"description":"Bad Request: {description}"}}'
        self.telegram.wire.faults.append(
            Fault(method, Spoil.ANSWER, status=status, body=body.encode(), times=times, skip=skip)
        )

    def calls(self) -> list[str]:
        """The methods that were called."""
        return [call.operation for call in self.telegram.wire.calls]

    def call(self, method: str) -> Call:
        """The last call of a method."""
        return self.telegram.wire.of(method)[-1]


def drawn(*positions: int, width: int = 64, height: int = 32) -> Pictures:
    """Pictures of these positions."""
    return {position: picture(width, height) for position in positions}


def names(message: Message) -> list[list[str]]:
    """What people read on the buttons under a message, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def ended(request: Request, **fields: Any) -> Request:  # noqa: ANN401 - fields of a request
    """A request that ended without a picture."""
    return replace(request, status=RequestStatus.ENDED, due_at=None, **fields)
