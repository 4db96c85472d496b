"""Every model of the catalog, by MODELS alone; several of them beside each other; and what only some of them have."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from yandex.cloud.ai.foundation_models.v1.image_generation.image_generation_service_pb2 import ImageGenerationRequest

from bot.drawing.values.people import Person
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.storage.choices import DatabaseChoices
from bot.storage.database import open_database
from bot.wording.lengths import CAPTION_LIMIT
from sandbox.image_apis import Account, ImagesSandbox
from sandbox.telegram_api import ALICE, BORIS
from sandbox.telegram_api.entities import utf16_length
from sandbox.wire import Fault, Spoil
from tests.clock import HurriedClock
from tests.end_to_end.stage import SOON, Message, Stage, dab
from tests.providers.grpc_stand_in import standing_in

CATALOG = catalog.built_in()
SEEDLESS = sorted(name for name, entry in CATALOG.items() if not entry.model.seeds)


def models_file(folder: Path, written: str) -> Path:
    """A file for MODELS_FILE."""
    path = folder / "models.toml"
    path.write_text(written, "utf-8")
    return path


def lines(answer: Message) -> list[str]:
    """What stands under a picture: the prompt, the details, and what was done otherwise."""
    return [line for line in answer["caption"].splitlines() if line]


async def chosen(stage: Stage, person: int, model: str) -> None:
    """Somebody chose a model for all their requests."""
    async with open_database(f"sqlite:///{stage.database}") as database:
        await DatabaseChoices(database).keep_person(Person(person, model=model))


@pytest.mark.parametrize("model", CATALOG)
async def test_a_model_draws_and_the_caption_names_it(stage: Stage, model: str) -> None:
    async with stage.bot(models=model):
        answer = await stage.answered(stage.ask("/draw a red fox"))
    assert Image.open(io.BytesIO(stage.picture(answer))).width >= 16
    assert CATALOG[model].model.title in answer["caption"]


@pytest.mark.parametrize("model", SEEDLESS)
async def test_a_seed_for_a_model_without_seeds_is_answered_before_anything_is_sent(stage: Stage, model: str) -> None:
    async with stage.bot(models=model):
        answer = await stage.answered(stage.ask("/draw лиса --seed 17", BORIS))
    assert answer["text"].startswith(f"{CATALOG[model].model.title} не повторяет картинки по зерну")
    assert stage.images.wire.calls == []


async def test_a_ratio_the_model_does_not_have_becomes_its_nearest_size_and_the_caption_says_so(stage: Stage) -> None:
    async with stage.bot(models="dall-e-3"):
        answer = await stage.answered(stage.ask("/draw a red fox --ar 2:1"))
    assert "2:1 → 1792x1024 · DALL·E 3" in answer["caption"]


async def test_a_model_may_be_addressed_as_the_sdk_does(stage: Stage) -> None:
    async with stage.bot(models="art://b1gsandbox/yandex-art/latest"):
        await stage.answered(stage.ask("/draw a red fox"))
    (generate,) = stage.images.wire.of("generate")
    assert generate.params["modelUri"] == "art://b1gsandbox/yandex-art/latest"


class TestChoice:
    """Several models are offered, the first is the default."""

    OFFERED = "yandex-art,dall-e-3,gpt-image-1"

    @pytest.mark.parametrize("written", ["dall-e-3", "DALL-E-3", "Dall-E-3"])
    async def test_a_request_may_name_its_model_in_any_case(self, stage: Stage, written: str) -> None:
        async with stage.bot(models=self.OFFERED):
            answer = await stage.answered(stage.ask(f"/draw a red fox --model {written}"))
        assert [call.params["model"] for call in stage.images.wire.of("openai-images")] == ["dall-e-3"]
        assert " · DALL·E 3 · " in answer["caption"]

    @pytest.mark.parametrize("written", ["YandexART", "yandexart", "ЯНДЕКС"])
    async def test_a_request_may_name_its_model_by_the_title_people_see(
        self, stage: Stage, tmp_path: Path, written: str
    ) -> None:
        file = models_file(tmp_path, '["painter"]\nlike = "yandex-art"\ntitle = "Яндекс"')
        async with stage.bot(models="dall-e-3,yandex-art,painter", models_file=file):
            answer = await stage.answered(stage.ask(f"/draw a red fox --model {written}"))
        assert len(stage.images.operations) == 1
        assert (" · Яндекс · " if written == "ЯНДЕКС" else " · YandexART · ") in answer["caption"]

    async def test_without_a_name_the_first_model_draws(self, stage: Stage) -> None:
        async with stage.bot(models=self.OFFERED):
            answer = await stage.answered(stage.ask("/draw a red fox"))
        assert " · YandexART · " in answer["caption"]

    @pytest.mark.parametrize(
        ("person", "sentence"),
        [
            (
                ALICE,
                "I’m not sure which model “crayon” is. There’s YandexART, DALL·E 3, GPT Image 1.\n\n/draw a ",
            ),
            (
                BORIS,
                "Не понимаю, какая это модель: «crayon». Есть YandexART, DALL·E 3, GPT Image 1.\n\n/draw a ",
            ),
        ],
    )
    async def test_an_unknown_model_is_answered_with_those_there_are(
        self, stage: Stage, person: int, sentence: str
    ) -> None:
        async with stage.bot(models=self.OFFERED):
            answer = await stage.answered(stage.ask("/draw a red fox --model crayon", person))
        assert answer["text"].startswith(sentence)
        assert stage.images.wire.calls == []

    async def test_a_model_that_is_not_offered_is_unknown(self, stage: Stage) -> None:
        async with stage.bot(models=self.OFFERED):
            answer = await stage.answered(stage.ask("/draw a red fox --model dall-e-2"))
        assert answer["text"].startswith("I’m not sure which model “dall-e-2” is.")

    async def test_a_person_draws_with_the_model_they_chose(self, stage: Stage) -> None:
        await chosen(stage, ALICE, "dall-e-3")
        async with stage.bot(models=self.OFFERED):
            own = await stage.answered(stage.ask("/draw a red fox"))
            others = await stage.answered(stage.ask("/draw лиса", BORIS))
        assert " · DALL·E 3 · " in own["caption"]
        assert " · YandexART · " in others["caption"]

    async def test_a_choice_is_kept_over_a_restart(self, stage: Stage) -> None:
        await chosen(stage, ALICE, "dall-e-3")
        for _ in range(2):
            async with stage.bot(models=self.OFFERED):
                answer = await stage.answered(stage.ask("/draw a red fox"))
            assert " · DALL·E 3 · " in answer["caption"]

    async def test_a_name_in_the_request_goes_before_the_choice(self, stage: Stage) -> None:
        await chosen(stage, ALICE, "dall-e-3")
        async with stage.bot(models=self.OFFERED):
            answer = await stage.answered(stage.ask("/draw a red fox --model gpt-image-1"))
        assert " · GPT Image 1 · " in answer["caption"]

    @pytest.mark.parametrize("gone", ["dall-e-2", "a model of last year"])
    async def test_a_chosen_model_that_is_no_longer_offered_gives_way_to_the_default(
        self, stage: Stage, gone: str
    ) -> None:
        await chosen(stage, ALICE, gone)
        async with stage.bot(models=self.OFFERED):
            answer = await stage.answered(stage.ask("/draw a red fox --seed 17"))
        assert lines(answer)[1].startswith("seed 17 · 1:1 · YandexART · ")


class TestOptions:
    """What only some models have."""

    @pytest.mark.parametrize(
        ("model", "flags", "sent", "details"),
        [
            ("dall-e-3", "--quality hd", {"size": "1024x1024", "quality": "hd"}, "1:1 · DALL·E 3 · hd"),
            ("dall-e-3", "--style natural", {"size": "1024x1024", "style": "natural"}, "1:1 · DALL·E 3 · natural"),
            (
                "dall-e-3",
                "--size 1024x1792 --quality HD --style Vivid",
                {"size": "1024x1792", "quality": "hd", "style": "vivid"},
                "1024x1792 · DALL·E 3 · hd · vivid",
            ),
            ("dall-e-2", "--size 512х512", {"size": "512x512"}, "512x512 · DALL·E 2"),
            ("gpt-image-1", "--quality low", {"size": "1024x1024", "quality": "low"}, "1:1 · GPT Image 1 · low"),
            ("gpt-image-2", "--size 1280x720", {"size": "1280x720"}, "1280x720 · GPT Image 2"),
            ("gpt-image-2", "--ar 16:9", {"size": "1280x720"}, "16:9 · GPT Image 2"),
        ],
    )
    async def test_an_option_reaches_the_api_and_stands_under_the_picture(
        self, stage: Stage, model: str, flags: str, sent: dict[str, str], details: str
    ) -> None:
        async with stage.bot(models=model):
            answer = await stage.answered(stage.ask(f"/draw a red fox {flags}"))
        (call,) = stage.images.wire.of("openai-images")
        options = {name: value for name, value in call.params.items() if name in ("size", "quality", "style")}
        assert (call.status, options) == (200, sent)
        assert lines(answer)[1] == f"{details} · 1 s"

    @pytest.mark.parametrize(
        ("person", "flags", "sentence"),
        [
            (ALICE, "--size 512x512", "DALL·E 3 doesn’t have the size “512x512”, only: 1024x1024, 1792x1024"),
            (BORIS, "--size 512x512", "У DALL·E 3 нет размера «512x512», есть: 1024x1024, 1792x1024, 1024x1792."),
            (ALICE, "--quality ultra", "DALL·E 3 doesn’t have the quality “ultra”, only: standard, hd."),
            (BORIS, "--quality ultra", "У DALL·E 3 нет качества «ultra», есть: standard, hd."),
            (ALICE, "--size huge", "“huge” isn’t a size."),
            (BORIS, "--size huge", "«huge» — не размер."),
        ],
    )
    async def test_an_option_the_model_does_not_have_is_answered_before_anything_is_sent(
        self, stage: Stage, person: int, flags: str, sentence: str
    ) -> None:
        async with stage.bot(models="dall-e-3"):
            answer = await stage.answered(stage.ask(f"/draw a red fox {flags}", person))
        assert answer["text"].startswith(sentence)
        assert stage.images.wire.calls == []


class TestRevision:
    """Some models rewrite a prompt, and tell what they made of it."""

    async def test_what_was_drawn_instead_stands_under_the_picture(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-3"):
            answer = await stage.answered(stage.ask("/draw a <b>red</b> fox & friends"))
        note = lines(answer)[-1]
        assert note == "Drawn as: A detailed vivid image of a <b>red</b> fox & friends"
        assert [entity["type"] for entity in answer["caption_entities"]][-1] == "expandable_blockquote"

    async def test_a_russian_reads_in_russian_what_was_drawn_instead(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-3"):
            answer = await stage.answered(stage.ask("/draw лиса", BORIS))
        assert answer["caption"].endswith("Нарисовано так: A detailed vivid image of лиса")

    async def test_of_a_long_revision_the_beginning_is_shown(self, stage: Stage) -> None:
        async with stage.bot(models="dall-e-3"):
            answer = await stage.answered(stage.ask(f"/draw {'😀' * 1500}"))
        note = lines(answer)[-1]
        assert note.startswith("Drawn as: A detailed vivid image of 😀")
        assert note.endswith("😀…")
        assert utf16_length(answer["caption"]) <= CAPTION_LIMIT

    async def test_a_prompt_that_was_not_changed_is_not_repeated(self, stage: Stage) -> None:
        """Yandex's Images API tells the prompt itself."""
        async with stage.bot(models="alice-art"):
            answer = await stage.answered(stage.ask("/draw a red fox"))
        assert "Drawn as" not in answer["caption"]

    async def test_the_revision_is_there_after_a_restart(self, stage: Stage) -> None:
        """The picture was drawn, and Telegram was away until then."""
        stage.telegram.wire.faults.append(Fault("editMessageMedia", Spoil.ANSWER, times=-1, status=502))
        async with stage.bot(models="dall-e-3"):
            request = stage.ask("/draw a red fox")
            async with asyncio.timeout(20):
                while not stage.telegram.wire.of("editMessageMedia"):  # noqa: ASYNC110 - it tells nobody
                    await asyncio.sleep(0.01)
        stage.telegram.wire.faults.clear()
        async with stage.bot(HurriedClock(100), models="dall-e-3"):
            answer = await stage.answered(request)
        assert answer["caption"].endswith("Drawn as: A detailed vivid image of a red fox")
        assert len(stage.images.drawings) == 1


