"""Pictures as they come from a provider."""

from bot.drawing.values.pictures import Drawn, Picture

PICTURE = Picture(b"bytes of a picture", "image/jpeg", 64, 32)


def test_no_bytes_of_a_picture_get_into_a_log() -> None:
    assert repr(PICTURE) == "Picture(mime='image/jpeg', width=64, height=32)"


def test_pictures_with_other_bytes_are_other_pictures() -> None:
    assert Picture(b"others", "image/jpeg", 64, 32) != PICTURE == Picture(b"bytes of a picture", "image/jpeg", 64, 32)


def test_what_was_drawn_is_the_prompt_if_nothing_else_is_told() -> None:
    assert Drawn(PICTURE).revised_prompt is None
