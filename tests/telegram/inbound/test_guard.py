"""Every press x everybody x every message: what reaches a handler. A new button is in it as soon as it has a row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from aiogram import Bot
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CallbackQuery,
    Chat,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    TelegramObject,
    User,
)

from bot.drawing.values.groups import Group, Membership
from bot.drawing.values.people import Person
from bot.drawing.values.requests import Request
from bot.drawing.values.specs import Draft
from bot.errors import AdminsOnly, NotYours, PalitraError, TooLate
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.guard import Guard
from bot.telegram.inbound.menus import Choice, GroupChoice
from bot.telegram.inbound.rules import RULES, Kind, Rule, Subject, Who
from bot.wording import picture_menus
from bot.wording.credits import BuyPack, DrawNow, GiveBack
from bot.wording.helping import HelpPage
from bot.wording.improving import Improve, Step
from bot.wording.keyboards import REQUEST_ACTIONS, Action, Page, Press, Take, Undo
from bot.wording.owner import Accepting, Broadcasted, Broadcaster, Found, OpenPage, OwnerPage
from bot.wording.picture_menus import MENUS
from bot.wording.presets import PresetPage
from bot.wording.privacy import Forget
from bot.wording.suggestions import Suggestion
from bot.wording.talking import CallOff, Change, Do, Same
from bot.wording.texts import Locales
from sandbox.telegram_api import ALICE, BORIS
from sandbox.telegram_api import World as Sandbox
from tests.drawing.world import World

EVE, ADA, STRANGER = 7, 8, 9
LOCALE = Locales().first
DONE = "done"


class Role(StrEnum):
    """Who presses."""

    OWNER = "owner"
    MEMBER = "member"
    ADMIN = "admin"
    ADMIN_ELSEWHERE = "admin of another chat"
    STRANGER = "stranger"


PEOPLE = {
    Role.OWNER: BORIS,
    Role.MEMBER: EVE,
    Role.ADMIN: ALICE,
    Role.ADMIN_ELSEWHERE: ADA,
    Role.STRANGER: STRANGER,
}


class Where(StrEnum):
    """The message that a client says was pressed."""

    OWN = "its own"
    OTHER = "another"
    OLD = "its own, no longer shown"
    OLD_OTHER = "another, no longer shown"
    OLD_UNKNOWN = "one that nobody wrote down, no longer shown"
    INLINE = "an inline one of somebody else"


@dataclass(frozen=True, slots=True)
class Scene:
    """A group with two requests of the owner's, and the check before presses there."""

    group: int
    request: Request
    other: Request
    guard: Guard
    bot: Bot

    async def outcome(self, kind: Kind, role: Role, where: Where) -> str:
        """The handler is reached, or which error comes instead."""
        press = carried(kind, self.request)
        data = press if isinstance(press, str) else press.pack()
        query = self.query(data, PEOPLE[role], where)
        member = Membership(Group(self.group), None)
        given: dict[str, Any] = {"asker": Asker(Person(PEOPLE[role]), LOCALE, member), "bot": self.bot}
        if not isinstance(press, str):
            given["callback_data"] = press
        try:
            await self.guard(_reached, query, given)
        except PalitraError as error:
            return type(error).__name__
        return DONE

    def query(self, data: str, person: int, where: Where) -> CallbackQuery:
        """The press as Telegram brings it."""
        chat, user = Chat(id=self.group, type="group"), User(id=person, is_bot=False, first_name="Somebody")
        own, other = self.request.placeholder or 0, self.other.placeholder or 0
        now = datetime.fromtimestamp(1, UTC)
        messages: Mapping[Where, Message | InaccessibleMessage | None] = {
            Where.OWN: Message(message_id=own, date=now, chat=chat, text="a", reply_markup=_with(data)),
            Where.OTHER: Message(message_id=other, date=now, chat=chat, text="a", reply_markup=_with("another")),
            Where.OLD: InaccessibleMessage(message_id=own, date=0, chat=chat),
            Where.OLD_OTHER: InaccessibleMessage(message_id=other, date=0, chat=chat),
            Where.OLD_UNKNOWN: InaccessibleMessage(message_id=999_999, date=0, chat=chat),
            Where.INLINE: None,
        }
        inline = "an inline message" if where is Where.INLINE else None
        return CallbackQuery(
            id="1", from_user=user, chat_instance="1", data=data, message=messages[where], inline_message_id=inline
        )


async def _reached(_event: TelegramObject, _data: dict[str, Any]) -> str:
    return DONE


