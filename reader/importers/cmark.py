"""The calls into GitHub's CommonMark parser: Markdown to HTML.

Owns the parser's memory and its lock, since cmarkgfm 2025.10 gives neither: `cmarkgfm.cmark` never frees the tree
nor the HTML (200 kB lost for a briefing of 12 kB), and the C library keeps the special characters of its extensions
in global tables that it changes on every parse, with the interpreter lock released. Knows nothing of briefings.
"""

import ctypes
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

_EXTENSIONS = (b"table", b"strikethrough", b"tasklist")
_AUTOLINK = b"autolink"
# The autolink extension stops at every "w" and ":": 1.1 s instead of 0.03 s for 10 MB of plain words.
_AUTOLINK_SIGNS = (b"://", b"www.", b"@")

_lock = threading.Lock()


class _Allocator(ctypes.Structure):
    """`cmark_mem` of cmark-gfm.h."""

    _fields_ = (("calloc", ctypes.c_void_p), ("realloc", ctypes.c_void_p), ("free", ctypes.c_void_p))


def render_html(markdown: str) -> str:
    """Render GitHub-flavoured Markdown; every block element carries `data-sourcepos="line:column-line:column"`.

    Raw HTML in `markdown` is passed through as it stands.
    """
    data = markdown.encode("utf-8", errors="replace")
    with _lock:
        return _render(data)


def _render(data: bytes) -> str:
    lib, ffi, options = _library()
    wanted = (*_EXTENSIONS, _AUTOLINK) if any(sign in data for sign in _AUTOLINK_SIGNS) else _EXTENSIONS
    parser = lib.cmark_parser_new(options)
    try:
        for name in wanted:
            lib.cmark_parser_attach_syntax_extension(parser, lib.cmark_find_syntax_extension(name))
        lib.cmark_parser_feed(parser, data, len(data))
        root = lib.cmark_parser_finish(parser)
        raw = lib.cmark_render_html(root, options, lib.cmark_parser_get_syntax_extensions(parser))
        html: str = ffi.string(raw).decode("utf-8", errors="replace")
    finally:
        lib.cmark_parser_free(parser)
    free_node, free_string = _releasers()
    free_node(int(ffi.cast("uintptr_t", root)))
    free_string(int(ffi.cast("uintptr_t", raw)))
    return html


@cache
def _library() -> tuple[Any, Any, int]:
    from cmarkgfm import _cmark
    from cmarkgfm.cmark import Options

    lib = _cmark.lib
    lib.cmark_gfm_core_extensions_ensure_registered()
    options = (
        Options.CMARK_OPT_SOURCEPOS
        | Options.CMARK_OPT_FOOTNOTES
        | Options.CMARK_OPT_UNSAFE
        # "~50" and "2026-05-03~2026-05-09" strike nothing out.
        | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
    )
    return lib, _cmark.ffi, options


@cache
def _releasers() -> tuple[Callable[[int], object], Callable[[int], object]]:
    """The two functions that cmarkgfm compiles in but does not offer: free a tree, free a string.

    Where the extension module hides its C symbols (Windows), the memory stays lost.
    """
    from cmarkgfm import _cmark

    try:
        library = ctypes.CDLL(_cmark.__file__)
        free_node = library.cmark_node_free
        find_allocator = library.cmark_get_default_mem_allocator
    except (OSError, AttributeError):
        return (lambda address: None), (lambda address: None)
    free_node.argtypes, free_node.restype = [ctypes.c_void_p], None
    find_allocator.argtypes, find_allocator.restype = [], ctypes.POINTER(_Allocator)
    free = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(find_allocator().contents.free)
    return free_node, free
