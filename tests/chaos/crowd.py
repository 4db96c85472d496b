"""The people of a crash run: what they ask for, press, take back and delete, whether the bot lives or not."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from bot.wording.keyboards import Action, Press
from sandbox.telegram_api import Status, World
from tests.chaos.asked import REFUSED, SINGLY, TOGETHER, Asked, Corner, Message, presses, replied_to

PEOPLE = 15
ANSWER_SECONDS = 3.0
"""How long somebody waits for what they need to go on."""

LOOKED_AT = 40
"""So many of the newest messages of a chat somebody looks at for one to press a button under."""

PERSISTENCE = 30.0
"""Seconds after which nobody presses the same number again: after a minute the bot may well send it once more."""


@dataclass(slots=True)
class Crowd:
    """Who does what, by chance; and what they did, to be compared with what became of it."""

    world: World
    chance: random.Random
    corners: Sequence[Corner]
    elsewhere: int  #: a group that the bot is not in
    asked: list[Asked] = field(default_factory=list)
    cancelled: set[UUID] = field(default_factory=set)
    deleted: set[UUID] = field(default_factory=set)
    resent: set[UUID] = field(default_factory=set)
    numbers: dict[tuple[UUID, int], float] = field(default_factory=dict)
    tapped: set[tuple[int, int, int, str]] = field(default_factory=set)
    """Who chose what, by chat and message: the same again may be one request, or another one, as time would have it."""
    words: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def alone(self) -> list[Corner]:
        """The private chats."""
        return [corner for corner in self.corners if corner.chat > 0]

    def draw(
        self,
        words: str = "picture",
        corner: Corner | None = None,
        *,
        count: int | None = None,
        model: str = SINGLY,
    ) -> Asked:
        """Somebody asks for what nobody else asks for, anywhere unless a corner is named."""
        corner = corner or self.chance.choice(self.corners)
        number = next(self.words)
        prompt = f"{words} {number}"
        flags = [f"--n {count}"] if count else []
        flags += [f"--seed {10 * number}"] if model == SINGLY else [f"--model {model}"]
        text = f"/draw@{self.world.bot.username} {prompt} {' '.join(flags)}"
        said = self.world.say(self._somebody(corner.chat), corner.chat, text, thread=corner.thread)
        return self._asks(
            Asked(
                key=f"message:{corner.chat}:{said['message_id']}",
                corner=corner,
                answers=said["message_id"],
                words=prompt,
                count=count or 1,
                seed=10 * number if model == SINGLY else None,
                model=model,
            )
        )

    async def post(self, words: str = "picture", count: int | None = None) -> Asked | None:
        """Somebody posts a message inline, in a chat without the bot; None where it does not answer them in time."""
        person, prompt = self.chance.choice(self.alone).chat, f"{words} {next(self.words)}"
        query = self.world.inline_query(person, f"{prompt} --n {count}" if count else prompt)
        try:
            await self.world.until(lambda: self.world.cards(query), ANSWER_SECONDS)
        except TimeoutError:
            return None
        self.world.inline_feedback = self.chance.random() < 0.7
        card = self.world.cards(query)[0]
        posted = self.world.choose(person, query, card["id"], self.elsewhere)
        inline_id = self.world.inline_id(posted)
        if not self.world.inline_feedback or self.chance.random() < 0.3:
            self.world.press(person, self.elsewhere, posted["message_id"], _take(posted))
        corner = Corner(self.elsewhere)
        key = f"inline:{inline_id}"
        return self._asks(Asked(key=key, corner=corner, words=prompt, count=count or 1, inline_id=inline_id))

    def again(self) -> Asked | None:
        """Somebody presses Again under a picture, or chooses a style for it; None where there is nothing new."""
        message = self._one_with(Action.AGAIN, Action.STYLE)
        if message is None:
            return None
        new = [one for one in presses(message, new=True) if one.action in (Action.AGAIN, Action.STYLE)]
        return self._repeat(message, new[0])

    def again_by_two(self) -> None:
        """Two people press Again under one picture at once."""
        if message := self._one_with(Action.AGAIN, alone=False):
            press = next(one for one in presses(message) if one.action is Action.AGAIN)
            for person in self.chance.sample(sorted(self.world.chat(message["chat"]["id"]).members), 2):
                self._repeat(message, press, person)

    def again_all(self) -> None:
        """Somebody presses Again under a contact sheet."""
        if message := self._one_with(Action.AGAIN_ALL):
            press = next(one for one in presses(message) if one.action is Action.AGAIN_ALL)
            self._repeat(message, press, whole=True)

    def open_styles(self) -> None:
        """Somebody opens More under a picture, or the styles behind it, to choose one later."""
        if message := self._one_with(Action.AGAIN, Action.STYLES):
            openers = (Action.MORE, Action.STYLES)
            self._press(message, next(one for one in presses(message) if one.action in openers))

    def full(self, *, whole: bool = False) -> bool:
        """Somebody presses a number under a sheet, or under a ``whole`` one, perhaps twice; whether there was one."""
        sheets = [message for message in self._messages() if not (whole and Action.CANCEL in _actions(message))]
        shown = [(message, one) for message in sheets for one in presses(message)]
        numbers = [(message, one) for message, one in shown if one.action is Action.SHOW]
        fresh = [(message, one) for message, one in numbers if self._is_fresh(message, one)]
        if not fresh:
            return False
        message, press = self.chance.choice(fresh)
        self.numbers.setdefault((press.id, message["chat"]["id"]), time.monotonic())
        for _ in range(self.chance.choice((1, 1, 2))):
            self._press(message, press)
        return True

    def cancel(self, message: Message | None = None) -> None:
        """Somebody takes back what waits."""
        if message := message or self._one_with(Action.CANCEL):
            press = next(one for one in presses(message) if one.action is Action.CANCEL)
            self.cancelled.add(press.id)
            self._press(message, press)

    def delete(self, message: Message | None = None) -> None:
        """Somebody deletes what waits: whoever owns the chat may."""
        if message := message or self._one_with(Action.CANCEL):
            self.deleted.add(next(one for one in presses(message) if one.action is Action.CANCEL).id)
            chat = message["chat"]["id"]
            self.world.delete(next(iter(self.world.chat(chat).members)), chat, message["message_id"])

    def delete_seldom(self) -> None:
        """The same now and then."""
        if self.chance.random() < 0.3:
            self.delete()

    def retry(self) -> None:
        """Somebody presses the button under a sentence: to ask once more, or to have a kept picture brought."""
        message = self._one_with(Action.RETRY, Action.RESEND, alone=True)
        for press in presses(message or {}):
            if message and press.action is Action.RETRY:
                self._repeat(message, press, whole=True)
            elif message and press.action is Action.RESEND:
                self.resent.add(press.id)
                self._press(message, press)

    async def seen_waiting(self, asked: Asked) -> Message | None:
        """The placeholder of a request; None where it does not come in time."""

        def there() -> Message | None:
            messages = self.world.messages(asked.corner.chat)
            answers = (one for one in messages if replied_to(one) == asked.answers and one["from"]["is_bot"])
            return next((one for one in answers if Action.CANCEL in _actions(one)), None)

        with suppress(TimeoutError):
            return await self.world.until(there, ANSWER_SECONDS)
        return None

    async def do_something(self) -> None:
        """One thing after another, as it comes; for most of it there has to be something to press."""
        acts: dict[Callable[[], object], int] = {
            self.draw_something: 8,
            self.again: 2,
            self.cancel: 2,
            self.full: 2,
            self.again_by_two: 1,
            self.again_all: 1,
            self.open_styles: 1,
            self.retry: 1,
            self.delete_seldom: 1,
        }
        (act,) = self.chance.choices([*acts, None], [*acts.values(), 1])
        if act is None:
            await self.post(count=self.chance.choice((None, None, 2)))
        else:
            act()

    def draw_something(self) -> Asked:
        """One or several pictures, of either model; some are refused."""
        count = self.chance.choice((None, None, 2, 3, 4)) if self.chance.random() < 0.6 else None
        model = TOGETHER if self.chance.random() < 0.25 else SINGLY
        return self.draw(REFUSED if self.chance.random() < 0.08 else "picture", count=count, model=model)

    def _asks(self, asked: Asked) -> Asked:
        self.asked.append(asked)
        return asked

    def _repeat(
        self, message: Message, press: Press, person: int | None = None, *, whole: bool = False
    ) -> Asked | None:
        """Somebody presses a button that asks for pictures; None where they did that before."""
        chat = message["chat"]["id"]
        person = person or self._somebody(chat)
        tap = person, chat, message["message_id"], press.pack()
        if tap in self.tapped:
            return None
        self.tapped.add(tap)
        query = self.world.press(*tap)
        thread = message.get("message_thread_id") if message.get("is_topic_message") else None
        return self._asks(
            Asked(
                key=f"callback:{query}:{press.pack()}",
                corner=Corner(chat, thread),
                answers=message["message_id"],
                count=None if whole else 1,
                of=press.id,
            )
        )

    def _press(self, message: Message, press: Press) -> str:
        chat = message["chat"]["id"]
        return self.world.press(self._somebody(chat), chat, message["message_id"], press.pack())

    def _somebody(self, chat: int) -> int:
        return chat if chat > 0 else self.chance.choice(list(self.world.chat(chat).members))

    def _is_fresh(self, message: Message, press: Press) -> bool:
        first = self.numbers.get((press.id, message["chat"]["id"]))
        return first is None or time.monotonic() - first < PERSISTENCE

    def _one_with(self, *actions: Action, alone: bool | None = None) -> Message | None:
        found = [
            message
            for message in self._messages()
            if alone in (None, message["chat"]["id"] > 0) and _actions(message) & {*actions}
        ]
        return self.chance.choice(found) if found else None

    def _messages(self) -> Iterator[Message]:
        for chat in dict.fromkeys(corner.chat for corner in self.corners):
            yield from self.world.messages(chat)[-LOOKED_AT:]


def _actions(message: Message) -> set[Action]:
    return {press.action for press in presses(message)}


def _take(message: Message) -> str:
    data: str = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    return data


async def now_and_then(crowd: Crowd, seconds: float) -> None:
    """Let people do something every so often, whether the bot lives or not."""
    while True:
        await crowd.do_something()
        await asyncio.sleep(crowd.chance.uniform(0, 2 * seconds))


def populated(world: World, chance: random.Random) -> Crowd:
    """People with their private chats, a group, a supergroup, two topics of a forum; and a group without the bot."""
    people = [world.add_person(1000 + number, f"Person {number}").id for number in range(PEOPLE)]
    for person in people:
        world.open_private(person)
    forum = world.add_supergroup("Studio", people, forum=True).id
    corners = [
        *map(Corner, people),
        Corner(world.add_group("Friends", people).id),
        Corner(world.add_supergroup("Painters", people).id),
        *(Corner(forum, world.add_topic(forum, name).id) for name in ("Oil", "Ink")),
    ]
    return Crowd(world, chance, corners, world.add_group("Elsewhere", people, bot=Status.LEFT).id)
