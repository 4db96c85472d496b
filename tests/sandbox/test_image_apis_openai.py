"""The OpenAI-compatible endpoint as OpenAI's own client finds it: what each model draws, and how it is handed over."""

import base64
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import product
from typing import Any, cast

import httpx
import openai
import pytest
from openai.types import ImagesResponse
from PIL import Image

from sandbox.image_apis import Account, Behaviour, ImagesSandbox
from tests.sandbox.test_image_apis import NO_TLS, NOON, client

SEEDS = {
    "dall-e-3": ["1024x1024", "1792x1024", "1024x1792"],
    "dall-e-2": ["256x256", "512x512", "1024x1024"],
    "yandexgpt/yandex-art": ["1024x1024"],
}
GPT_IMAGE_1 = ["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5"]
FAMILY = [*GPT_IMAGE_1, "gpt-image-2"]
MODELS = [*SEEDS, *FAMILY]
FREE_SIZES = ["1024x1024", "1536x864", "1024x640", "1536x512", "2160x3840", "3840x2160", "2880x2880"]


@cache
def _plain(colour: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (colour, colour, colour)).save(out, "JPEG")
    return out.getvalue()


@cache
def _noise() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((256, 256), 100).save(out, "JPEG")
    return out.getvalue()


def plain_painter(prompt: str, seed: int, _width: int, _height: int) -> bytes:
    """A small JPEG: noise for a prompt that says so, else one grey, which for varied things goes by the seed."""
    if prompt == "noise":
        return _noise()
    return _plain(seed % 256 if "varied" in prompt else 0)


@dataclass(slots=True)
class Customer:
    """A sandbox being served, OpenAI's client for its endpoint, and one for addresses."""

    sandbox: ImagesSandbox
    openai: openai.AsyncOpenAI
    http: httpx.AsyncClient

    async def draw(self, model: str, prompt: str = "a red fox", **options: Any) -> ImagesResponse:  # noqa: ANN401
        made = await self.openai.images.generate(model=model, prompt=prompt, **options)
        return cast("ImagesResponse", made)

    async def raw(self, **fields: object) -> httpx.Response:
        """A request for a red fox by dall-e-3 but for these fields, without a client's opinion."""
        body = {"model": "dall-e-3", "prompt": "a red fox"} | fields
        headers = {"Authorization": "Bearer sk-sandbox"}
        return await self.http.post("/openai/v1/images/generations", json=body, headers=headers)

    async def fetch(self, url: str | None) -> httpx.Response:
        """What is at an address, asked for without a key."""
        assert url is not None
        return await self.http.get(url)


@asynccontextmanager
async def shopping(
    behaviour: Behaviour | None = None,
    account: Account | None = None,
    *,
    clock: Callable[[], datetime] = lambda: NOON,
    retries: int = 0,
) -> AsyncIterator[Customer]:
    sandbox = ImagesSandbox(behaviour or Behaviour(duration=0), account, painter=plain_painter, clock=clock)
    async with sandbox.serve(), client(sandbox.url) as http:
        del http.headers["Authorization"]
        bare = openai.DefaultAsyncHttpxClient(verify=NO_TLS, trust_env=False)
        base_url = f"{sandbox.url}/openai/v1"
        async with openai.AsyncOpenAI(
            api_key="sk-sandbox", base_url=base_url, max_retries=retries, http_client=bare
        ) as official:
            yield Customer(sandbox, official, http)


@pytest.fixture
async def customer() -> AsyncIterator[Customer]:
    async with shopping() as arrived:
        yield arrived


def decoded(made: ImagesResponse) -> list[Image.Image]:
    """The pictures that are in an answer itself."""
    return [Image.open(io.BytesIO(base64.b64decode(image.b64_json or ""))) for image in made.data or []]


async def drawn(customer: Customer, model: str, **options: str) -> Image.Image:
    """The one picture of an answer, wherever it is."""
    made = await customer.draw(model, **options)
    [image] = made.data or []
    if image.url is None:
        return decoded(made)[0]
    return Image.open(io.BytesIO((await customer.fetch(image.url)).content))


@pytest.mark.parametrize("model", MODELS)
async def test_draws_one_picture_for_nothing_but_model_and_prompt(customer: Customer, model: str) -> None:
    assert len((await customer.draw(model)).data or []) == 1


