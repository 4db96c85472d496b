"""Placeholders: put, found again, kept current and taken away."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.methods import (
    DeleteMessage,
    EditMessageCaption,
    EditMessageText,
    SendChatAction,
)
from typing_extensions import override

from bot.drawing.ports.couriers import News, PlaceholderCourier
from bot.drawing.ports.providers import Models
from bot.drawing.values.requests import Request, Thread
from bot.errors import AlreadyThere, TextLost
from bot.telegram.calls import NEWS_SECONDS, Calls, in_turn
from bot.telegram.outbound import messages
from bot.telegram.outbound.finding import Finder, Sought
from bot.telegram.outbound.limiter import progress
from bot.telegram.outbound.words import new_words
from bot.wording import captions, keyboards
from bot.wording.lengths import plain
from bot.wording.texts import Html, Locale, Locales

REMEMBERED = 1000
"""Requests whose last news is known, so that what is no news costs none of Telegram's edits."""


class TelegramPlaceholders(PlaceholderCourier):
    """The bot's own messages that show progress. Each is known by its button, which carries its request's id."""

    def __init__(self, bot: Bot, locales: Locales, models: Models) -> None:
        self._calls = Calls(bot)
        self._locales = locales
        self._models = models
        self._finder = Finder(self._calls)
        self._told: dict[UUID, str] = {}

    @override
    async def place(self, request: Request) -> int | None:
        locale = self._locale(request)
        words, buttons = captions.placeholder(locale, request, self._models), keyboards.progress(locale, request)
        if not request.is_placed:
            text = messages.text(messages.beside(request), words, buttons)
            return await self._finder.send(
                request.id, request.origin.chat_id, lambda: self._calls.first(new_words(request, text))
            )
        with suppress(AlreadyThere):
            await self._calls.make(messages.new_text(request, words, buttons))
        return request.placeholder

    @override
    async def find(self, request: Request, candidates: Sequence[int]) -> int | None:
        locale, origin = self._locale(request), request.origin
        opening, _, _ = plain(captions.placeholder(locale, request, self._models)).partition(" ")
        buttons = keyboards.progress(locale, request)
        sought = Sought(request.id, origin.chat_id, opening, buttons, origin.message_id)
        return await self._finder.find(sought, candidates)

    @override
    async def withdraw(self, request: Request, placeholder: int) -> None:
        with suppress(AlreadyThere):
            await self._calls.once(DeleteMessage(chat_id=request.origin.chat_id, message_id=placeholder))

    @override
    async def report(self, request: Request, news: News) -> None:
        locale = self._locale(request)
        told = captions.report(locale, news)
        if request.shown:
            told = captions.unfinished(locale, request, request.shown, news)
        if self._told.get(request.id) == told:
            return
        with progress(), suppress(AlreadyThere):
            await self._rewrite(request, told)
        self._told[request.id] = told
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]

    @override
    async def act(self, thread: Thread) -> None:
        action = SendChatAction(
            chat_id=thread.chat_id, action=ChatAction.UPLOAD_PHOTO, message_thread_id=thread.thread_id
        )
        with progress():
            await self._calls.make(action, NEWS_SECONDS)

    def _locale(self, request: Request) -> Locale:
        return self._locales.of(request.origin.language)

    async def _rewrite(self, request: Request, words: Html) -> None:
        """Let the placeholder say this, or what stands under the unfinished sheet, or under a placeholder of no text.

        No other forms are tried: it matters for a moment only.
        """
        locale = self._locale(request)
        if request.shown:
            await self._edit(messages.new_caption(request, words, keyboards.unfinished(locale, request)))
            return
        buttons = keyboards.progress(locale, request)
        try:
            await self._edit(messages.new_text(request, words, buttons))
        except TextLost:
            await self._edit(messages.new_caption(request, words, buttons))

    async def _edit(self, edit: EditMessageText | EditMessageCaption) -> None:
        await self._calls.first(in_turn([edit]), NEWS_SECONDS)
