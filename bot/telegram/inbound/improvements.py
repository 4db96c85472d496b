"""Better words in messages of the bot's: they are asked for beside all chats, and shown where it was said so."""

import asyncio
from collections.abc import Hashable
from functools import partial

import structlog
from aiogram import Bot
from aiogram.methods import EditMessageText
from aiogram.types import Message

from bot.drawing.answers import Answers
from bot.drawing.gallery import Gallery
from bot.drawing.improving import Improving, Plan
from bot.drawing.ports.clock import Clock
from bot.drawing.values.requests import MessageAddress
from bot.drawing.values.specs import Draft
from bot.errors import (
    AlreadyThere,
    CourierDelayed,
    CourierUnanswered,
    ImprovingError,
    PlaceholderLost,
    StoreUnavailable,
    WordsNotImproved,
)
from bot.telegram.calls import Calls
from bot.telegram.inbound import replies
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.errands import Errands
from bot.telegram.inbound.roles import GROUPS
from bot.telegram.stopping import pause
from bot.wording import improving as wording
from bot.wording.improving import Improve, Said
from bot.wording.texts import Locale

log = structlog.get_logger(__name__)

TRIES = 4
"""So often a suggestion is brought to a message that Telegram does not take it for."""

LONGEST_PAUSE = 30.0
"""Seconds before another try at most."""


class Improvements:
    """Improves words as ``improving`` does; what comes of it is shown, unless the words were drawn meanwhile."""

    def __init__(self, *, bot: Bot, improving: Improving, errands: Errands, gallery: Gallery, clock: Clock) -> None:
        self._calls = Calls(bot)
        self._improving = improving
        self._errands = errands
        self._gallery = gallery
        self._clock = clock

    @property
    def are_on(self) -> bool:
        """Whether there is something that improves words."""
        return self._improving.is_on

    def are_under_way(self, key: Hashable) -> bool:
        """Whether better words for this are being asked for."""
        return self._errands.is_running(key)

    def end(self, at: MessageAddress) -> None:
        """Nobody waits for those of this message any more."""
        self._errands.drop(at)

    async def answer(
        self, message: Message, draft: Draft, asker: Asker, answers: Answers, state: Improve, key: Hashable = None
    ) -> None:
        """Answer a message with better words for a draft: at first that they are asked for.

        With a ``key`` one is asked for at a time. Raises RequestError, CourierError.
        """
        plan = self._improving.plan(draft, asker.person, asker.member)
        said = wording.waiting(asker.locale, plan.written, state)
        silent = message.chat.type in GROUPS
        there = MessageAddress(message.chat.id, await replies.tell(message, *said, answers, asker.id, silent=silent))
        await self._begin(there, plan, asker.locale, state, key=key)

    async def instead(
        self, at: MessageAddress, draft: Draft, asker: Asker, state: Improve, before: str | None = None
    ) -> None:
        """The same in a message that says something else; ``before`` is a command that it suggested.

        Raises RequestError, CourierError.
        """
        plan = self._improving.plan(draft, asker.person, asker.member, before=before, tries=state.tries)
        await self._say(at, wording.waiting(asker.locale, plan.written, state))
        await self._begin(at, plan, asker.locale, state, before)

    async def _begin(
        self,
        at: MessageAddress,
        plan: Plan,
        locale: Locale,
        state: Improve,
        before: str | None = None,
        key: Hashable = None,
    ) -> None:
        work = partial(self._improve, at, plan, locale, state, before)
        if not self._errands.begin(at if key is None else key, work):
            await self._say(at, _failed(WordsNotImproved("busy"), plan, locale, state, before))

    async def _improve(
        self, at: MessageAddress, plan: Plan, locale: Locale, state: Improve, before: str | None
    ) -> None:
        try:
            command = await self._improving.improve(plan)
        except ImprovingError as error:
            said = _failed(error, plan, locale, state, before)
        except StoreUnavailable:
            said = _failed(WordsNotImproved("lost"), plan, locale, state, before)
        except Exception:
            log.exception("words not improved")
            said = _failed(WordsNotImproved("bug"), plan, locale, state, before)
        else:
            counted = state.model_copy(update={"tries": state.tries + 1})
            said = wording.suggested(locale, plan.written, command, counted)
        if await self._gallery.shown(at) is None:  # else it became a placeholder: the words are being drawn
            await self._insist(at, said)

    async def _insist(self, at: MessageAddress, said: Said) -> None:
        """Say it, also where Telegram takes nothing for a while. Raises CourierError."""
        for failures in range(1, TRIES):
            try:
                await self._say(at, said)
            except (CourierDelayed, CourierUnanswered) as error:
                wanted = getattr(error, "retry_after", None) or 0.0
                await self._clock.wait(asyncio.Event(), min(max(wanted, pause(failures)), LONGEST_PAUSE))
            else:
                return
        await self._say(at, said)

    async def _say(self, at: MessageAddress, said: Said) -> None:
        """Let a message say this; one that is gone says nothing. Raises CourierError."""
        text, buttons = said
        edit = EditMessageText(chat_id=at.chat_id, message_id=at.message_id, text=text, reply_markup=buttons)
        try:
            await self._calls.make(edit)
        except AlreadyThere:
            return
        except PlaceholderLost:
            log.info("better words have no message any more")


def _failed(error: ImprovingError, plan: Plan, locale: Locale, state: Improve, before: str | None) -> Said:
    return wording.failed(locale, plan.written, error, state, before)
