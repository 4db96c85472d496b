"""The command line: every command is declared here, and is a module of ``commands``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

# aiogram takes seconds to import, so each command imports what it runs.

cli = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False)


@cli.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Palitra, a Telegram bot that draws. Without a command it runs."""
    if context.invoked_subcommand is None:
        run()


@cli.command()
def run() -> None:
    """Run the bot with the settings of the environment and .env."""
    from bot.commands import run as command

    raise typer.Exit(command.run())


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
    from bot.commands import draw as command

    looks = {"style": style, "light": light, "palette": palette, "view": view}
    flags = {"seed": seed, "ar": ar, "size": size, "quality": quality, "model": model} | looks
    raise typer.Exit(command.run(command.Options(prompt=prompt, flags=flags, count=n, out=out), as_json=as_json))


@cli.command()
def check() -> None:
    """Tell line by line whether the bot would work, and what to do; costs no picture.

    Looks at the settings, each model's credentials, access and quota, the database (made and migrated where needed)
    and Telegram. Exit codes: 0 all is well; 1 something is not; 2 the settings cannot be read.
    """
    from bot.commands import check as command

    raise typer.Exit(command.run())


@cli.command()
def models() -> None:
    """Print the catalog: what each model can do and costs, and which are enabled."""
    from bot.commands import models as command

    raise typer.Exit(command.run())


@cli.command(context_settings={"ignore_unknown_options": True})
def grant(
    person: Annotated[int, typer.Argument(help="Their number at Telegram.", show_default=False)],
    pictures: Annotated[int, typer.Argument(help="So many; fewer than none: taken back.", show_default=False)],
) -> None:
    """Give somebody pictures beyond the free ones, or take some back: grant 1001 10. The bot may run meanwhile.

    Exit codes: 0 it is done; 2 it is not, and why.
    """
    from bot.commands import grant as command

    raise typer.Exit(command.run(person, pictures))


@cli.command()
def stats(
    *,
    days: Annotated[int, typer.Option(min=1, max=400, help="So many days one by one, the last of them today.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, and nothing else.")] = False,
) -> None:
    """Print pictures, people, refusals, failures, money and times: today, in a week, in a month, by model, by day."""
    from bot.commands import stats as command

    raise typer.Exit(command.run(days, as_json=as_json))


@cli.command()
def export(
    *,
    csv: Annotated[bool, typer.Option("--csv", help="As CSV: there is no other form.")] = True,  # noqa: ARG001 - said
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Those made since a day (UTC).")] = None,
    out: Annotated[Path | None, typer.Option(help="The file; else stdout.")] = None,
    prompts: Annotated[bool, typer.Option("--prompts", help="With people's words: mind who reads the file.")] = False,
) -> None:
    """Write the requests that are over as CSV: when, whose, which model, how long, what it cost."""
    from bot.commands import export as command

    raise typer.Exit(command.run(since, out, prompts=prompts))


@cli.command()
def pause(
    sentence: Annotated[str, typer.Argument(help="What people read instead of the usual.")] = "",
    *,
    model: Annotated[str, typer.Option(help="Only what this model would draw.")] = "",
) -> None:
    """Accept no new requests; what was accepted goes on. Every process of the bot obeys."""
    from bot.commands import pause as command

    raise typer.Exit(command.pause(sentence, model))


@cli.command()
def resume(*, model: Annotated[str, typer.Option(help="Only what this model draws.")] = "") -> None:
    """Accept requests again."""
    from bot.commands import pause as command

    raise typer.Exit(command.resume(model))


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the web chat listens.")] = 8790,
    once: Annotated[str | None, typer.Option(help="One message to the bot instead of the web chat.")] = None,
    out: Annotated[Path, typer.Option(help="Where the picture of --once goes.")] = Path("picture.jpeg"),
) -> None:
    """Run the real bot against the sandbox: no account, no key."""
    from bot.commands.exits import sandbox_needed

    with sandbox_needed():
        from bot.commands import demo as command

    raise typer.Exit(command.run(port) if once is None else command.run_once(once, out))


@cli.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
def sandbox(context: typer.Context) -> None:
    """Run the stand-ins alone, for any bot or client; the same as python -m sandbox."""
    from bot.commands.exits import sandbox_needed

    with sandbox_needed():
        from bot.commands import sandbox as command

    raise typer.Exit(command.run(context.args))


if __name__ == "__main__":
    cli()
