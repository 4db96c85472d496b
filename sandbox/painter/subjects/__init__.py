"""What pictures are of: a painter, a habitat and a size for each subject of the vocabulary."""

from sandbox.painter.subjects.cast import CAST, Habitat, Role

__all__ = ["CAST", "Habitat", "Role"]
