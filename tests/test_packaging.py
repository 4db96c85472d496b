"""What is installed: the bot alone, with everything it reads."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from email import message_from_string
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest

HOME = Path(__file__).parents[1]
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=HOME, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with ZipFile(wheel) as archive:
        return archive.namelist()


Read = Callable[[str], str]


@pytest.fixture(scope="module")
def described(wheel: Path) -> Read:
    """A file about the distribution, by the end of its path."""

    def read(name: str) -> str:
        with ZipFile(wheel) as archive:
            (path,) = [path for path in archive.namelist() if path.endswith(f".dist-info/{name}")]
            return archive.read(path).decode()

    return read


def metadata(described: Read) -> Message:
    """Who the distribution is."""
    return message_from_string(described("METADATA"))


def test_the_wheel_holds_the_bot_alone(names: list[str]) -> None:
    """The sandbox is for those who have a checkout."""
    top = {name.split("/")[0] for name in names}
    (about,) = [name for name in top if name.endswith(".dist-info")]
    assert top == {"bot", about}


def test_the_wheel_holds_every_file_of_the_bot(names: list[str]) -> None:
    """Queries, migrations, texts and the catalog are read at run time."""
    files = [path for path in (HOME / "bot").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    there = {path.relative_to(HOME).as_posix() for path in files}
    assert {".sql", ".ftl", ".toml"} <= {path.suffix for path in files}
    assert {name for name in names if name.startswith("bot/")} == there


def test_the_distribution_is_not_named_as_somebody_elses(described: Read) -> None:
    """There is a stranger's palitra on PyPI."""
    assert metadata(described)["Name"] == "palitra-bot"


def test_the_wheel_has_a_console_script(described: Read) -> None:
    assert described("entry_points.txt").split("\n")[:2] == ["[console_scripts]", "palitra = bot.__main__:cli"]


def test_the_wheel_carries_its_license(described: Read) -> None:
    assert metadata(described)["License-Expression"] == "MIT"
    assert described("licenses/LICENSE") == (HOME / "LICENSE").read_text("utf-8")


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder with what the wheel installs."""
    folder = wheel.parent / "installed"
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def palitra(installed: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A command of the installed bot, in a folder where no checkout is."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed), "COLUMNS": "160"}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=installed.parent, env=environment, check=False, capture_output=True, text=True)


def test_the_installed_bot_finds_its_catalog(installed: Path) -> None:
    done = palitra(installed, "models")
    assert (done.returncode, done.stderr) == (0, "")
    assert "gpt-image-2" in done.stdout


@pytest.mark.parametrize("arguments", [["demo"], ["demo", "--once", "/draw a fox"], ["sandbox", "--images-port", "0"]])
def test_what_needs_the_sandbox_says_so_where_it_is_not_installed(installed: Path, arguments: list[str]) -> None:
    done = palitra(installed, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "palitra: this needs the sandbox, which is not installed with the bot: "
        "call it in a checkout of the repository\n"
    )


def test_what_is_declared_is_locked() -> None:
    """Who installs the locked requirements can install the wheel without its dependencies."""
    locked = (HOME / "deploy/requirements.txt").read_text("utf-8")
    for dependency in PROJECT["dependencies"]:
        name = dependency.split(">")[0].split("[")[0].replace(".", "-")
        assert f"\n{name}==" in f"\n{locked}" or f"\n{name}[" in f"\n{locked}", name


@pytest.mark.parametrize("path", ["deploy/requirements.txt", "deploy/requirements-grpc.txt", "tests/requirements.txt"])
def test_the_locked_files_name_no_index(path: str) -> None:
    locked = (HOME / path).read_text("utf-8")
    assert "://" not in locked
    assert "index" not in "".join(line for line in locked.splitlines() if line.startswith("-"))
