"""The courier: pictures and news on their way to people."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.types import InlineKeyboardMarkup, Message, ReplyParameters

from bot.drawing.ports import Models, News, Sent
from bot.drawing.values.generations import Generation, Picture, Place
from bot.drawing.values.models import Model
from bot.errors import AlreadyThere, CourierError, MediaRefused, PlaceholderLost, ThreadLost, Undeliverable
from bot.telegram.outbound import parcels
from bot.telegram.outbound.limiter import progress
from bot.telegram.outbound.parcels import Parcel
from bot.telegram.outbound.storage_chat import StorageChat
from bot.telegram.refusals import understood
from bot.wording import captions, keyboards
from bot.wording.texts import Texts

log = structlog.get_logger(__name__)

T = TypeVar("T")

SECONDS = 60
"""The time limit of one call to Telegram; a lease is longer."""

NEWS_SECONDS = 5
"""The same for what matters for a moment only."""

REMEMBERED = 1000
"""Generations whose last news is known, so that what is no news costs none of Telegram's edits."""


class TelegramCourier:
    """See drawing.ports.Courier."""

    def __init__(
        self, bot: Bot, texts: Texts, models: Models, *, storage: StorageChat, admins: Sequence[int] = ()
    ) -> None:
        self._bot = bot
        self._storage = storage
        self._admins = admins
        self._texts = texts
        self._models = models
        self._told: dict[UUID, str] = {}

    async def place(self, generation: Generation) -> int | None:
        """See Courier."""
        text = captions.placeholder(self._texts, generation, self._models)
        buttons = keyboards.progress(self._texts, generation)
        if generation.origin.inline_message_id is None:
            return await self._say(generation, text, buttons)
        await self._rewrite(generation, text, buttons)
        return None

    async def find(self, generation: Generation, candidates: list[int]) -> int | None:
        """See Courier.

        There is no method to look a message up, but an edit answers with the message: so our button is put under it,
        and what it replies to tells whose placeholder it is.
        """
        for message_id in candidates:
            if await self._is_placeholder(generation, message_id):
                log.info("placeholder found", message=message_id)
                return message_id
        return None

    async def alarm(self, model: Model, detail: str, stand_in: Model | None) -> None:
        """See Courier. Each of the operator's chats is told, whatever becomes of the others."""
        text = captions.alarm(self._texts, model, detail, stand_in)
        for chat_id in self._admins:
            try:
                with understood():
                    await self._bot.send_message(chat_id, text, request_timeout=SECONDS)
            except CourierError as error:
                log.warning("an admin was not told", chat=chat_id, error=repr(error))

    async def withdraw(self, generation: Generation, placeholder: int) -> None:
        """See Courier."""
        with understood():
            await self._bot.delete_message(generation.origin.chat_id, placeholder, request_timeout=SECONDS)

    async def report(self, generation: Generation, news: News) -> None:
        """See Courier."""
        text = captions.report(self._texts, generation, news)
        if self._told.get(generation.id) == text:
            return
        with progress():
            await self._rewrite(generation, text, keyboards.progress(self._texts, generation), seconds=NEWS_SECONDS)
        self._told[generation.id] = text
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]

    async def act(self, place: Place) -> None:
        """See Courier."""
        with progress(), understood():
            await self._bot.send_chat_action(
                place.chat_id,
                ChatAction.UPLOAD_PHOTO,
                message_thread_id=place.thread_id,
                request_timeout=NEWS_SECONDS,
            )

    async def call(self, generation: Generation) -> None:
        """See Courier. Groups are left in peace."""
        if generation.origin.is_private:
            text = self._texts.get(generation.origin.language, "ready")
            await self._say(generation, text, to=generation.placeholder, silent=False)

    async def upload(self, generation: Generation, picture: Picture) -> str:
        """See Courier."""

        async def upload(parcel: Parcel) -> str:
            return await self._storage.upload(parcel, generation.origin.user_id)

        return await self._bring(generation, picture, upload)

    async def deliver(self, generation: Generation, picture: Picture) -> Sent:
        """See Courier. Of a file_id nobody knows whether it is a photo's: Telegram refuses the other form."""
        buttons, file_id = await self._finished(generation), generation.file_id

        async def edit(parcel: Parcel) -> Sent:
            with suppress(AlreadyThere), understood():
                return parcels.sent(
                    await self._bot.edit_message_media(
                        parcel.media(file_id), reply_markup=buttons, request_timeout=SECONDS, **_address(generation)
                    ),
                    file_id,
                )
            return Sent(None, file_id)

        return await self._bring(generation, picture, edit)

    async def send(self, generation: Generation, picture: Picture) -> Sent:
        """See Courier."""
        buttons = await self._finished(generation)

        async def send(parcel: Parcel) -> Sent:
            return parcels.sent(
                await self._in_thread(generation, lambda thread: self._post(generation, parcel, thread, buttons))
            )

        return await self._bring(generation, picture, send)

    async def tell(self, generation: Generation) -> None:
        """See Courier."""
        text = captions.ending(self._texts, generation)
        buttons = keyboards.ending(self._texts, generation)
        if not generation.placed:
            await self._say(generation, text, buttons)
            return
        try:
            await self._rewrite(generation, text, buttons)
        except PlaceholderLost:
            if generation.origin.inline_message_id is None:
                await self._say(generation, text, buttons)

    async def _bring(self, generation: Generation, picture: Picture, carry: Callable[[Parcel], Awaitable[T]]) -> T:
        """Carry the best form of the picture that Telegram takes."""
        refused: MediaRefused | None = None
        for parcel in parcels.forms(self._texts, generation, self._models, picture):
            try:
                return await carry(parcel)
            except MediaRefused as error:
                log.warning("telegram refuses this form", error=repr(error))
                refused = error
        raise refused or MediaRefused("no form of the picture fits Telegram")

    async def _finished(self, generation: Generation) -> InlineKeyboardMarkup:
        username = (await self._bot.me()).username or ""
        return keyboards.finished(self._texts, generation, self._models, username)

    async def _post(
        self, generation: Generation, parcel: Parcel, thread_id: int | None, buttons: InlineKeyboardMarkup
    ) -> Message:
        return await self._bot(
            parcel.message(
                chat_id=generation.origin.chat_id,
                message_thread_id=thread_id,
                reply_parameters=_reply(generation.origin.message_id),
                reply_markup=buttons,
            ),
            request_timeout=SECONDS,
        )

    async def _is_placeholder(self, generation: Generation, message_id: int) -> bool:
        chat_id, buttons = generation.origin.chat_id, keyboards.progress(self._texts, generation)
        try:
            message = await self._marked(chat_id, message_id, buttons)
        except (PlaceholderLost, Undeliverable):
            return False
        found = _answers(message, generation)
        with suppress(CourierError):  # under another message of ours it is taken off again
            await self._mark(chat_id, message_id, buttons if found else None)
        return found

    async def _marked(self, chat_id: int, message_id: int, buttons: InlineKeyboardMarkup) -> Message | bool:
        try:
            return await self._mark(chat_id, message_id, buttons)
        except AlreadyThere:  # as it should be, or a crash left it there while a neighbour was looked at
            return await self._mark(chat_id, message_id, None)

    async def _mark(self, chat_id: int, message_id: int, buttons: InlineKeyboardMarkup | None) -> Message | bool:
        with understood():
            return await self._bot.edit_message_reply_markup(
                chat_id=chat_id, message_id=message_id, reply_markup=buttons, request_timeout=SECONDS
            )

    async def _rewrite(
        self, generation: Generation, text: str, buttons: InlineKeyboardMarkup | None, seconds: int = SECONDS
    ) -> None:
        with suppress(AlreadyThere), understood():
            await self._bot.edit_message_text(
                text, reply_markup=buttons, request_timeout=seconds, **_address(generation)
            )

    async def _say(
        self,
        generation: Generation,
        text: str,
        buttons: InlineKeyboardMarkup | None = None,
        *,
        to: int | None = None,
        silent: bool = True,
    ) -> int:
        message = await self._in_thread(
            generation,
            lambda thread_id: self._bot.send_message(
                generation.origin.chat_id,
                text,
                message_thread_id=thread_id,
                disable_notification=silent,
                reply_parameters=_reply(to or generation.origin.message_id),
                reply_markup=buttons,
                request_timeout=SECONDS,
            ),
        )
        return message.message_id

    async def _in_thread(self, generation: Generation, send: Callable[[int | None], Awaitable[Message]]) -> Message:
        """Send into the topic of the request; outside of it where the topic is closed or gone."""
        thread_id = generation.origin.thread_id
        try:
            return await _answered(send(thread_id))
        except ThreadLost:
            if thread_id is None:
                raise
            return await _answered(send(None))


async def _answered(sending: Awaitable[Message]) -> Message:
    with understood():
        return await sending


def _address(generation: Generation) -> dict[str, Any]:
    """The message that becomes the picture."""
    if generation.origin.inline_message_id is not None:
        return {"inline_message_id": generation.origin.inline_message_id}
    return {"chat_id": generation.origin.chat_id, "message_id": generation.placeholder}


def _answers(shown: object, generation: Generation) -> bool:
    """Whether this is a text in reply to the generation's request."""
    if not isinstance(shown, Message) or shown.text is None or shown.reply_to_message is None:
        return False
    return shown.reply_to_message.message_id == generation.origin.message_id


def _reply(message_id: int) -> ReplyParameters:
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True)
