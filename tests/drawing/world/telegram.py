"""Telegram in memory: chats with messages as people see them."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.couriers import (
    CopyCourier,
    News,
    Operator,
    PictureCourier,
    PlaceholderCourier,
    Sent,
    ShowingCourier,
    Upload,
)
from bot.drawing.values.incidents import Incident
from bot.drawing.values.models import Model
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.requests import MessageAddress, Request, Thread
from bot.errors import ChatMoved, KindForbidden, PlaceholderLost, RightsLost, Undeliverable
from tests.drawing.world.faults import Faults

DRAWING = "drawing"

STORAGE_CHAT = -1_000_000_000_777
"""The operator's chat for what is uploaded."""

PICTURES = frozenset({"show", "deliver", "send", "full", "file", "copy", "files"})
"""What a chat does not take where the bot may send no pictures."""


@dataclass(slots=True)
class Message:
    """A message of the bot's: what it says, or its picture; ``button`` is the request that its buttons belong to."""

    words: str = ""
    picture: str = ""
    button: UUID | None = None
    data: dict[int, bytes] = field(default_factory=dict)

    def become(self, *, words: str = "", picture: str = "", button: UUID | None = None, data: Pictures) -> None:
        """Be edited."""
        self.words, self.picture, self.button = words, picture, button
        self.data = {position: one.data for position, one in data.items()}


