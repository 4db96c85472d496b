"""A private chat's plain words: perhaps they are to be drawn, perhaps they are small talk."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from bot.drawing import grammar
from bot.drawing.answers import Answers
from bot.drawing.improving import Improving
from bot.drawing.intake import Intake
from bot.drawing.policy import talk
from bot.drawing.policy.talk import Talk
from bot.drawing.withdrawals import Withdrawals
from bot.telegram.inbound import reading
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.handlers.calling import cancel
from bot.telegram.inbound.handlers.drawing import dedupe_key, origin
from bot.telegram.inbound.presses import confirm, with_message
from bot.telegram.inbound.replies import tell
from bot.telegram.plain_text import PlainText
from bot.wording import improving as improved
from bot.wording import keyboards, talking


def router(plain_text: PlainText) -> Router:
    """The router of this topic; it takes all words that are left in private chats."""
    topic = Router(name="chatting")
    words = (F.chat.type == ChatType.PRIVATE, F.text)
    if plain_text is not PlainText.IGNORE:
        topic.message.register(call_off, *words, _means_to_call_off)
        topic.message.register(chat, *words, _is_talk)
        topic.message.register(offer if plain_text is PlainText.OFFER else draw_words, *words)
    words_of_offer = F.message.reply_to_message.as_("asked")
    topic.callback_query.register(take_offer, F.data == keyboards.OFFER, with_message, words_of_offer)
    return topic


async def _means_to_call_off(message: Message) -> bool:
    return talk.meant(reading.words(message)) is Talk.CALL_OFF


async def _is_talk(message: Message) -> bool | dict[str, Talk]:
    """A filter: what is meant, as ``said``, where it is surely no picture."""
    said = talk.meant(reading.words(message))
    return {"said": said} if said.is_talk else False


async def call_off(message: Message, asker: Asker, withdrawals: Withdrawals) -> None:
    """Never mind, as words."""
    await cancel(message, asker, withdrawals)


async def chat(message: Message, said: Talk, asker: Asker, answers: Answers) -> None:
    """A greeting, thanks, a lone dot: an answer that fits, and the way to a picture."""
    await tell(message, *talking.small_talk(asker.locale, said), answers, asker.id)


async def draw_words(message: Message, asker: Asker, intake: Intake) -> None:
    """A private chat's plain words, where the operator lets them be drawn without a command."""
    draft = grammar.parse(message.text or "")
    await intake.draw(draft, asker.person, origin(message, asker), dedupe_key(message), asker.member)


async def offer(message: Message, asker: Asker, answers: Answers, improving: Improving) -> None:
    """A private chat's plain words: perhaps they are to be drawn."""
    buttons = improved.offered(asker.locale, improves=improving.is_on)
    await tell(message, asker.say("offer"), buttons, answers, asker.id, silent=True)


async def take_offer(query: CallbackQuery, shown: Message, asked: Message, asker: Asker, intake: Intake) -> None:
    """Yes, draw that; the question becomes the placeholder."""
    draft = grammar.parse(asked.text or "")
    where, key = origin(asked, asker), dedupe_key(asked)
    await intake.draw(draft, asker.person, where, key, asker.member, answer=shown.message_id)
    await confirm(query, asker.say("offer-taken"))
