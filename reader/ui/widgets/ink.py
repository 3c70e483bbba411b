"""What the article looks like: from rows of the page to styled segments.

Owns the layers (bold, mentions, annotations, hits) and the styles; knows nothing of scrolling or of the cursor's moves.
"""

from collections.abc import Iterable, Mapping
from enum import Enum, auto

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.domain.briefing import Block, BlockKind, Briefing, InlineKind
from reader.domain.entity import EntityType
from reader.domain.footer import find_footer
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.ui.layout.page import Page, Row, RowRole
from reader.ui.layout.runs import SpanIndex, split_runs
from reader.ui.layout.width import cells, fit
from reader.ui.layout.wrap import wrap_words
from reader.ui.safety import draw_text
from reader.ui.state import Annotated, Names, OpenBriefing, Trail
from reader.ui.widgets.inkwell import StyleBook

_INLINE = {
    InlineKind.STRONG: "bold",
    InlineKind.EMPHASIS: "emphasis",
    InlineKind.STRIKE: "strike",
    InlineKind.CODE: "code",
    InlineKind.LINK: "link",
    InlineKind.IMAGE: "emphasis",
}
_MENTIONS: Mapping[EntityType | None, str] = {None: "unknown"} | {type_: f"{type_}" for type_ in EntityType}
_QUOTE_BAR = "▎ "
_RULE_CELLS = 7
_COMES_FROM, _GOES_ON = SafeText("‹"), SafeText("›")
_LARGE_HEADING = 2
_TO_SPACES = {0x0A: " ", 0x09: " "}


class Bar(Enum):
    """The bar in the gutter."""

    NONE = auto()
    FAR = auto()
    """Beside the block under the cursor."""
    NEAR = auto()
    """Beside the cursor's row, in the focused pane."""


def _base_name(block: Block) -> str:
    """The ink of a block's plain words."""
    match block.kind:
        case BlockKind.TITLE:
            return "title"
        case BlockKind.HEADING:
            return "heading" if block.level <= _LARGE_HEADING else "subheading"
        case BlockKind.CODE:
            return "code"
        case BlockKind.QUOTE:
            return "quote"
        case _:
            return ""


