"""The sandbox's painter: a deterministic illustration from a prompt, a seed and an aspect ratio."""

from bot.sandbox.painter.picture import paint
from bot.sandbox.painter.size import size_of

__all__ = ["paint", "size_of"]
