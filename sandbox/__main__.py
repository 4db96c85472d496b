"""The stand-ins alone, for any bot or client: ``python -m sandbox --telegram-port 8791 --images-port 8792``."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence

from sandbox.backstage import Backstage, Side
from sandbox.image_apis import ImagesSandbox
from sandbox.switches import studio_switches
from sandbox.telegram_api import TelegramSandbox, demo_world

PORT_TAKEN = 2


def main(arguments: Sequence[str] | None = None, *, program: str = "python -m sandbox") -> int:
    """Serve until Ctrl-C or SIGTERM; the exit code. Raises SystemExit where the arguments are wrong."""
    ports = _parser(program).parse_args(arguments)
    try:
        asyncio.run(serve(ports.telegram_port, ports.images_port))
    except OSError as error:
        sys.stderr.write(f"sandbox: {error}\nChoose other ports: --telegram-port, --images-port\n")
        return PORT_TAKEN
    return 0


async def serve(telegram_port: int, images_port: int) -> None:
    """Serve both stand-ins until a signal comes, and say where; port 0 takes a free one. Raises OSError."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    images, backstage = ImagesSandbox(), Backstage()
    backstage.watch(Side.MODEL, images.wire)
    backstage.switches |= studio_switches(images)
    telegram = TelegramSandbox(demo_world(), backstage=backstage)
    async with telegram.serve(port=telegram_port), images.serve(port=images_port):
        sys.stdout.write(f"TELEGRAM_API_URL={telegram.url} BOT_TOKEN={telegram.token}\n")
        sys.stdout.write(f"YANDEX_LLM_URL={images.url} YANDEX_OPERATION_URL={images.url}\n")
        sys.stdout.flush()
        await stop.wait()


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description="Run the stand-ins for the Bot API and the image APIs.")
    parser.add_argument(
        "--telegram-port", type=int, default=8791, help="where the Bot API and the web chat listen (%(default)s)"
    )
    parser.add_argument("--images-port", type=int, default=8792, help="where the image APIs listen (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
