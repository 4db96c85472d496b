"""What providers sent instead of pictures, in a folder: the newest of it, for the operator to look at."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import structlog
from typing_extensions import override

from bot.drawing.ports.undecoded import Undecoded
from bot.storage import own_files

log = structlog.get_logger(__name__)

FILES, BYTES = 20, 32 * 1024 * 1024
"""So many files are kept at most, and so many bytes of them all."""

_SUFFIX = ".undecoded"


@dataclass(frozen=True, slots=True)
class FolderUndecoded(Undecoded):
    """Files by their generation's id; who comes first goes first. Only files of this kind are ever touched."""

    folder: Path

    @override
    async def keep(self, generation: UUID, data: bytes, now: datetime) -> bool:
        path = self.folder / f"{now:%Y%m%dT%H%M%S%f}-{generation}{_SUFFIX}"
        try:
            await asyncio.to_thread(self._write, path, data[:BYTES])
        except OSError as error:
            log.error("not kept", generation=str(generation), error=repr(error))
            return False
        log.warning("kept what is no picture", file=str(path), bytes=len(data))
        return True

    @override
    async def drop(self, before: datetime) -> None:
        try:
            await asyncio.to_thread(self._drop_older, f"{before:%Y%m%dT%H%M%S%f}")
        except OSError as error:
            log.warning("not forgotten", folder=str(self.folder), error=repr(error))

    def _write(self, path: Path, data: bytes) -> None:
        own_files.folder(self.folder, f"*{_SUFFIX}")
        self._make_room(len(data))
        own_files.write(path, data)

    def _make_room(self, size: int) -> None:
        """Forget the oldest, so that one more of this size is within bounds."""
        kept = self._files()
        sizes = [file.stat().st_size for file in kept]
        while kept and (len(kept) >= FILES or sum(sizes) + size > BYTES):
            kept.pop(0).unlink(missing_ok=True)
            sizes.pop(0)

    def _drop_older(self, name: str) -> None:
        for file in self._files():
            if file.name < name:
                file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """What is kept, the oldest first: by the times in their names."""
        return sorted(self.folder.glob(f"*{_SUFFIX}"), key=lambda file: file.name)
