"""Telegram's flood limits as a rule that can be switched on (Bot API FAQ, "My bot is hitting limits")."""

import math
from collections import deque
from dataclasses import dataclass, field

from sandbox.telegram_api.values import Chat, ChatType


@dataclass(frozen=True, slots=True)
class Rates:
    """How many messages pass: in one chat and over all a second, in one group a minute."""

    chat_per_second: int = 1
    group_per_minute: int = 20
    all_per_second: int = 30


@dataclass(slots=True)
class FloodLimits:
    """Counts messages and edits; times are POSIX seconds."""

    rates: Rates = Rates()
    _passed: dict[str, deque[float]] = field(default_factory=dict)

    def delay(self, chat: Chat | None, now: float) -> int:
        """How many seconds to wait before the next message to ``chat``; 0 lets this one pass and counts it."""
        windows = self._windows(chat)
        waits = [self._wait(key, rate, span, now) for key, rate, span in windows]
        if max(waits) > 0:
            return math.ceil(max(waits))
        for key, _, _ in windows:
            self._passed[key].append(now)
        return 0

    def _windows(self, chat: Chat | None) -> list[tuple[str, int, int]]:
        windows = [("all", self.rates.all_per_second, 1)]
        if chat is not None:
            windows.append((f"second {chat.id}", self.rates.chat_per_second, 1))
            if chat.type is not ChatType.PRIVATE:
                windows.append((f"minute {chat.id}", self.rates.group_per_minute, 60))
        return windows

    def _wait(self, key: str, rate: int, span: int, now: float) -> float:
        passed = self._passed.setdefault(key, deque())
        while passed and passed[0] <= now - span:
            passed.popleft()
        return passed[-rate] + span - now if len(passed) >= rate else 0.0
