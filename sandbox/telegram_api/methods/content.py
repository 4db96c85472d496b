"""What messages are made of: texts, captions, photos, documents and keyboards, checked and in Message's shape."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import InputMediaDocument, InputMediaPhoto, LinkPreviewOptions, MessageEntity
from pydantic import BaseModel

from sandbox.telegram_api.access import check_caption, check_keyboard, check_text
from sandbox.telegram_api.decode import dump
from sandbox.telegram_api.entities import Formatted
from sandbox.telegram_api.errors import bad_request, not_played
from sandbox.telegram_api.formatting import formatted
from sandbox.telegram_api.messages import caption_content, text_content
from sandbox.telegram_api.methods.table import Ask
from sandbox.telegram_api.state import State
from sandbox.telegram_api.values import Json


def text(
    state: State,
    given: str | None,
    parse_mode: object,
    entities: Sequence[MessageEntity] | None,
    preview: object,
    *,
    edited: bool = False,
) -> Json:
    """A text with its entities and link preview."""
    if not given:
        raise bad_request("message text is empty")
    ready = _formatted(state, given, parse_mode, entities)
    check_text(ready.text, edited=edited)
    options = {"link_preview_options": dump(preview)} if isinstance(preview, LinkPreviewOptions) else {}
    return text_content(ready) | options


def caption(
    state: State,
    given: str | None,
    parse_mode: object,
    entities: Sequence[MessageEntity] | None,
    *,
    above: object = None,
    edited: bool = False,
) -> Json:
    """A caption with its entities; empty where there is none."""
    ready = _formatted(state, given or "", parse_mode, entities)
    check_caption(ready.text, edited=edited)
    if not ready.text:
        return {}
    return caption_content(ready) | ({"show_caption_above_media": True} if above is True else {})


def photo(ask: Ask[Any], reference: object, *, spoiler: bool | None = None) -> Json:
    """A photo, uploaded with the request or known by its file_id."""
    return _file(ask, reference, "photo") | ({"has_media_spoiler": True} if spoiler else {})


def document(ask: Ask[Any], reference: object) -> Json:
    """A document, uploaded with the request or known by its file_id."""
    return _file(ask, reference, "document")


def media(ask: Ask[Any], given: object) -> Json:
    """A photo or document with its caption, as InputMedia describes it."""
    match given:
        case InputMediaPhoto():
            shown = photo(ask, given.media, spoiler=given.has_spoiler)
            above: object = given.show_caption_above_media
        case InputMediaDocument():
            shown, above = document(ask, given.media), None
        case _:
            raise not_played(f"media of type {type(given).__name__}")
    return shown | caption(ask.state, given.caption, given.parse_mode, given.caption_entities, above=above)


def keyboard(markup: BaseModel | None) -> Json:
    """The inline keyboard as a message shows it; of other keyboards a message says nothing, see `asked`."""
    if markup is None:
        return {}
    shape = dump(markup)
    check_keyboard(shape)
    return {"reply_markup": shape} if shape.get("inline_keyboard") else {}


def asked(markup: BaseModel | None) -> Json | None:
    """What people see instead of an inline keyboard: a reply keyboard, its removal, or a demand to reply."""
    shape = {} if markup is None else dump(markup)
    return None if "inline_keyboard" in shape else shape or None


def _formatted(state: State, given: str, parse_mode: object, entities: Sequence[MessageEntity] | None) -> Formatted:
    explicit = [dump(entity) for entity in entities] if entities else None
    return formatted(given, parse_mode if isinstance(parse_mode, str) else None, explicit, state.people)


def _file(ask: Ask[Any], reference: object, kind: str) -> Json:
    name = str(reference)
    upload = ask.upload(name)
    if upload is not None:
        return ask.state.files.photo(upload) if kind == "photo" else ask.state.files.document(upload)
    if name.startswith(("http://", "https://")):
        raise not_played(f"a {kind} by HTTP URL")
    return ask.state.files.known(name, kind)