class Ink:
    """Draws rows of a page."""

    def __init__(self, book: StyleBook) -> None:
        self._book = book
        self._inline = self._mentions = self._annotations = self._hits = SpanIndex(())
        self._current = self._target = self._selected = self._marks = SpanIndex(())
        self._briefing: Briefing | None = None
        self._trail = Trail()
        self._cursor_key: tuple[int, int, int, bool] = (0, 0, 0, False)
        self._cursor_rows = (-1, -1, -1)
        self._is_bold_muted = False
        self.shift = 0
        """Cells by which wide tables are scrolled sideways."""
        self._letters: Mapping[int, str] = {}
        self._lettered = SpanIndex(())

    def show(self, briefing: Briefing | None) -> None:
        """Take the styles of another briefing, and drop every mark of the one before."""
        self._briefing = briefing
        styles = briefing.styles if briefing else ()
        self._inline = SpanIndex((style.span, _INLINE[style.kind]) for style in styles if style.kind in _INLINE)
        self._mentions = self._annotations = self._hits = self._current = SpanIndex(())
        self._target = self._selected = self._marks = SpanIndex(())
        self._trail = Trail()

    def mark_mentions(self, names: Names) -> None:
        """Colour the mentions by type."""
        self._mentions = SpanIndex((mention.span, _MENTIONS[mention.entity.type]) for mention in names.mentions)

    def mark_annotations(self, annotated: Annotated) -> None:
        """Tint annotated words, and put a mark beside the row on which they begin."""
        if not annotated.placed:
            self._annotations = self._marks = SpanIndex(())
            return
        from reader.ui.contents.marks import choose_ink, choose_sign

        found = [(placed.anchor.span, placed) for placed in annotated.placed if placed.anchor.span is not None]
        blocks = {block.span for block in self._briefing.blocks} if self._briefing is not None else set()
        # A whole block has its mark in the gutter; a tint behind all of its words would only be noise.
        inks = ((span, choose_ink(one.annotation)) for span, one in found if span not in blocks or one.is_highlight)
        self._annotations = SpanIndex(inks)
        self._marks = SpanIndex((span, choose_sign(placed)) for span, placed in found)

    def mark_trail(self, trail: Trail) -> None:
        """Mark the hits; stepping from one to the next marks only the current one anew."""
        if trail.spans is not self._trail.spans:
            self._hits = SpanIndex((span, "hit") for span in trail.spans if not trail.is_quiet)
        self._current = _one(trail.current, "hit-current")
        self._trail = trail

    def mark_target(self, target: Span | None, *, is_selected: bool = False) -> None:
        """Tint the sentence that the cursor stands on, or what is selected; a hit has its own tint."""
        self._selected = _one(target if is_selected else None, "selected")
        self._target = _one(None if is_selected or target == self._trail.current else target, "target")

    def mute_bold(self, muted: bool) -> None:
        """Draw bold words like the rest, or bold."""
        self._is_bold_muted = muted

    def put_letters(self, letters: Mapping[int, str]) -> None:
        """Draw letters over the signs at some offsets."""
        self._letters = letters
        self._lettered = SpanIndex((Span(place, place + 1), "hit-current") for place in letters)

    def set_page(self, opened: OpenBriefing, width: int) -> Page:
        """Set a briefing; a title that the text does not have is put above it, and a footer is closed."""
        assert opened.briefing is not None
        briefing = opened.briefing
        title = briefing.metadata.title
        footer = None if opened.is_glimpse else find_footer(briefing)
        if briefing.blocks and briefing.blocks[0].kind is BlockKind.TITLE:
            return Page(briefing, width, (), fit(opened.facts, width), footer)
        lines = [title[start:end] for start, end in wrap_words(title, 0, len(title), width)]
        return Page(briefing, width, lines, fit(opened.facts, width), footer)

    # Rows.

    def draw_row(self, page: Page, y: int) -> list[Segment]:
        """The words of row `y`, from the left edge of the measure."""
        row = page.row(y)
        if row.role in (RowRole.TEXT, RowRole.TABLE_LINE) and page.block_width(row.block) > page.width:
            return self._crop(self._draw_whole(page, row), page.width)
        return self._draw_whole(page, row)

    def _crop(self, segments: list[Segment], width: int) -> list[Segment]:
        """The part of a wide row that is in sight, with a sign where it goes on."""
        whole = Strip(segments)
        strip = whole.crop(self.shift, self.shift + width).adjust_cell_length(width)
        if self.shift + width < whole.cell_length:
            strip = Strip([*strip.crop(0, width - 1), draw_text(_GOES_ON, self._style("accent"))])
        if self.shift:
            strip = Strip([draw_text(_COMES_FROM, self._style("accent")), *strip.crop(1, width)])
        return list(strip)

    def _draw_whole(self, page: Page, row: Row) -> list[Segment]:
        match row.role:
            case RowRole.TEXT:
                return self._draw_text(page, row)
            case RowRole.RULE:
                indent = (page.width - _RULE_CELLS) // 2
                return [Segment(" " * indent), Segment("─" * _RULE_CELLS, self._style("quiet"))]
            case RowRole.TABLE_LINE | RowRole.FOLDED | RowRole.UNFOLDED:
                return [draw_text(SafeText(row.literal), self._style("quiet"))]
            case RowRole.MASTHEAD:
                is_title = row.literal in page.briefing.metadata.title
                return [draw_text(SafeText(row.literal), self._style("title" if is_title else "quiet"))]
            case RowRole.BLANK:
                return []

    def _draw_text(self, page: Page, row: Row) -> list[Segment]:
        block = page.briefing.blocks[row.block]
        base = _base_name(block)
        segments: list[Segment] = []
        x = 0
        for piece in row.pieces:
            segments += self._draw_margin(block, row, piece.x) if x == 0 else [Segment(" " * (piece.x - x))]
            x = piece.x
            for start, end, names in split_runs(piece.start, piece.end, self._layers()):
                words = page.briefing.text[start:end].translate(_TO_SPACES)
                if start in self._letters:
                    words = self._letters[start].ljust(cells(words))
                segments.append(draw_text(SafeText(words), self._style(base, *names)))
                x += cells(words)
        return segments

    def _layers(self) -> tuple[SpanIndex, ...]:
        marks = (self._annotations, self._mentions, self._target, self._hits, self._current, self._selected)
        return self._inline, *marks, self._lettered

    def _draw_margin(self, block: Block, row: Row, width: int) -> Iterable[Segment]:
        """The cells left of a block's words: bars of quotes, the marker of a bullet."""
        bars = _QUOTE_BAR * block.quoted
        marker = f"{block.marker} " if row.is_first and block.kind is BlockKind.BULLET else ""
        space = width - cells(bars) - cells(marker)
        if space < 0:
            return [Segment(" " * width)]
        style = self._style("quiet")
        return [draw_text(SafeText(f"{bars}{' ' * space}{marker}"), style)]

    def _style(self, *names: str) -> Style:
        if self._is_bold_muted:
            names = tuple(name for name in names if name != "bold")
        return self._book.named(*names)

    # The gutter.

    def draw_gutter(self, page: Page, y: int, bar: Bar) -> list[Segment]:
        """Four cells: a mark where an annotation begins, and the bar beside the block under the cursor."""
        span = page.row(y).span
        mark = " "
        if span is not None:
            starts = [name for begin, _, name in self._marks.touching(span.start, span.end) if begin >= span.start]
            mark = starts[-1] if starts else " "
        if mark == " " and bar is Bar.NONE:
            return [Segment(" " * 4)]
        line = " " if bar is Bar.NONE else "▌"
        return [
            draw_text(SafeText(f" {mark}"), self._style("accent")),
            draw_text(SafeText(f"{line} "), self._style("accent" if bar is Bar.NEAR else "hairline")),
        ]

    @staticmethod
    def measure_numbers(briefing: Briefing) -> int:
        """The cells that the numbers of lines take, with the air behind them."""
        return len(str(max((block.line for block in briefing.blocks), default=1))) + 1

    def draw_number(self, page: Page, y: int, width: int, *, is_shown: bool) -> Segment:
        """The air left of the gutter, with the line of the file on which a block begins, where that is shown."""
        row = page.row(y) if is_shown else None
        if row is None or not row.is_first or not row.pieces:
            return Segment(" " * width)
        return draw_text(SafeText(f"{page.briefing.blocks[row.block].line} ".rjust(width)), self._style("quiet"))

    def bar_at(self, page: Page, y: int, place: int, has_focus: bool) -> Bar:
        """What stands in the gutter of row `y` while the cursor is at `place`."""
        top, bottom, cursor = self.find_cursor(page, place)
        if not top <= y < bottom:
            return Bar.NONE
        return Bar.NEAR if y == cursor and has_focus else Bar.FAR

    def find_cursor(self, page: Page, place: int) -> tuple[int, int, int]:
        """First row, row after the last, and cursor's row of the block that holds `place`."""
        key = (id(page), place, page.width, page.is_folded)
        if key != self._cursor_key and page.briefing.blocks:
            index = page.index_of(place)
            top = page.block_top(index)
            self._cursor_rows = (top, top + page.block_height(index), page.row_of(place))
            self._cursor_key = key
        return self._cursor_rows

    def draw_notice(self, y: int, width: int, notice: SafeText) -> Strip:
        """A sentence where there is no text."""
        lines = [SafeText(notice[start:end]) for start, end in wrap_words(notice, 0, len(notice), max(8, width - 8))]
        if 1 <= y <= len(lines):
            return Strip([Segment(" " * 4), draw_text(lines[y - 1], self._style("quiet"))]).adjust_cell_length(width)
        return Strip.blank(width)


def _one(span: Span | None, name: str) -> SpanIndex:
    return SpanIndex(((span, name),) if span is not None else ())
