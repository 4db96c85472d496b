"""What people do with the bot by its name, in chats that it need not be in."""

from sandbox.telegram_api import ALICE, BORIS, Status
from tests.end_to_end.people import now
from tests.end_to_end.stage import Message, Stage


def elsewhere(stage: Stage) -> int:
    """A group of Alice's and Boris' that the bot is not in."""
    return stage.telegram.world.add_group("Elsewhere", [ALICE, BORIS], bot=Status.LEFT).id


async def opened(stage: Stage, person: int = ALICE) -> None:
    """Somebody opens the chat with the bot, and is greeted."""
    before = len(stage.telegram.world.messages(person))
    stage.ask("/start", person)
    await stage.telegram.world.until(lambda: len(stage.telegram.world.messages(person)) > before + 1)


async def typed(stage: Stage, text: str, person: int = ALICE) -> str:
    """Somebody types the bot's name and words; the query's id, when the bot has answered."""
    world = stage.telegram.world
    query = world.inline_query(person, text)
    await world.until(lambda: world.inline_answer(query))
    return query


async def offered(stage: Stage, text: str, person: int = ALICE) -> list[Message]:
    """The results that somebody sees for their words."""
    return stage.telegram.world.cards(await typed(stage, text, person))


async def posted(stage: Stage, text: str, chat: int, person: int = ALICE, nth: int = 0) -> Message:
    """Somebody types words and chooses one of the results; the message it becomes."""
    query = await typed(stage, text, person)
    result = stage.telegram.world.cards(query)[nth]
    return stage.telegram.world.choose(person, query, result["id"], chat)


async def drawn(stage: Stage, message: Message) -> Message:
    """The message when it has become a picture."""
    await stage.telegram.world.until(lambda: {"photo", "document"} & now(stage, message).keys())
    return now(stage, message)


async def says(stage: Stage, message: Message, words: str) -> Message:
    """The message when its text has these words."""
    await stage.telegram.world.until(lambda: words in now(stage, message).get("text", ""))
    return now(stage, message)


async def told(stage: Stage, query: str) -> str:
    """What the bot answers to a press."""
    world = stage.telegram.world
    answer = await world.until(lambda: world.answer(query))
    return str(answer.get("text", ""))
