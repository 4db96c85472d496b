"""Paints a chart from JSON on stdin to a PNG on stdout; run as a process, which alone imports the library."""

import sys
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import accumulate

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from bot.charts import wire
from bot.drawing.values.charts import Chart, Form, Panel, Series, Tone

COLORS: Mapping[Tone, str] = {
    Tone.GOOD: "#2a9d6f",
    Tone.ODD: "#e0a526",
    Tone.BAD: "#d1495b",
    Tone.PLAIN: "#3b78c2",
    Tone.SECOND: "#7d6bb3",
}
"""Told apart by who sees no red or green, too: they differ in lightness."""

PAPER, CARD, INK, FAINT = "#eef0f3", "#ffffff", "#22272e", "#d5dae1"
"""A card of its own, which is read on a dark chat as well as on a light one."""

WIDTH, ROW, DPI = 10.0, 2.9, 128
"""Inches, and dots to each: some 1,280 pixels, which Telegram shows whole."""

HEAD, EDGE = 0.55, 0.12
"""Inches of the title, and around everything."""

STEP_LABELS = 8
"""So many steps are named below a panel."""

BARS_MARGIN, BAR = 1.25, 0.42
"""Inches that a panel with bars that lie is high, without them and for each of them."""

COLUMNS = 2

BELOW = (0.5, -0.12)
"""Where the legend is: below what it explains, so that it hides nothing."""

mpl.use("Agg")
mpl.rcParams.update(
    {
        "font.family": "DejaVu Sans",
        "font.size": 11,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.edgecolor": FAINT,
        "axes.facecolor": CARD,
        "figure.facecolor": PAPER,
    }
)


def paint(chart: Chart) -> bytes:
    """A chart as a PNG: panels two beside each other, those with bars that lie across the whole width below them."""
    wide = [panel for panel in chart.panels if panel.form is Form.BARS]
    small = [panel for panel in chart.panels if panel.form is not Form.BARS]
    rows = -(-len(small) // COLUMNS)
    heights = [ROW * rows, *(_height(panel) for panel in wide)]
    figure = Figure(
        figsize=(WIDTH, sum(heights) + HEAD), dpi=DPI, layout=ConstrainedLayoutEngine(w_pad=EDGE, h_pad=EDGE)
    )
    figure.suptitle(chart.title, fontsize=16, fontweight="bold")
    upper, *lower = figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]
    for number, panel in enumerate(small, start=1):
        _draw(upper.add_subplot(rows, COLUMNS, number), panel)
    for below, panel in zip(lower, wide, strict=True):
        _draw(below.add_subplot(), panel)
    out = BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _height(panel: Panel) -> float:
    return BARS_MARGIN + BAR * max(1, len(panel.steps))


def _draw(axes: Axes, panel: Panel) -> None:
    axes.set_title(panel.title, loc="left", fontsize=12, fontweight="bold")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    _PAINTERS[panel.form](axes, panel)
    labeled = [one.label for one in panel.series if one.label]
    if labeled and panel.steps:
        below = axes.legend(fontsize=9, frameon=False, loc="upper center", ncols=len(labeled), bbox_to_anchor=BELOW)
        below.set_in_layout(True)


def _stacks(axes: Axes, panel: Panel) -> None:
    """Bars on top of each other."""
    at = range(len(panel.steps))
    for one, bottom in _stacked(panel.series):
        axes.bar(at, _known(one), bottom=bottom, width=0.8, color=COLORS[one.tone], label=one.label)
    _days(axes, panel)


def _lines(axes: Axes, panel: Panel) -> None:
    """Lines; a day of which nothing is known is a gap."""
    at = list(range(len(panel.steps)))
    for one in panel.series:
        values = [float("nan") if value is None else value for value in one.values]
        axes.plot(at, values, color=COLORS[one.tone], label=one.label, linewidth=2, marker="o", markersize=4)
    _days(axes, panel)


def _bars(axes: Axes, panel: Panel) -> None:
    """Bars that lie, the first on top."""
    at = range(len(panel.steps))
    for one, left in _stacked(panel.series):
        axes.barh(at, _known(one), left=left, height=0.6, color=COLORS[one.tone], label=one.label)
    axes.set_yticks(at, panel.steps)
    axes.invert_yaxis()
    if not _is_any(panel.series):
        axes.set_xlim(0, 1)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=0.8)


def _days(axes: Axes, panel: Panel) -> None:
    every = max(1, -(-len(panel.steps) // STEP_LABELS))
    last = len(panel.steps) - 1
    shown = [at for at in range(len(panel.steps)) if (last - at) % every == 0]
    axes.set_xticks(shown, [panel.steps[at] for at in shown], fontsize=9)
    axes.set_xlim(-0.6, last + 0.6)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=_is_whole(panel.series)))
    axes.set_ylim(0, axes.get_ylim()[1] * 1.05 if _is_any(panel.series) else 1)
    axes.grid(visible=True, axis="y", color=FAINT, linewidth=0.8)


_PAINTERS: Mapping[Form, Callable[[Axes, Panel], None]] = {
    Form.STACKS: _stacks,
    Form.LINES: _lines,
    Form.BARS: _bars,
}


def _stacked(series: Sequence[Series]) -> list[tuple[Series, list[float]]]:
    """Each row of numbers, and where it begins: at the end of the one before."""
    sums = list(accumulate((_known(one) for one in series), _added, initial=[0.0] * len(_known(series[0]))))
    return list(zip(series, sums, strict=False))


def _added(one: list[float], other: list[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _known(series: Series) -> list[float]:
    return [value or 0.0 for value in series.values]


def _is_any(series: Sequence[Series]) -> bool:
    return any(value for one in series for value in one.values)


def _is_whole(series: Sequence[Series]) -> bool:
    return all(value is None or float(value).is_integer() for one in series for value in one.values)


if __name__ == "__main__":
    sys.stdout.buffer.write(paint(wire.read(sys.stdin.buffer.read())))