class TestServers:
    """Models at several OpenAI-compatible servers."""

    @pytest.fixture
    async def other(self) -> AsyncIterator[ImagesSandbox]:
        account = Account(openai_keys=frozenset({"another-key"}))
        async with ImagesSandbox(SOON, account, painter=dab).serve() as images:
            yield images

    @pytest.fixture
    def mine(self, other: ImagesSandbox, tmp_path: Path) -> Path:
        written = f'[mine]\nlike = "dall-e-3"\ntitle = "Mine"\nbase_url = "{other.url}/openai/v1"'
        return models_file(tmp_path, f'{written}\nkey_variable = "MINE_KEY"')

    async def test_each_server_gets_its_own_key_and_never_that_of_the_other(
        self, stage: Stage, other: ImagesSandbox, mine: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MINE_KEY", " another-key\n")
        async with stage.bot(models="dall-e-3,mine", models_file=mine):
            first = await stage.answered(stage.ask("/draw a red fox"))
            second = await stage.answered(stage.ask("/draw a red fox --model mine"))
        assert (" · DALL·E 3 · " in first["caption"], " · Mine · " in second["caption"]) == (True, True)
        keys = [[call.headers.get("Authorization") for call in at.wire.calls] for at in (stage.images, other)]
        assert keys == [["Bearer sandbox"], ["Bearer another-key"]]
        assert "sandbox" not in str(other.wire.calls)

    async def test_a_server_without_a_key_of_its_own_gets_none(
        self, stage: Stage, other: ImagesSandbox, tmp_path: Path
    ) -> None:
        other.account = Account()
        file = models_file(tmp_path, f'[mine]\nlike = "dall-e-3"\nbase_url = "{other.url}/openai/v1/"')
        async with stage.bot(models="mine", models_file=file):
            await stage.answered(stage.ask("/draw a red fox"))
        (call,) = other.wire.calls
        assert call.headers.get("Authorization", "Bearer").strip() == "Bearer"

    async def test_a_key_that_is_nowhere_is_one_sentence_at_the_start(
        self, stage: Stage, mine: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("MINE_KEY", raising=False)
        missing = pytest.RaisesExc(ConfigurationError, match="MINE_KEY is not set; a model of MODELS_FILE says")
        with pytest.RaisesGroup(missing, flatten_subgroups=True):
            async with stage.bot(models="mine", models_file=mine):
                pass

    async def test_another_server_draws_for_one_that_is_down(
        self, stage: Stage, mine: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MINE_KEY", "another-key")
        stage.images.account = Account(openai_keys=frozenset())
        async with stage.bot(models="dall-e-3", fallback="mine", models_file=mine):
            answer = await stage.answered(stage.ask("/draw a red fox"))
        assert "DALL·E 3 isn’t available right now, so Mine drew this." in answer["caption"]


async def test_a_model_may_be_asked_over_grpc(stage: Stage, tmp_path: Path) -> None:
    file = models_file(tmp_path, '[yandex-art]\napi = "yandex-grpc"')
    async with standing_in() as grpc:
        grpc.polls = 1
        stage.given["yandex"] = {"llm_url": grpc.url, "operation_url": grpc.url}
        async with stage.bot(models="yandex-art", models_file=file):
            answer = await stage.answered(stage.ask("/draw cat::2 dog::0.5 --seed 17"))
    assert "photo" in answer
    assert stage.images.wire.calls == []
    submission = ImageGenerationRequest.FromString(grpc.calls[0].request.SerializeToString())
    assert [(part.text, part.weight) for part in submission.messages] == [("cat", 2.0), ("dog", 0.5)]
