"""Files that were sent: pictures in several sizes and documents, by file_id."""

import hashlib
import io
import mimetypes
import warnings
from dataclasses import dataclass, field

from PIL import Image, UnidentifiedImageError

from sandbox.telegram_api.errors import bad_request
from sandbox.telegram_api.values import Json

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_PHOTO_SIDES = 10_000  #: width and height together
MAX_PHOTO_RATIO = 20
THUMBNAIL_SIDES = (90, 320, 800)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came with a request."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """What the bytes of a photo say about themselves; sides in pixels."""

    width: int
    height: int
    content_type: str

    def within(self, side: int) -> tuple[int, int]:
        """The sides after shrinking the longer one to ``side``."""
        scale = side / max(self.width, self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that can be downloaded; a thumbnail is drawn from its ``original`` when somebody asks for it."""

    file_id: str
    file_unique_id: str
    path: str
    content_type: str
    original: bytes = field(repr=False)
    sides: tuple[int, int] | None = None

    @property
    def data(self) -> bytes:
        """The bytes."""
        return self.original if self.sides is None else _thumbnail(self.original, self.sides)

    def reference(self) -> Json:
        """The ids, and the size in bytes where it is known without drawing."""
        shape: Json = {"file_id": self.file_id, "file_unique_id": self.file_unique_id}
        return shape | {"file_size": len(self.original)} if self.sides is None else shape


@dataclass(slots=True)
class FileStore:
    """All files of one world; an upload makes new ids each time, as on Telegram."""

    files: dict[str, StoredFile] = field(default_factory=dict)
    media: dict[str, Json] = field(default_factory=dict)  #: by file_id: the photo or document it belongs to

    def photo(self, upload: Upload) -> Json:
        """Keep a photo; {"photo": [PhotoSize, ...]}, smallest first, or Telegram's refusal."""
        picture = examine(upload.data)
        smaller = [side for side in THUMBNAIL_SIDES if side < max(picture.width, picture.height)]
        sizes = [self._size(upload, picture, picture.within(side)) for side in smaller]
        sizes.append(self._size(upload, picture, None))
        return self._remember({"photo": sizes}, sizes)

    def document(self, upload: Upload) -> Json:
        """Keep a document; {"document": Document}, or Telegram's refusal."""
        if not upload.data:
            raise bad_request("file must be non-empty")
        kind = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        stored = self._keep(upload.data, "documents", upload.name, kind, None)
        document = {"file_name": upload.name, "mime_type": kind} | stored.reference()
        return self._remember({"document": document}, [document])

    def voice(self, upload: Upload, seconds: int) -> Json:
        """Keep what somebody said; {"voice": Voice}."""
        stored = self._keep(upload.data, "voice", upload.name, "audio/ogg", None)
        voice = {"duration": seconds, "mime_type": stored.content_type} | stored.reference()
        return self._remember({"voice": voice}, [voice])

    def sticker(self, upload: Upload, emoji: str) -> Json:
        """Keep a still sticker; {"sticker": Sticker}, or Telegram's refusal."""
        picture = examine(upload.data)
        stored = self._keep(upload.data, "stickers", upload.name, picture.content_type, None)
        shape = {"type": "regular", "width": picture.width, "height": picture.height, "emoji": emoji}
        sticker = shape | {"is_animated": False, "is_video": False} | stored.reference()
        return self._remember({"sticker": sticker}, [sticker])

    def known(self, file_id: str, kind: str) -> Json:
        """The photo or document of a file_id, or Telegram's refusal."""
        found = self.media.get(file_id)
        if found is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if kind not in found:
            raise bad_request(f"can't use file of type {next(iter(found)).title()} as {kind.title()}")
        return found

    def at(self, path: str) -> StoredFile | None:
        """The file that getFile gave this path for."""
        return next((stored for stored in self.files.values() if stored.path == path), None)

    def _size(self, upload: Upload, picture: Picture, sides: tuple[int, int] | None) -> Json:
        kind = picture.content_type if sides is None else "image/jpeg"
        suffix = mimetypes.guess_extension(kind) or ""
        stored = self._keep(upload.data, "photos", f"file{suffix}", kind, sides)
        width, height = sides or (picture.width, picture.height)
        return stored.reference() | {"width": width, "height": height}

    def _keep(self, data: bytes, folder: str, name: str, kind: str, sides: tuple[int, int] | None) -> StoredFile:
        number = len(self.files)
        mark = hashlib.sha256(f"{number} {name}".encode()).hexdigest()
        stem, dot, suffix = name.rpartition(".")
        path = f"{folder}/{stem or 'file'}_{number}{dot}{suffix if dot else ''}"
        stored = StoredFile(
            f"sandbox-{folder}-{number}-{mark[:24]}", f"u{number}{mark[24:36]}", path, kind, data, sides
        )
        self.files[stored.file_id] = stored
        return stored

    def _remember(self, content: Json, parts: list[Json]) -> Json:
        self.media.update({part["file_id"]: content for part in parts})
        return content


def examine(data: bytes) -> Picture:
    """Read a photo's type and size off its bytes.

    Refuses as Telegram does: too many bytes, sides over 10000 together or over 20 to 1, and what is no whole picture.
    """
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > MAX_PHOTO_BYTES:
        limit = f"the maximum size is {MAX_PHOTO_BYTES} bytes"
        raise bad_request(f"file of size {len(data)} bytes is too big for a photo; {limit}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the sides are judged here
            return _opened(data)
    except Image.DecompressionBombError as exc:
        raise bad_request("PHOTO_INVALID_DIMENSIONS") from exc
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as exc:
        raise bad_request("IMAGE_PROCESS_FAILED") from exc


def _opened(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
        if width + height > MAX_PHOTO_SIDES or max(width, height) > MAX_PHOTO_RATIO * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        image.draft("RGB", (max(1, width // 8), max(1, height // 8)))  # a JPEG is then decoded at an eighth: cheap
        image.load()
        return Picture(width, height, Image.MIME.get(image.format or "", "application/octet-stream"))


def _thumbnail(data: bytes, sides: tuple[int, int]) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        image.draft("RGB", sides)
        small = image.convert("RGB").resize(sides)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()
