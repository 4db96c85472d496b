"""What goes into a database and what comes out."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
"""Values by the column's name."""

Statement = tuple[str, Mapping[str, object]]
"""SQL with ``:named`` parameters, and their values."""
