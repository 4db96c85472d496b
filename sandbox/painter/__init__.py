"""The sandbox's painter: a deterministic illustration from a prompt, a seed and an aspect ratio."""

from sandbox.painter.picture import paint
from sandbox.painter.size import size_of

__all__ = ["paint", "size_of"]
