"""How a picture is painted: one finish for each style of the vocabulary, one for each tone."""

from sandbox.painter.styles.table import FINISHES, TONES, Finish

__all__ = ["FINISHES", "TONES", "Finish"]