class MemoryTelegram(PlaceholderCourier, PictureCourier, ShowingCourier, CopyCourier, Operator):
    """What people see: a sheet is told by its places, ``1 . x 4``: there, still to come, not to come, there.

    In ``gone`` chats nobody is there, in ``muted`` ones the bot may not write, ``pictureless`` ones take only words.
    While it is ``away`` nothing at all is answered that a fault leaves unanswered.
    """

    def __init__(self) -> None:
        self.faults = Faults()
        self.chats: defaultdict[int, dict[int, Message]] = defaultdict(dict)
        self.inline: dict[str, Message] = {}
        self.gone: set[int] = set()
        self.moved: dict[int, int] = {}
        self.muted: set[int] = set()
        self.pictureless: set[int] = set()
        self.away = False
        self.news: list[News] = []
        self.rung: list[int] = []
        self.acted: list[Thread] = []
        self.alarms: list[str] = []
        self.uploaded: list[Pictures] = []
        self.removed: list[MessageAddress] = []
        self._last = 0

    def sees(self, chat_id: int) -> list[str]:
        """What stands in a chat, from the top."""
        return [one.picture or one.words for one in self.chats[chat_id].values()]

    def number(self) -> int:
        """The number of the next message, whoever sends it."""
        self._last += 1
        return self._last

    def last(self, chat_id: int) -> int:
        """The number of the last of the bot's messages in a chat."""
        return max(self.chats[chat_id])

    @override
    async def place(self, request: Request) -> int | None:
        async with self._call("place", request.origin.chat_id):
            if request.origin.inline_message_id is not None:
                self._own(request).become(words=DRAWING, button=request.id, data={})
                return None
            if request.placeholder is not None:
                self._own(request).become(words=DRAWING, button=request.id, data={})
                return request.placeholder
            return self._post(request.origin.chat_id, Message(DRAWING, button=request.id))

    @override
    async def find(self, request: Request, candidates: Sequence[int]) -> int | None:
        async with self._call("find", request.origin.chat_id):
            there = self.chats[request.origin.chat_id]
        return next((one for one in candidates if one in there and there[one].button == request.id), None)

    @override
    async def withdraw(self, request: Request, placeholder: int) -> None:
        async with self._call("withdraw", request.origin.chat_id):
            del self.chats[request.origin.chat_id][placeholder]

    @override
    async def report(self, request: Request, news: News) -> None:
        async with self._call("report", request.origin.chat_id):
            self._own(request).words = _told(news)
            self.news.append(news)

    @override
    async def act(self, thread: Thread) -> None:
        async with self._call("act", thread.chat_id):
            self.acted.append(thread)

    @override
    async def show(self, request: Request, pictures: Pictures, news: News) -> None:
        assert not request.origin.is_inline, "an edit of an inline message takes no upload"
        async with self._call("show", request.origin.chat_id):
            places = _places(request, pictures)
            self._own(request).become(words=_told(news), picture=places, button=request.id, data=pictures)

    @override
    async def upload(self, request: Request, pictures: Pictures) -> Upload:
        async with self._call("upload", request.origin.user_id):
            self.uploaded.append(pictures)
        number = len(self.uploaded)
        return Upload(f"file {number}", MessageAddress(STORAGE_CHAT, number))

    @override
    async def remove(self, message: MessageAddress) -> None:
        async with self._call("remove", message.chat_id):
            self.removed.append(message)

    @override
    async def deliver(self, request: Request, pictures: Pictures) -> Sent:
        assert not request.origin.is_inline or request.file_id, "an inline message takes a picture by its name only"
        async with self._call("deliver", request.origin.chat_id):
            self._own(request).become(picture=_places(request, pictures), data=pictures)
        number = request.placeholder
        return Sent(number, request.file_id or f"file of message {number}")

    @override
    async def send(self, request: Request, pictures: Pictures) -> Sent:
        async with self._call("send", request.origin.chat_id):
            message = Message()
            message.become(picture=_places(request, pictures), data=pictures)
            number = self._post(request.origin.chat_id, message)
        return Sent(number, f"file of message {number}")

    @override
    async def send_in_private(self, request: Request, pictures: Pictures) -> Sent:
        async with self._call("send in private", request.origin.user_id):
            message = Message(words="in private")
            message.become(picture=f"in private: {_places(request, pictures)}", data=pictures)
            number = self._post(request.origin.user_id, message)
        return Sent(number, f"file of message {number}")

    @override
    async def tell(self, request: Request, *, anew: bool = False) -> int | None:
        assert request.reason is not None, "why it ended is what is told"
        async with self._call("tell anew" if anew else "tell", request.origin.chat_id):
            there = request.placeholder in self.chats[request.origin.chat_id]
            if not anew and (request.origin.is_inline or there):
                self._own(request).become(words=request.reason, data={})
                return None
            return self._post(request.origin.chat_id, Message(request.reason))

    @override
    async def tell_in_private(self, request: Request) -> None:
        async with self._call("tell in private", request.origin.user_id):
            self._post(request.origin.user_id, Message(f"in private: {request.reason}"))

    @override
    async def clear(self, request: Request) -> None:
        async with self._call("clear", request.origin.chat_id):
            self.chats[request.origin.chat_id].pop(request.placeholder or 0, None)

    @override
    async def answers(self) -> bool:
        self.faults.calls.append("answers")
        return not self.away

    @override
    async def call(self, request: Request) -> None:
        async with self._call("call", request.origin.chat_id):
            if request.origin.is_private:  # groups are left in peace
                self.rung.append(request.origin.chat_id)

    @override
    async def full(self, request: Request, position: int, picture: Picture, to: MessageAddress) -> int:
        async with self._call("full", to.chat_id):
            return self._post(
                to.chat_id, Message(picture=f"in full: {position}", button=request.id, data={position: picture.data})
            )

    @override
    async def file(self, request: Request, position: int, picture: Picture, to: MessageAddress) -> None:
        async with self._call("file", to.chat_id):
            self._post(
                to.chat_id, Message(picture=f"file: {position}", button=request.id, data={position: picture.data})
            )

    @override
    async def copy(self, request: Request, position: int, to: MessageAddress) -> bool:
        async with self._call("copy", to.chat_id):
            if request.file_id is not None:
                self._post(to.chat_id, Message(picture=f"copy: {position}"))
        return request.file_id is not None

    @override
    async def files(self, request: Request, pictures: Pictures, to: MessageAddress) -> None:
        async with self._call("files", to.chat_id):
            self._post(
                to.chat_id, Message(picture=f"files: {', '.join(map(str, sorted(pictures)))}", button=request.id)
            )

    @override
    async def alarm(self, model: Model, detail: str, stand_in: Model | None) -> None:
        async with self.faults.around("alarm"):
            self.alarms.append(f"{model.name}: {detail}, {stand_in.name if stand_in else 'nobody'} draws")

    @override
    async def warn(self, incident: Incident, detail: str) -> None:
        async with self.faults.around("alarm"):
            self.alarms.append(f"{incident}: {detail}")

    @asynccontextmanager
    async def _call(self, name: str, chat_id: int) -> AsyncIterator[None]:
        async with self.faults.around(name):
            if chat_id in self.gone:
                raise Undeliverable("bot was blocked by the user")
            if chat_id in self.moved:
                raise ChatMoved(self.moved[chat_id])
            if chat_id in self.muted:
                raise RightsLost("have no write access to the chat")
            if chat_id in self.pictureless and name in PICTURES:
                raise KindForbidden("not enough rights to send photos to the chat")
            yield

    def _post(self, chat_id: int, message: Message) -> int:
        number = self.number()
        self.chats[chat_id][number] = message
        return number

    def _own(self, request: Request) -> Message:
        """The message that becomes the picture. Raises PlaceholderLost."""
        if request.origin.inline_message_id is not None:
            return self.inline.setdefault(request.origin.inline_message_id, Message())
        there = self.chats[request.origin.chat_id]
        if request.placeholder not in there:
            raise PlaceholderLost("message to edit not found")
        return there[request.placeholder]


def _places(request: Request, pictures: Pictures) -> str:
    """One picture as it is; several as a sheet: those that are brought, still to come, and not to come."""
    if request.count == 1:
        return "picture"
    live = {one.position for one in request.live}
    free = {number: "." if number in live else "x" for number in range(1, request.count + 1)}
    return " ".join(str(number) if number in pictures else place for number, place in free.items())


def _told(news: News) -> str:
    if news.trouble is not None:
        return f"{news.trouble}, for {news.seconds:g} s"
    if news.late:
        return f"it takes longer: {news.seconds:g} s"
    if news.position is not None:
        return f"number {news.position} in the queue"
    return f"{news.seconds:g} s of {news.usual:g} s"
