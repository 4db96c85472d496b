"""Albums, and what comes in one go: it is answered once."""

from collections import OrderedDict
from datetime import datetime, timedelta

from aiogram.types import Message

from bot.drawing.ports.clock import Clock

GOES_ON = timedelta(seconds=5)
"""Within this of the last one the next message of its kind in a chat comes in the same go."""

_REMEMBERED = 1000
"""Chats whose last such message is known; each process knows its own."""

Key = tuple[int, str]


class Bursts:
    """Knows what was answered a moment ago. It is noted when it is: what failed is answered by the next one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answered: OrderedDict[Key, datetime] = OrderedDict()

    def goes_on(self, message: Message, kind: str) -> bool:
        """Whether a message of this kind is one more of those that were answered; it goes on from it then.

        What has words of its own is answered by itself, but for several of one album.
        """
        keys = [key for key in _keys(message, kind, has_words=bool(message.caption)) if self._is_known(key)]
        for key in keys:
            self._note(key)
        return bool(keys)

    def answered(self, message: Message, kind: str) -> None:
        """A message was answered, and with it those that come in one go with it."""
        answered = {False, bool(message.caption)}
        for key in (key for has_words in answered for key in _keys(message, kind, has_words=has_words)):
            self._note(key)

    def _is_known(self, key: Key) -> bool:
        last = self._answered.get(key)
        return last is not None and self._clock.now() - last < GOES_ON

    def _note(self, key: Key) -> None:
        self._answered[key] = self._clock.now()
        self._answered.move_to_end(key)
        if len(self._answered) > _REMEMBERED:
            self._answered.popitem(last=False)


def _keys(message: Message, kind: str, *, has_words: bool) -> list[Key]:
    """What tells those apart that belong together: the kind, and the album whatever is in it."""
    alike = [] if has_words else [(message.chat.id, kind)]
    album = [(message.chat.id, f"album {message.media_group_id} {has_words}")] if message.media_group_id else []
    return [*alike, *album]
