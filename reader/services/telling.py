"""What is said of a change of an annotation: one line, fit to be shown once it is scrubbed."""

from reader.domain.annotation import Annotation, Motivation, normalise_tag

NOUNS = {
    Motivation.BOOKMARKING: "bookmark",
    Motivation.TAGGING: "tag",
    Motivation.HIGHLIGHTING: "highlight",
    Motivation.COMMENTING: "note",
}
_MADE = {
    Motivation.BOOKMARKING: "Bookmarked",
    Motivation.HIGHLIGHTING: "Highlighted",
    Motivation.COMMENTING: "Noted at",
}
_SHOWN = 40
"""Code points of the words that are shown."""


def name_target(annotation: Annotation) -> str:
    """The name, the first words, or the title."""
    if annotation.entity:
        return annotation.entity
    if annotation.quote is None:
        return annotation.briefing.title
    words = " ".join(annotation.quote.exact.split())
    return f"“{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”"


def tell_change(before: Annotation | None, after: Annotation | None) -> str:
    """What was done, as "Tagged TSMC: #hbm -old"."""
    known = after or before
    if known is None:
        return "Nothing changed"
    about = name_target(known)
    if known.motivation is Motivation.TAGGING:
        signs = _sign_tags(before.tags if before else (), after.tags if after else ())
        return f"Tagged {about}: {signs}" if signs else f"Put the tags of {about} elsewhere"
    if before is None:
        return f"{_MADE[known.motivation]} {about}"
    if after is None:
        return f"{NOUNS[known.motivation].capitalize()} removed: {about}"
    if before.note != after.note:
        return f"Changed the note at {about}"
    return f"Put the {NOUNS[known.motivation]} at {about}"


def _sign_tags(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    old, new = {normalise_tag(tag) for tag in before}, {normalise_tag(tag) for tag in after}
    added = [f"#{tag}" for tag in after if normalise_tag(tag) not in old]
    removed = [f"-{tag}" for tag in before if normalise_tag(tag) not in new]
    return " ".join(added + removed)
