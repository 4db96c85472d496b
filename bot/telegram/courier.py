"""The courier: pictures and news on their way to people."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup, Message, ReplyParameters

from bot.drawing.values import Generation, Model, Picture
from bot.errors import AlreadyThere, CourierError, MediaRefused, PlaceholderLost, ThreadLost, Undeliverable
from bot.telegram import captions, keyboards, parcels
from bot.telegram.answers import understood
from bot.telegram.limiter import progress
from bot.telegram.parcels import Parcel
from bot.telegram.texts import Texts

log = structlog.get_logger(__name__)

SECONDS = 60
"""The time limit of one call to Telegram; a lease is longer."""


class TelegramCourier:
    """See drawing.ports.Courier."""

    def __init__(self, bot: Bot, texts: Texts, models: Mapping[str, Model]) -> None:
        self._bot = bot
        self._texts = texts
        self._models = models

    async def place(self, generation: Generation) -> int:
        """See Courier."""
        text = captions.placeholder(self._texts, generation, self._model(generation))
        return await self._say(generation, text, keyboards.progress(self._texts, generation))

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

    async def withdraw(self, generation: Generation, placeholder: int) -> None:
        """See Courier."""
        with understood():
            await self._bot.delete_message(generation.origin.chat_id, placeholder, request_timeout=SECONDS)

    async def warn(self, generation: Generation) -> None:
        """See Courier."""
        text = captions.late(self._texts, generation)
        with progress():
            await self._rewrite(generation, text, keyboards.progress(self._texts, generation))

    async def call(self, generation: Generation) -> None:
        """See Courier. Groups are left in peace."""
        if generation.origin.is_private:
            text = self._texts.get(generation.origin.language, "ready")
            await self._say(generation, text, to=generation.placeholder, silent=False)

    async def deliver(self, generation: Generation, picture: Picture) -> None:
        """See Courier."""

        async def edit(parcel: Parcel) -> None:
            with suppress(AlreadyThere), understood():
                await self._bot.edit_message_media(
                    parcel.media(),
                    chat_id=generation.origin.chat_id,
                    message_id=generation.placeholder,
                    request_timeout=SECONDS,
                )

        await self._bring(generation, picture, edit)

    async def send(self, generation: Generation, picture: Picture) -> None:
        """See Courier."""

        async def send(parcel: Parcel) -> None:
            await self._in_thread(generation, lambda thread: self._post(generation, parcel, thread))

        await self._bring(generation, picture, send)

    async def tell(self, generation: Generation) -> None:
        """See Courier."""
        text = captions.ending(self._texts, generation)
        buttons = keyboards.ending(self._texts, generation)
        if generation.placeholder is None:
            await self._say(generation, text, buttons)
            return
        try:
            await self._rewrite(generation, text, buttons)
        except PlaceholderLost:
            await self._say(generation, text, buttons)

    async def _bring(
        self, generation: Generation, picture: Picture, carry: Callable[[Parcel], Awaitable[None]]
    ) -> None:
        """Carry the best form of the picture that Telegram takes."""
        refused: MediaRefused | None = None
        for parcel in parcels.forms(self._texts, generation, self._model(generation), picture):
            try:
                await carry(parcel)
            except MediaRefused as error:
                log.warning("telegram refuses this form", error=repr(error))
                refused = error
            else:
                return
        raise refused or MediaRefused("no form of the picture fits Telegram")

    async def _post(self, generation: Generation, parcel: Parcel, thread_id: int | None) -> Message:
        send = self._bot.send_photo if parcel.is_photo else self._bot.send_document
        return await send(
            generation.origin.chat_id,
            parcel.file(),
            message_thread_id=thread_id,
            caption=parcel.caption,
            reply_parameters=_reply(generation.origin.message_id),
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

    async def _rewrite(self, generation: Generation, text: str, buttons: InlineKeyboardMarkup | None) -> None:
        with suppress(AlreadyThere), understood():
            await self._bot.edit_message_text(
                text,
                chat_id=generation.origin.chat_id,
                message_id=generation.placeholder,
                reply_markup=buttons,
                request_timeout=SECONDS,
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

    def _model(self, generation: Generation) -> Model:
        return self._models[generation.request.model]


async def _answered(sending: Awaitable[Message]) -> Message:
    with understood():
        return await sending


def _answers(shown: object, generation: Generation) -> bool:
    """Whether this is a text in reply to the generation's request."""
    if not isinstance(shown, Message) or shown.text is None or shown.reply_to_message is None:
        return False
    return shown.reply_to_message.message_id == generation.origin.message_id


def _reply(message_id: int) -> ReplyParameters:
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True)