@pytest.mark.parametrize("model", MODELS)
async def test_says_when_the_picture_was_made(customer: Customer, model: str) -> None:
    assert (await customer.draw(model)).created == int(NOON.timestamp())


@pytest.mark.parametrize("model", MODELS)
async def test_draws_a_square_unless_told_otherwise(customer: Customer, model: str) -> None:
    assert (await drawn(customer, model)).size == (1024, 1024)


@pytest.mark.parametrize(
    ("model", "size"),
    [
        *((model, size) for model, sizes in SEEDS.items() for size in sizes),
        *product(GPT_IMAGE_1, ["1024x1024", "1536x1024", "1024x1536"]),
        *(("gpt-image-2", size) for size in FREE_SIZES),
    ],
)
async def test_draws_exactly_the_size_asked_for(customer: Customer, model: str, size: str) -> None:
    made = await drawn(customer, model, size=size)
    assert f"{made.width}x{made.height}" == size


@pytest.mark.parametrize("model", FAMILY)
async def test_chooses_the_size_itself_on_auto(customer: Customer, model: str) -> None:
    assert (await drawn(customer, model, size="auto")).size == (1024, 1024)


@pytest.mark.parametrize(
    ("model", "quality"),
    [
        ("dall-e-3", "standard"),
        ("dall-e-3", "hd"),
        ("dall-e-2", "standard"),
        *product(FAMILY, ["low", "medium", "high", "auto"]),
    ],
)
async def test_has_the_quality(customer: Customer, model: str, quality: str) -> None:
    assert (await customer.draw(model, quality=quality)).data


@pytest.mark.parametrize("style", ["vivid", "natural"])
async def test_dall_e_3_has_the_style(customer: Customer, style: str) -> None:
    assert (await customer.draw("dall-e-3", style=style)).data


@pytest.mark.parametrize("model", SEEDS)
@pytest.mark.parametrize("chosen", [{}, {"response_format": "url"}])
async def test_gives_an_address_by_default(customer: Customer, model: str, chosen: dict[str, str]) -> None:
    [image] = (await customer.draw(model, **chosen)).data or []
    assert (image.b64_json, (image.url or "").startswith(f"{customer.sandbox.url}/pictures/")) == (None, True)


@pytest.mark.parametrize("model", SEEDS)
async def test_gives_base64_where_asked_to(customer: Customer, model: str) -> None:
    [image] = (await customer.draw(model, response_format="b64_json")).data or []
    assert (image.url, bool(image.b64_json)) == (None, True)


@pytest.mark.parametrize("model", FAMILY)
async def test_the_gpt_image_family_always_gives_base64(customer: Customer, model: str) -> None:
    [image] = (await customer.draw(model)).data or []
    assert (image.url, bool(image.b64_json)) == (None, True)


@pytest.mark.parametrize("model", ["dall-e-3", "dall-e-2", *FAMILY])
async def test_gives_a_png(customer: Customer, model: str) -> None:
    assert (await drawn(customer, model)).format == "PNG"


async def test_yandexart_behind_the_gateway_gives_a_jpeg(customer: Customer) -> None:
    assert (await drawn(customer, "yandexgpt/yandex-art", response_format="b64_json")).format == "JPEG"


@pytest.mark.parametrize("model", FAMILY)
@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
async def test_the_gpt_image_family_gives_the_format_asked_for(customer: Customer, model: str, form: str) -> None:
    assert (await drawn(customer, model, output_format=form)).format == form.upper()


@pytest.mark.parametrize("form", ["jpeg", "webp"])
async def test_a_stronger_compression_gives_a_smaller_file(customer: Customer, form: str) -> None:
    made = [await customer.draw("gpt-image-1", "noise", output_format=form, output_compression=by) for by in (100, 10)]
    weak, strong = (len((one.data or [])[0].b64_json or "") for one in made)
    assert strong < weak / 2


@pytest.mark.parametrize("model", ["dall-e-2", "yandexgpt/yandex-art", *FAMILY])
async def test_draws_as_many_as_asked_for(customer: Customer, model: str) -> None:
    assert len((await customer.draw(model, n=3)).data or []) == 3


async def test_draws_ten_at_most(customer: Customer) -> None:
    assert len((await customer.draw("dall-e-2", n=10, size="256x256")).data or []) == 10


async def test_the_pictures_of_one_request_differ(customer: Customer) -> None:
    made = await customer.draw("dall-e-2", "varied foxes", n=10, response_format="b64_json", size="256x256")
    assert len({image.b64_json for image in made.data or []}) > 1


