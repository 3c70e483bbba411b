"""Reading files into what the index takes, in whatever process there is time.

Owns the work of one worker process: import a file, look for names. What it hands over is ready to be written.
"""

import os
from collections.abc import Sequence
from hashlib import blake2b

from reader.domain.briefing import Briefing
from reader.domain.entity import count_entities
from reader.domain.scrub import scrub_line
from reader.importers.files import UnreadableFile
from reader.services.lists import Lists
from reader.services.walk import Found
from reader.storage.index.packing import unpack_briefing
from reader.storage.index.parcels import Names, Parcel, Source, pack_briefing, pack_failure, pack_names

_ID_BYTES = 8


def prepare_files(folder: str, files: Sequence[Found], lists: Lists | None) -> list[Parcel]:
    """Read files of a folder.

    Args:
        folder: where they stand.
        files: the files.
        lists: with which names are to be looked for; None leaves that for later.

    Raises:
        NamesUnavailable: if the lists cannot be read.
    """
    return [_prepare(folder, file, lists) for file in files]


def _prepare(folder: str, file: Found, lists: Lists | None) -> Parcel:
    # 25 ms that an update without anything to read does without.
    from reader.importers.briefings import import_file

    source = Source(os.fsencode(file.path), os.fsencode(folder), file.stamp)
    if file.failure is not None:
        return _fail(source, file.path, file.failure)
    try:
        briefing = import_file(file.path)
    except UnreadableFile as error:
        return _fail(source, file.path, error.reason)
    return pack_briefing(source, briefing, None if lists is None else name_briefing(briefing, lists))


def name_briefing(briefing: Briefing, lists: Lists) -> Names:
    """Look for the names in a briefing."""
    mentions = lists.load().recognise(briefing)
    return pack_names(mentions, count_entities(briefing.text, mentions), lists.word)


def name_texts(texts: Sequence[tuple[str, str, str]], lists: Lists) -> list[tuple[str, Names]]:
    """Look for the names in briefings from the index: id, text and layout of each."""
    return [(text[0], name_briefing(unpack_briefing(*text), lists)) for text in texts]


def _fail(source: Source, path: str, reason: str) -> Parcel:
    """The row of a file that cannot be read. Its id is made from its path: there is no text to make it from."""
    number = blake2b(b"unreadable\0" + source.path, digest_size=_ID_BYTES).hexdigest()
    return pack_failure(source, number, scrub_line(os.path.basename(path) or path), reason)
