"""The beginning of a long file, to be shown while the whole of it is being imported.

Owns where a file may be cut: before a blank line or a heading.
"""

import os

from reader.domain.briefing import Briefing
from reader.importers.briefings import import_briefing
from reader.importers.files import UnreadableFile, read_beginning
from reader.importers.formats import Format, suffix_format

LONG = 128 * 1024
"""Bytes from which a file is worth a glimpse: importing it whole takes more than 30 ms."""
_SIZE = 24 * 1024
"""Bytes of a glimpse: more than a screen of any size shows."""


def glimpse_file(path: str | os.PathLike[str]) -> Briefing | None:
    """Import the beginning of a long Markdown or text file; None where there is nothing to gain or nowhere to cut.

    Its text is nearly always a beginning of the whole text; where a definition further down changes how an earlier
    line is read, it is not: compare before an offset is kept. Its id, word count and metadata are those of the
    beginning alone and must not be shown.
    """
    name = os.fspath(path)
    try:
        if os.stat(name).st_size < LONG or suffix_format(name) is Format.HTML:
            return None
        data = read_beginning(name, _SIZE)
        cut = max(data.rfind(b"\n\n"), data.rfind(b"\n#"))
        return import_briefing(data[:cut], name) if cut > 0 else None
    except (OSError, ValueError, UnreadableFile):
        return None
