"""Charts as PNG: bars with their counts, in the font that comes with the library; the same chart, the same bytes."""

from io import BytesIO
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.domain.reports import Panel, Picture, whole
from bot.services.reports.gather import Say

WIDTH, DPI = 8.0, 120  # inches; 960 pixels, which phones show without scaling up
BAR, HEAD, UPRIGHT = 0.34, 0.75, 2.6  # inches of height: of a bar, of a panel's title, of bars that stand
LABEL = 26  # letters of a line beside a bar
BLUE, PALE, GREY, DARK = "#1f5fa8", "#9db8d6", "#6b7280", "#1f2937"


def draw(picture: Picture, say: Say) -> bytes:
    """Draw it, panels from top to bottom; a panel without bars says that there is nothing."""
    heights = [_height(panel) for panel in picture.panels]
    figure = Figure(figsize=(WIDTH, sum(heights) + 1.0), dpi=DPI, layout="constrained", facecolor="white")
    figure.get_layout_engine().set(h_pad=0.12, w_pad=0.12)  # type: ignore[union-attr, call-arg]
    FigureCanvasAgg(figure)
    figure.suptitle(f"{_said(picture.title, say)}\n{_said(picture.subtitle, say)}", fontsize=13, color=DARK)
    grid = figure.subplots(len(heights), 1, squeeze=False, height_ratios=heights)
    for axes, panel in zip(grid[:, 0], picture.panels, strict=True):
        _panel(axes, panel, say)
    drawn = BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def _height(panel: Panel) -> float:
    return HEAD + (UPRIGHT if panel.upright and panel.bars else BAR * max(1, len(panel.bars)))


def _panel(axes: Axes, panel: Panel, say: Say) -> None:
    axes.set_title(_said(panel.title, say), loc="left", fontsize=11, fontweight="bold", color=DARK)
    axes.spines[["top", "right"]].set_visible(False)
    if not panel.bars:
        axes.set_axis_off()
        axes.text(0, 0.5, "–", transform=axes.transAxes, color=GREY)
        return
    labels = [_label(bar.label, say) for bar in panel.bars]
    counts = [bar.count for bar in panel.bars]
    places, colours = range(len(counts)), [PALE if bar.pale else BLUE for bar in panel.bars]
    if panel.upright:
        bars = axes.bar(places, counts, color=colours, width=0.7)
        axes.set_xticks(places, labels)
        axes.spines["left"].set_visible(False)
        axes.set_yticks([])
    else:
        bars = axes.barh(places, counts, color=colours, height=0.7)
        axes.set_yticks(places, labels)
        axes.invert_yaxis()
        axes.spines["bottom"].set_visible(False)
        axes.set_xticks([])
    axes.bar_label(bars, [whole(count) for count in counts], padding=3, color=DARK, fontsize=9)
    axes.tick_params(length=0, labelsize=9, labelcolor=DARK)
    axes.margins(x=None if panel.upright else 0.12, y=0.15 if panel.upright else 0.02)


def _label(label: object, say: Say) -> str:
    return "\n".join(wrap(_said(label, say), LABEL, break_on_hyphens=False)[:2])


def _said(label: object, say: Say) -> str:
    """A dollar sign would begin a formula."""
    return (label if isinstance(label, str) else say(label)).replace("$", r"\$")  # type: ignore[arg-type]
