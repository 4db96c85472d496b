"""A line on the terminal while a picture is drawn: how long it has taken of the time it usually takes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn
from rich.progress_bar import ProgressBar
from rich.table import Column
from rich.text import Text
from typing_extensions import override

from bot.drawing.values.models import Model
from bot.redaction import Redaction


class _Bar(ProgressColumn):
    """Full at the usual time; what takes longer pulses."""

    @override
    def render(self, task: Task) -> ProgressBar:
        usual, elapsed = task.fields["usual"], task.elapsed or 0.0
        return ProgressBar(total=usual, completed=min(elapsed, usual), width=32, pulse=elapsed > usual)


class _Time(ProgressColumn):
    @override
    def render(self, task: Task) -> Text:
        return Text(f"{task.elapsed or 0.0:.0f} s of about {task.fields['usual']:.0f} s", style="cyan")


@dataclass(frozen=True, slots=True)
class Row:
    """The line of one submission."""

    progress: Progress
    task: TaskID
    redaction: Redaction

    def tell(self, news: str) -> None:
        """Say what goes on, without secrets."""
        self.progress.update(self.task, news=self.redaction(news))

    def close(self) -> None:
        """The submission has ended."""
        self.progress.stop_task(self.task)


Shown = Callable[[Model, int], AbstractContextManager[list[Row]]]
"""Lines for so many submissions of a model, for as long as they last."""


@contextmanager
def shown(model: Model, submissions: int, *, quiet: bool, redaction: Redaction) -> Iterator[list[Row]]:
    """A line a submission, on a terminal only and unless it is to be quiet; gone when all have ended."""
    console = Console(stderr=True)
    news = TextColumn(
        "{task.fields[news]}", "dim", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")
    )
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), _Bar(), _Time(), news)
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        yield [
            Row(progress, progress.add_task(title, total=None, usual=model.usual_seconds, news=""), redaction)
            for title in _titles(model, submissions)
        ]


def _titles(model: Model, submissions: int) -> list[str]:
    if submissions == 1:
        return [model.title]
    return [f"{model.title} {number + 1}/{submissions}" for number in range(submissions)]
