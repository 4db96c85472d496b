"""What people read about what is kept of them."""

from datetime import timedelta

import pytest

from bot.drawing.exports import Export
from bot.drawing.ports.privacy_stores import Kept
from bot.drawing.values.terms import Disclosure, Terms
from bot.wording import privacy
from bot.wording.lengths import CAPTION_LIMIT, TEXT_LIMIT, length, plain
from bot.wording.texts import Locale
from tests.wording.samples import EN, RU

BOTH = pytest.mark.parametrize("locale", [EN, RU], ids=["en", "ru"])


def disclosure(*services: tuple[str, str | None], prompts_kept: bool = False, storage_chat: bool = False) -> Disclosure:
    return Disclosure(terms=Terms(), services=services, prompts_kept=prompts_kept, storage_chat=storage_chat)


@pytest.mark.parametrize(
    ("time", "en", "ru"),
    [
        (timedelta(days=90), "90 days", "90 дней"),
        (timedelta(days=1), "1 day", "1 день"),
        (timedelta(days=2), "2 days", "2 дня"),
        (timedelta(hours=36), "36 hours", "36 часов"),
        (timedelta(hours=1), "1 hour", "1 час"),
        (timedelta(minutes=90), "90 minutes", "90 минут"),
        (timedelta(seconds=90), "1 minute", "1 минута"),
        (timedelta(), "0 minutes", "0 минут"),
    ],
)
def test_a_stretch_of_time_is_said_in_its_largest_whole_unit(time: timedelta, en: str, ru: str) -> None:
    assert (privacy.span(EN, time), privacy.span(RU, time)) == (en, ru)


def test_each_service_is_named_and_ones_own_server_is_one() -> None:
    said = plain(privacy.disclosed(EN, disclosure(("YandexART", "Yandex Cloud"), ("Mine", None))))
    assert "YandexART (Yandex Cloud), Mine (the operator’s own server)" in said


@BOTH
def test_what_the_settings_say_is_said_and_nothing_else(locale: Locale) -> None:
    said = {
        (kept, stored): privacy.disclosed(locale, disclosure(("A", "b"), prompts_kept=kept, storage_chat=stored))
        for kept in (False, True)
        for stored in (False, True)
    }
    assert len(set(said.values())) == len(said)


@BOTH
def test_it_fits_into_a_message_with_however_many_services(locale: Locale) -> None:
    many = [("<b>A model & more</b>" * 3, "images.example.org")] * 100
    said = privacy.disclosed(locale, disclosure(*many, prompts_kept=True, storage_chat=True))
    assert length(said) <= TEXT_LIMIT


@BOTH
def test_so_do_the_question_and_what_stands_under_the_file(locale: Locale) -> None:
    assert length(privacy.asked(locale, Kept(10**9, 10**9, 10**9, 10**9))) <= TEXT_LIMIT
    assert length(privacy.exported(locale, Export(b"", 10**9, 10**9, 10**9))) <= CAPTION_LIMIT


@pytest.mark.parametrize(
    ("left_out", "said"), [(0, "picture."), (1, "One older picture did not fit"), (2, "2 older pictures did not fit")]
)
def test_what_did_not_fit_is_said(left_out: int, said: str) -> None:
    assert said in plain(privacy.exported(EN, Export(b"", 1, 1, left_out)))


def test_the_answers_carry_whose_they_are() -> None:
    (yes,), (no,) = privacy.answers(EN, 1001).inline_keyboard
    assert [privacy.Forget.unpack(one.callback_data or "") for one in (yes, no)] == [
        privacy.Forget(user_id=1001, sure=True),
        privacy.Forget(user_id=1001, sure=False),
    ]
