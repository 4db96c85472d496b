"""Methods about chats and who is in them."""

from dataclasses import replace

from aiogram.methods import GetChat, GetChatAdministrators, GetChatMember, LeaveChat

from sandbox.telegram_api.access import find_chat, reach_chat
from sandbox.telegram_api.errors import bad_request
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.values import ChatType, Json, Status, member


def get_chat(ask: Ask[GetChat]) -> Json:
    """A chat in full."""
    chat = find_chat(ask.state, ask.params.chat_id)
    return (chat if chat.type is ChatType.PRIVATE else reach_chat(ask.state, chat.id)).full()


def get_chat_member(ask: Ask[GetChatMember]) -> Json:
    """What somebody is in a chat; whoever was never there has left."""
    state, user_id = ask.state, ask.params.user_id
    chat = reach_chat(state, ask.params.chat_id)
    if user_id == state.bot.id:
        return member(state.bot.user(), chat.bot)
    if user_id not in state.people:
        raise bad_request("invalid user_id specified")
    return member(state.people[user_id].user(), chat.rank(user_id), anonymous=user_id in chat.anonymous)


def get_chat_administrators(ask: Ask[GetChatAdministrators]) -> list[Json]:
    """The owner and the administrators, without other bots."""
    state, chat = ask.state, reach_chat(ask.state, ask.params.chat_id)
    if chat.type is ChatType.PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    ranks = [(state.people[person], status) for person, status in chat.members.items()] + [(state.bot, chat.bot)]
    return [
        member(person.user(), status, anonymous=person.id in chat.anonymous) for person, status in ranks if status.rules
    ]


def leave_chat(ask: Ask[LeaveChat]) -> bool:
    """The bot goes."""
    chat = reach_chat(ask.state, ask.params.chat_id)
    if chat.type is ChatType.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    ask.state.keep(replace(chat, bot=Status.LEFT))
    return True


METHODS = [
    plays(GetChat, get_chat),
    plays(GetChatMember, get_chat_member),
    plays(GetChatAdministrators, get_chat_administrators),
    plays(LeaveChat, leave_chat),
]
