"""Lists of feeds as other programs exchange them (OPML 2.0): to sources and back.

Owns the form. What another program calls folders become tags.
"""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from reader.domain.scrub import scrub_line
from reader.domain.source import LONGEST_NAME, Source, SourceFault, read_source
from reader.sources.errors import SourceError
from reader.sources.feeds import without_declarations
from reader.sources.item import clean_line

_LARGEST = 4 * 1024 * 1024
_MOST = 5_000
_DEEPEST = 10


def read_opml(data: bytes) -> tuple[list[Source], list[str]]:
    """Read a list of feeds.

    Returns:
        The sources, each with a name of its own, and what is wrong with the others.

    Raises:
        SourceError: if it cannot be read at all.
    """
    if len(data) > _LARGEST:
        raise SourceError(f"larger than {_LARGEST >> 20} MB")
    try:
        root = ElementTree.fromstring(without_declarations(data).lstrip())
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SourceError(f"not well-formed: {error}") from error
    if root.tag.lower() != "opml":
        raise SourceError("is no OPML")
    sources: dict[str, Source] = {}
    problems = []
    for title, address, tags in _list_feeds(root):
        if len(sources) == _MOST:
            problems.append(f"only the first {_MOST:,} feeds are taken")
            break
        try:
            name = choose_name(title or address, sources)
            sources[name.casefold()] = read_source({"name": name, "url": address, "tags": tags})
        except SourceFault as fault:
            problems.append(f"{clean_line(title or address)}: {fault}")
    return list(sources.values()), problems


def _list_feeds(root: ElementTree.Element) -> Iterator[tuple[str, str, list[str]]]:
    """Title, address and folders of each feed, in the order of the file."""
    waiting: list[tuple[ElementTree.Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        facts = {name.lower(): value for name, value in element.attrib.items()}
        title = facts.get("title") or facts.get("text") or ""
        if address := facts.get("xmlurl", "").strip():
            given = [word.strip("/ ").rpartition("/")[2] for word in facts.get("category", "").split(",")]
            tags = dict.fromkeys(str(clean_line(word)) for word in (*folders, *given))
            yield clean_line(title), address, [tag for tag in tags if tag]
        elif title and element.tag.lower() == "outline":
            folders = (*folders[: _DEEPEST - 1], title)
        waiting.extend((child, folders) for child in reversed(element))


def choose_name(wanted: str, taken: dict[str, Source] | set[str]) -> str:
    """A name that no other source has, as near to what is wanted as may be."""
    name = scrub_line(" ".join(wanted.split())).lstrip("-").strip()[: LONGEST_NAME - 4].strip() or "source"
    number, chosen = 1, name
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{name} {number}"
    return chosen


def print_opml(sources: Sequence[Source]) -> str:
    """A list of the feeds among some sources."""
    rows = [
        f'    <outline type="rss" text={quoteattr(source.name)} title={quoteattr(source.name)}'
        f" xmlUrl={quoteattr(source.url)}"
        + (f" category={quoteattr(','.join(source.tags))}" if source.tags else "")
        + "/>"
        for source in sources
        if source.url
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Sources</title></head>\n'
    return f"{head}  <body>\n" + "".join(f"{row}\n" for row in rows) + "  </body>\n</opml>\n"
