"""How far a view can be scrolled, told without the toolkit's detour."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def set_extent(view: ScrollView, rows: int) -> None:
    """Tell a view how many rows it has. Its vertical scrollbar must always be there (`overflow-y: scroll`).

    Assigning `virtual_size` has the whole screen laid out and painted anew, 20 ms: a scrollbar might come or go.
    """
    size = Size(0, rows)
    if view.virtual_size == size:
        return
    view.set_reactive(Widget.virtual_size, size)
    bar = view.vertical_scrollbar
    bar.window_virtual_size = rows
    bar.window_size = view.container_size.height
    bar.refresh()
    if view.scroll_y > view.max_scroll_y:
        view.scroll_to(y=view.max_scroll_y, animate=False, immediate=True, force=True)
