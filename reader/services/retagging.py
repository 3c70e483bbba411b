"""Tags changed everywhere at once: renamed, merged, deleted, with those nested in them.

Owns what a tag's name may be, and that each of these is one step that can be undone.
"""

from collections.abc import Callable
from dataclasses import replace

from reader.domain.annotation import Annotation, Motivation, change_tags, normalise_tag
from reader.domain.scrub import SafeText, scrub_line
from reader.services.annotations import Annotations

SEPARATOR = "/"
"""Between a tag and one that is nested in it, as in supply/hbm."""


class TagFault(ValueError):
    """Why tags cannot be changed so; fit to be shown."""

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


def read_tag(text: str) -> SafeText:
    """A tag as it is written: without a leading "#", blanks joined.

    Raises:
        TagFault: if nothing is left of it, or a part between its slashes is empty.
    """
    name = scrub_line(" ".join(text.split()).lstrip("#+").strip())
    if not normalise_tag(name) or not all(part.strip() for part in name.split(SEPARATOR)):
        raise TagFault(f'"{text}" is no tag')
    return name


def rename_tag(annotations: Annotations, old: str, new: str) -> int:
    """Give a tag another name wherever it is used: renaming supply renames supply/hbm.

    Returns:
        How many annotations it was changed in.

    Raises:
        TagFault: if there is no such tag, or the new name is one already: merging is meant then.
        StoreError: if it was not saved.
    """
    before, after = read_tag(old), read_tag(new)
    with annotations.step() as step:
        if any(_is_within(tag, after) and not _is_within(tag, before) for tag, _ in annotations.tags()):
            raise TagFault(f"#{after} is there already; to bring both together: reader tags merge")
        step.what = f"Renamed #{before} to #{after}"
        return _change(annotations, before, lambda rest: SafeText(after + rest))


def merge_tags(annotations: Annotations, old: str, new: str) -> int:
    """Let what bears a tag bear another one, which is there already, instead; with those nested in it.

    Returns, raises: as `rename_tag`.
    """
    before, after = read_tag(old), read_tag(new)
    if normalise_tag(before) == normalise_tag(after):
        raise TagFault(f"#{before} and #{after} are one tag")
    with annotations.step() as step:
        written = next((tag for tag, _ in annotations.tags() if normalise_tag(tag) == normalise_tag(after)), None)
        if written is None and not any(_is_within(tag, after) for tag, _ in annotations.tags()):
            raise TagFault(f"there is no tag #{after}; to give another name: reader tags rename")
        step.what = f"Merged #{before} into #{after}"
        return _change(annotations, before, lambda rest: SafeText((written or after) + rest))


def delete_tag(annotations: Annotations, name: str) -> int:
    """Take a tag away wherever it is used, with those nested in it.

    Returns, raises: as `rename_tag`.
    """
    gone = read_tag(name)
    with annotations.step() as step:
        step.what = f"Deleted #{gone}"
        return _change(annotations, gone, lambda rest: None)


def _is_within(tag: str, outer: str) -> bool:
    """Whether a tag is another one, or nested in it; matched without case."""
    name, whole = normalise_tag(tag), normalise_tag(outer)
    return name == whole or name.startswith(whole + SEPARATOR)


def _change(annotations: Annotations, old: SafeText, rewrite: Callable[[str], SafeText | None]) -> int:
    """Rewrite a tag and those in it.

    Args:
        annotations: those of all briefings, also of absent ones.
        old: the tag.
        rewrite: makes a tag of what follows the name of the old one; None takes it away.
    """
    records: dict[str, Annotation | None] = {}
    for one in annotations.list_records():
        if any(_is_within(tag, old) for tag in one.tags):
            tags = [rewrite(_rest(tag, old)) if _is_within(tag, old) else tag for tag in one.tags]
            kept = change_tags((), tuple(tag for tag in tags if tag is not None), ())
            if kept == one.tags:
                continue
            is_empty = not kept and one.motivation is Motivation.TAGGING and not one.note.strip()
            records[one.id] = None if is_empty else replace(one, tags=kept, modified=annotations.now())
    if not records:
        raise TagFault(f"there is no tag #{old}, or nothing to change in it")
    annotations.change_records("", records)
    return len(records)


def _rest(tag: str, old: str) -> str:
    """What follows the name of the outer tag: empty, or with its slash; case folding may change lengths."""
    depth = old.count(SEPARATOR) + 1
    return "".join(f"{SEPARATOR}{part}" for part in tag.split(SEPARATOR)[depth:])
