"""What becomes of a request, whatever an image API answers to the real client of it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.drawing.ports.providers import Provider
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.shapes import Listed
from bot.drawing.work.equipment import Capacity
from bot.providers.credentials import BearerKey
from bot.providers.downloads import Downloads
from bot.providers.http import Transport
from bot.providers.openai.images import OpenAIImages
from bot.providers.openai.wire import ImagesCapability
from bot.providers.yandex.operations import YandexOperations
from bot.providers.yandex.wire import decipher_images_error
from tests.clock import FakeClock
from tests.drawing.builders import BATCHING, MODEL
from tests.drawing.world import World

MOST_CALLS = 65
"""A submission, another one, and so many polls as there may be while the service is in trouble."""

PICTURE = "picture"

KEY = BearerKey("secret")
CAPABILITY = ImagesCapability(sizes=Listed.of("1024x1024"), most=4)


def operations(transport: Transport, url: str = "http://y") -> Provider:
    """Yandex's asynchronous API."""
    return YandexOperations(transport, KEY, generate_url=url, operation_url=url, model_uri="art://f/m", logged=False)


def images(transport: Transport, url: str = "http://o") -> Provider:
    """The images API of OpenAI, and of those who speak its language."""
    downloads = Downloads(transport, FakeClock(), allow_private=False)
    return OpenAIImages(transport, KEY, downloads, base_url=f"{url}/v1", model="m", capability=CAPABILITY)


def yandex_images(transport: Transport, url: str = "http://y") -> Provider:
    """The same as Yandex speaks it."""
    downloads = Downloads(transport, FakeClock(), allow_private=False)
    return OpenAIImages(
        transport,
        KEY,
        downloads,
        base_url=f"{url}/v1",
        model="art://f/m",
        capability=CAPABILITY,
        read_error=decipher_images_error,
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What its person sees, and after how many calls; whether the operator hears, and whether another model drew.

    ``kept``: whether something was kept for the operator to look at.
    """

    sees: str
    calls: int
    alarmed: bool = False
    kept: bool = False
    by_another: bool = False


def world_over(provider: Provider) -> World:
    """A bot whose only model draws so, and for which nobody stands in until there is a request."""
    world = World(MODEL, stand_in=BATCHING, capacity=Capacity(patience=timedelta(minutes=10)))
    world.drawers_of(MODEL.name, provider)
    return world


def outcome(world: World, calls: int) -> Outcome:
    """What became of the only request of a world, which has ended."""
    (seen,), last = world.sees(), world.last
    assert last.status is (RequestStatus.DELIVERED if seen == PICTURE else RequestStatus.ENDED)
    assert seen == PICTURE or seen in set(Reason)
    return Outcome(
        seen,
        calls,
        alarmed=bool(world.telegram.alarms),
        kept=bool(world.undecoded.kept),
        by_another=last.of(1).stand_in is not None,
    )
