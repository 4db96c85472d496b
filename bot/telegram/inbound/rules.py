"""Whom each kind of press belongs to, and who may: one row each. What has no row is not done."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.telegram.inbound.menus import Choice, GroupChoice
from bot.wording import keyboards
from bot.wording.credits import BuyPack, DrawNow, GiveBack
from bot.wording.helping import HelpPage
from bot.wording.improving import Improve
from bot.wording.keyboards import Action, Page, Press, Take, Undo
from bot.wording.owner import Accepting, Broadcaster, Found, OpenPage
from bot.wording.presets import PresetPage
from bot.wording.privacy import Forget
from bot.wording.suggestions import Suggestion
from bot.wording.talking import CallOff, Change, Do, Same

Kind = Action | type[CallbackData] | str
"""What tells presses apart: what they do, what they carry, or the whole of it."""


class Subject(StrEnum):
    """What a press is about, and so what its message must be."""

    REQUEST = "request"  #: the request whose own message it is
    PICTURE = "picture"  #: a picture that the message shows
    PERSON = "person"  #: the person whom the button names
    OWN_CHAT = "own chat"  #: who has this private chat with the bot
    GROUP = "group"  #: the group that the message is in
    WORDS = "words"  #: words typed inline, which their use case finds by a key that nobody can guess
    MESSAGE = "message"  #: nothing but the message itself, or what its use case finds for its person only


class Who(StrEnum):
    """Who may."""

    ANYBODY = "anybody"  #: who sees it
    PERSON = "person"  #: whose it is; what was asked for in a group's name is its admins'
    KEEPERS = "keepers"  #: the same, the admins of the request's own chat, and whose private chat it is in
    ADMINS = "admins"  #: the admins of the group
    OWNER = "owner"  #: who runs the bot; to all others there is no such button


@dataclass(frozen=True, slots=True)
class Rule:
    """A row; with ``clears`` a message says that it is over where its button belongs to nothing any more."""

    subject: Subject
    who: Who
    clears: bool = False


RULES: Mapping[Kind, Rule] = {
    Action.CANCEL: Rule(Subject.REQUEST, Who.KEEPERS, clears=True),
    Action.RESEND: Rule(Subject.REQUEST, Who.PERSON),
    Action.RETRY: Rule(Subject.REQUEST, Who.PERSON),
    Action.LATER: Rule(Subject.MESSAGE, Who.PERSON),
    Action.AGAIN_ALL: Rule(Subject.REQUEST, Who.ANYBODY),
    Action.FILES: Rule(Subject.REQUEST, Who.ANYBODY),
    Action.AGAIN: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.EDIT: Rule(Subject.PICTURE, Who.PERSON),
    Action.IMPROVE: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.FILE: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.SHOW: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.LINK: Rule(Subject.PICTURE, Who.PERSON),
    Action.MORE: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.DELETE: Rule(Subject.PICTURE, Who.KEEPERS),
    Action.DELETE_NOW: Rule(Subject.PICTURE, Who.KEEPERS),
    Undo: Rule(Subject.PERSON, Who.PERSON),
    Action.RATIOS: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.RATIO: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.STYLES: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.STYLE: Rule(Subject.PICTURE, Who.ANYBODY),
    Action.BACK: Rule(Subject.PICTURE, Who.ANYBODY),
    Page: Rule(Subject.PERSON, Who.PERSON),
    Forget: Rule(Subject.PERSON, Who.PERSON),
    Choice: Rule(Subject.OWN_CHAT, Who.PERSON),
    GroupChoice: Rule(Subject.GROUP, Who.ADMINS),
    Take: Rule(Subject.WORDS, Who.PERSON),
    keyboards.BUY: Rule(Subject.MESSAGE, Who.ANYBODY),
    BuyPack: Rule(Subject.OWN_CHAT, Who.PERSON),
    DrawNow: Rule(Subject.OWN_CHAT, Who.PERSON),
    GiveBack: Rule(Subject.OWN_CHAT, Who.PERSON),
    OpenPage: Rule(Subject.OWN_CHAT, Who.OWNER),
    Accepting: Rule(Subject.OWN_CHAT, Who.OWNER),
    Found: Rule(Subject.OWN_CHAT, Who.OWNER),
    Broadcaster: Rule(Subject.OWN_CHAT, Who.OWNER),
    PresetPage: Rule(Subject.MESSAGE, Who.ANYBODY),
    Suggestion: Rule(Subject.MESSAGE, Who.PERSON),
    Improve: Rule(Subject.MESSAGE, Who.PERSON),
    Do: Rule(Subject.MESSAGE, Who.ANYBODY),
    Change: Rule(Subject.MESSAGE, Who.PERSON),
    Same: Rule(Subject.MESSAGE, Who.ANYBODY),
    CallOff: Rule(Subject.PERSON, Who.PERSON),
    keyboards.OFFER: Rule(Subject.MESSAGE, Who.ANYBODY),
    keyboards.HELP: Rule(Subject.MESSAGE, Who.ANYBODY),
    HelpPage: Rule(Subject.MESSAGE, Who.ANYBODY),
}


def kind_of(press: CallbackData | None, data: str) -> Kind:
    """The kind of a press, by what its data was read as; None for what is no more than itself."""
    match press:
        case Press(action=action):
            return action
        case None:
            return data
        case _:
            return type(press)
