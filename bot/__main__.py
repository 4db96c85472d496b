"""The command line: ``python -m bot run | draw | check | models | demo | sandbox``."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot import config, log
from bot.errors import ConfigurationError, StorageError

# aiogram takes seconds to import, so each command imports what it runs.

WRONG_SETTINGS = 2
NO_PICTURE = 1
DIED = 1

cli = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False)


@cli.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Palitra, a Telegram bot that draws. Without a command it runs."""
    if context.invoked_subcommand is None:
        run()


@cli.command()
def run() -> None:
    """Run the bot with the settings of the environment and .env."""
    from bot.app import assembled

    async def work(stop: asyncio.Event) -> None:
        async with assembled(settings) as app:
            await app.run(stop)

    with _exit_codes():
        settings = config.load()
        log.configure(settings.log.level, settings.log.form)
        asyncio.run(_until_signal(work))


@cli.command()
def draw(
    prompt: Annotated[str, typer.Argument(help="What to draw.", show_default=False)],
    *,
    seed: Annotated[str | None, typer.Option(help="The same words with the same seed give the same picture.")] = None,
    ar: Annotated[str | None, typer.Option(metavar="W:H", help="Width to height, like 2:1.")] = None,
    size: Annotated[
        str | None, typer.Option(metavar="WxH", help="A size in pixels, where the model has sizes.")
    ] = None,
    quality: Annotated[str | None, typer.Option(help="One of the model's qualities.")] = None,
    style: Annotated[str | None, typer.Option(help="A preset, like oil, or one of the model's styles.")] = None,
    light: Annotated[str | None, typer.Option(help="A preset, like soft.")] = None,
    palette: Annotated[str | None, typer.Option(help="A preset, like warm.")] = None,
    view: Annotated[str | None, typer.Option(help="A preset, like top.")] = None,
    model: Annotated[str | None, typer.Option(help="Any model of `models`; else the first of MODELS.")] = None,
    n: Annotated[int, typer.Option(min=1, max=10, help="So many pictures; their seeds follow one another.")] = 1,
    out: Annotated[Path | None, typer.Option(help="The file; with --n its name gets -1, -2, ... added.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, and nothing else.")] = False,
) -> None:
    """Draw a picture without Telegram, and without a token for it.

    Exit codes:

    - 0: the picture is there

    - 1: it is not, or not all of them: refused or failed

    - 2: a wrong option or setting, and nothing was asked for

    - 130: Ctrl-C; what is still being drawn, and paid for, is named
    """
    from bot.commands import draw as drawing

    looks = {"quality": quality, "style": style, "light": light, "palette": palette, "view": view}
    options = {"seed": seed, "ar": ar, "size": size, "model": model} | looks
    raise typer.Exit(drawing.run(drawing.Order(prompt=prompt, options=options, count=n, out=out), as_json=as_json))


@cli.command()
def check() -> None:
    """Tell line by line whether the bot would work, and what to do; costs no picture.

    Looks at the settings, each model's credentials, access and quota, the database (made and migrated where needed)
    and Telegram. Exit codes: 0 all is well; 1 something is not; 2 the settings cannot be read.
    """
    from bot.commands import check as checks

    log.configure("ERROR")
    raise typer.Exit(asyncio.run(checks.run()))


@cli.command()
def models() -> None:
    """Print the catalog: what each model can do and costs, and which are offered."""
    from bot.commands import models as catalog_table

    with _exit_codes():
        catalog_table.show()


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the web chat listens.")] = 8790,
    once: Annotated[str | None, typer.Option(help="One message to the bot instead of the web chat.")] = None,
    out: Annotated[Path, typer.Option(help="Where the picture of --once goes.")] = Path("picture.jpeg"),
) -> None:
    """Run the real bot against the sandbox: no account, no key."""
    from bot.commands import demo as demos

    def tell(address: str) -> None:
        typer.echo(f"Palitra is drawing. Open {address}/ and write: /draw a red fox in the snow\nCtrl-C stops it.")

    if once is None:
        log.configure("INFO")
        with _exit_codes(OSError):  # the port is taken
            asyncio.run(_until_signal(lambda stop: demos.serve(port, stop, tell)))
        return
    log.configure("WARNING")
    lines, picture = asyncio.run(demos.once(once))
    typer.echo("\n".join(lines))
    if picture is None:
        raise typer.Exit(NO_PICTURE)
    out.write_bytes(picture)
    typer.echo(f"-> {out}")


@cli.command()
def sandbox(
    telegram_port: Annotated[int, typer.Option(help="Where the Bot API and the web chat listen.")] = 8791,
    images_port: Annotated[int, typer.Option(help="Where the image APIs listen.")] = 8792,
) -> None:
    """Run the stand-ins alone, for any bot or client."""
    from sandbox.image_apis import ImagesSandbox
    from sandbox.telegram_api import TelegramSandbox, demo_world

    async def work(stop: asyncio.Event) -> None:
        telegram, images = TelegramSandbox(demo_world()), ImagesSandbox()
        async with telegram.serve(port=telegram_port), images.serve(port=images_port):
            typer.echo(f"TELEGRAM_API_URL={telegram.url} BOT_TOKEN={telegram.token}")
            typer.echo(f"YANDEX_LLM_URL={images.url} YANDEX_OPERATION_URL={images.url}")
            await stop.wait()

    log.configure("INFO")
    with _exit_codes(OSError):  # a port is taken
        asyncio.run(_until_signal(work))


@contextmanager
def _exit_codes(*expected: type[Exception]) -> Iterator[None]:
    """What went wrong inside, as a sentence for the operator and an exit code for the supervisor."""
    code = 0
    sentences: tuple[type[Exception], ...] = (ConfigurationError, StorageError, *expected)
    try:
        yield
    except* sentences as errors:
        sys.stderr.write("".join(f"palitra: {error}\n" for error in _leaves(errors)))
        code = WRONG_SETTINGS
    except* Exception as errors:  # noqa: BLE001 - the last word: a supervisor starts the bot again, nothing is lost
        causes = [f"{type(error).__name__}: {error}" for error in _leaves(errors)]
        structlog.get_logger(__name__).critical("the bot died", causes=causes, exc_info=errors)
        code = DIED
    if code:
        raise typer.Exit(code)


async def _until_signal(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await work(stop)


def _leaves(errors: BaseExceptionGroup[Exception]) -> Iterator[Exception]:
    """The errors of a group; groups nest as the tasks did."""
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


if __name__ == "__main__":
    cli()