@pytest.mark.parametrize("chosen", ["url", "b64_json"])
async def test_dall_e_3_tells_the_prompt_it_wrote_itself(customer: Customer, chosen: str) -> None:
    [image] = (await customer.draw("dall-e-3", "a fox", response_format=chosen)).data or []
    assert image.revised_prompt == "A detailed vivid image of a fox"


async def test_the_prompt_dall_e_3_writes_is_of_the_style(customer: Customer) -> None:
    [image] = (await customer.draw("dall-e-3", "a fox", style="natural")).data or []
    assert image.revised_prompt == "A detailed realistic image of a fox"


@pytest.mark.parametrize("model", ["dall-e-2", "yandexgpt/yandex-art", *FAMILY])
async def test_no_other_model_tells_a_prompt(customer: Customer, model: str) -> None:
    [image] = (await customer.draw(model)).data or []
    assert image.revised_prompt is None


@pytest.mark.parametrize("model", SEEDS)
async def test_says_nothing_of_tokens_where_pictures_have_a_price(customer: Customer, model: str) -> None:
    assert (await customer.draw(model)).usage is None


@pytest.mark.parametrize("model", FAMILY)
async def test_counts_the_tokens_of_the_gpt_image_family(customer: Customer, model: str) -> None:
    usage = (await customer.draw(model, "a red fox", quality="medium", n=2)).usage
    assert usage is not None
    assert (usage.input_tokens, usage.output_tokens, usage.total_tokens) == (3, 2112, 2115)


async def test_tokens_are_counted_by_kind(customer: Customer) -> None:
    usage = (await customer.draw("gpt-image-1", "a red fox", quality="low")).usage
    assert usage is not None
    assert usage.output_tokens_details is not None
    assert (usage.input_tokens_details.text_tokens, usage.output_tokens_details.image_tokens) == (3, 272)


async def test_the_gpt_image_family_tells_what_it_chose(customer: Customer) -> None:
    made = await customer.draw("gpt-image-2")
    assert (made.quality, made.size, made.output_format, made.background) == ("high", "1024x1024", "png", "opaque")


@pytest.mark.parametrize(
    ("model", "limit"),
    [("dall-e-2", 1000), ("dall-e-3", 4000), ("yandexgpt/yandex-art", 500), *((name, 32_000) for name in FAMILY)],
)
async def test_takes_a_prompt_as_long_as_the_limit(customer: Customer, model: str, limit: int) -> None:
    assert (await customer.draw(model, "x" * limit)).data


async def test_takes_a_name_of_the_end_user(customer: Customer) -> None:
    assert (await customer.draw("dall-e-3", user="u1")).data


async def test_takes_the_request_of_the_seeds_curl_which_names_no_content_type(customer: Customer) -> None:
    body = '{"model": "yandexgpt/yandex-art", "prompt": "Московский кремль на закате, масляная живопись"}'
    headers = {"Authorization": "Bearer YOUR_API_KEY", "Content-Type": "application/x-www-form-urlencoded"}
    told = await customer.http.post("/openai/v1/images/generations", content=body.encode(), headers=headers)
    assert (told.status_code, list(told.json()["data"][0])) == (200, ["url"])


async def test_every_answer_has_the_id_of_its_request(customer: Customer) -> None:
    told = await customer.openai.images.with_raw_response.generate(model="dall-e-2", prompt="a fox")
    assert (told.request_id or "").startswith("req_")


async def test_the_journal_has_the_body(customer: Customer) -> None:
    await customer.draw("dall-e-2", "a fox")
    [call] = customer.sandbox.wire.of("openai-images")
    assert (call.params, call.status) == ({"model": "dall-e-2", "prompt": "a fox"}, 200)


async def test_the_real_painter_draws_for_it_too() -> None:
    sandbox = ImagesSandbox(Behaviour(duration=0))
    async with sandbox.serve(), client(sandbox.url) as http:
        asked = {"model": "dall-e-3", "prompt": "a fox", "size": "1792x1024", "response_format": "b64_json"}
        headers = {"Authorization": "Bearer sk"}
        told = await http.post("/openai/v1/images/generations", json=asked, headers=headers)
    assert Image.open(io.BytesIO(base64.b64decode(told.json()["data"][0]["b64_json"]))).size == (1792, 1024)