def _with(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a button", callback_data=data)]])


def carried(kind: Kind, request: Request) -> Any:  # noqa: ANN401 - one of many classes, or a word
    """What such a button of the owner's carries."""
    if isinstance(kind, Action):
        value = next((next(menu.choices(LOCALE, request))[1] for menu in MENUS.values() if menu.choice is kind), "")
        return Press(action=kind, id=request.id if kind in REQUEST_ACTIONS else request.of(1).id, value=value)
    made: Mapping[Kind, CallbackData] = {
        Page: Page(user_id=BORIS, offset=1),
        Forget: Forget(user_id=BORIS, sure=True),
        Undo: Undo(user_id=BORIS),
        Choice: Choice(field="style", value="oil"),
        GroupChoice: GroupChoice(field="daily", value="10"),
        Take: Take(key="0123456789abcdef"),
        PresetPage: PresetPage(kind="style", preset="oil"),
        Suggestion: Suggestion(flag="style", value="oil"),
        Improve: Improve(step=Step.ANOTHER, tries=1),
        HelpPage: HelpPage(topic="flags"),
        Do: Do(command="help"),
        Change: Change(id=request.of(1).id, whole=False, sure=True, digest="0a1b2c3d"),
        Same: Same(id=request.of(1).id),
        CallOff: CallOff(user_id=BORIS, sure=True),
        BuyPack: BuyPack(pictures=10, stars=50),
        DrawNow: DrawNow(id=request.id),
        GiveBack: GiveBack(sure=True),
        OpenPage: OpenPage(page=OwnerPage.STATS),
        Accepting: Accepting(on=False),
        Found: Found(id=request.id),
        Broadcaster: Broadcaster(deed=Broadcasted.SEND, id=request.id),
    }
    return kind if isinstance(kind, str) else made[kind]


ALLOWED: Mapping[Who, set[Role]] = {
    Who.ANYBODY: set(Role),
    Who.PERSON: {Role.OWNER},
    Who.KEEPERS: {Role.OWNER, Role.ADMIN},
    Who.ADMINS: {Role.ADMIN},
    Who.OWNER: set(),
}
REFUSED: Mapping[Subject, type[PalitraError]] = {Subject.GROUP: AdminsOnly}
KNOWN = {Subject.REQUEST, Subject.PICTURE}


def expected(rule: Rule, role: Role, where: Where) -> str:
    """The right outcome in a group."""
    is_there = where is Where.OWN or (where is Where.OLD and rule.subject in KNOWN)
    if where is Where.INLINE and rule.subject is Subject.WORDS:
        return DONE  # whose words these are is known by their key
    if not is_there or rule.subject in (Subject.OWN_CHAT, Subject.WORDS):
        return TooLate.__name__
    if role in ALLOWED[rule.who] or rule.subject is Subject.MESSAGE:
        return DONE
    return REFUSED.get(rule.subject, NotYours).__name__


@pytest.fixture
async def scene(bot: Bot, world: Sandbox) -> Scene:
    for person, name in ((EVE, "Eve"), (ADA, "Ada"), (STRANGER, "Stranger")):
        world.add_person(person, name)
    group = world.add_group("Here", [ALICE, BORIS, EVE]).id
    world.add_group("There", [ADA, BORIS])
    memory = World()
    request, other = [await memory.shown(Draft(words), chat_id=group, user_id=BORIS) for words in ("a fox", "a boat")]
    return Scene(group, request, other, Guard(memory.gallery), bot)


@pytest.mark.parametrize("where", list(Where))
@pytest.mark.parametrize("kind", RULES, ids=str)
async def test_in_a_group(scene: Scene, kind: Kind, where: Where) -> None:
    outcomes = {role: await scene.outcome(kind, role, where) for role in Role}
    assert outcomes == {role: expected(RULES[kind], role, where) for role in Role}


@pytest.mark.parametrize("value", ["17x1", "-", "oil'", "1x1x1"])
async def test_a_value_that_was_not_to_choose_from_is_not_taken(scene: Scene, value: str) -> None:
    """Whoever it comes from, and whatever stands in the markup."""
    press = Press(action=Action.RATIO, id=scene.request.of(1).id, value=value)
    assert not picture_menus.is_offered(press, LOCALE, scene.request)


async def test_a_button_of_a_request_that_is_gone_says_nothing_about_it(scene: Scene) -> None:
    gone = replace(scene, guard=Guard(World().gallery))
    assert await gone.outcome(Action.AGAIN, Role.STRANGER, Where.OLD) == "TooLate"
    assert await gone.outcome(Action.AGAIN, Role.OWNER, Where.OWN) == "TooLate"


@pytest.mark.parametrize("is_shown", [True, False])
@pytest.mark.parametrize("kind", [kind for kind, rule in RULES.items() if rule.who is Who.OWNER], ids=str)
async def test_what_the_owner_may_nobody_else_may_in_their_own_chat(scene: Scene, kind: Kind, is_shown: bool) -> None:  # noqa: FBT001
    """A message that Telegram shows no more may be anything: who presses is what counts."""
    outcomes = {}
    for person in (ALICE, BORIS):
        press = carried(kind, scene.request)
        chat, user = Chat(id=person, type="private"), User(id=person, is_bot=False, first_name="Somebody")
        shown = Message(message_id=5, date=datetime.fromtimestamp(1, UTC), chat=chat, reply_markup=_with(press.pack()))
        message = shown if is_shown else InaccessibleMessage(message_id=5, date=0, chat=chat)
        query = CallbackQuery(id="1", from_user=user, chat_instance="1", data=press.pack(), message=message)
        given = {"asker": Asker(Person(person), LOCALE), "bot": scene.bot, "callback_data": press}
        try:
            outcomes[person] = await scene.guard(_reached, query, given | {"owners": frozenset({ALICE})})
        except PalitraError as error:
            outcomes[person] = type(error).__name__
    assert outcomes == {ALICE: DONE, BORIS: "TooLate"}
