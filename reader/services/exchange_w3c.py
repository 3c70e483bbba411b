"""Annotations as W3C Web Annotations, in JSON-LD (https://www.w3.org/TR/annotation-model/).

Owns which key of the model says what. Reads no file.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from reader.domain.annotation import Annotation, BriefingRef, Motivation
from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.services.exchange_rows import (
    RefusedRow,
    read_mapping,
    read_moment,
    read_motivation,
    read_position,
    read_selector,
    read_tags,
    read_text,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_ANNOTATION = "urn:x-briefing-reader:annotation:"
_BRIEFING = "urn:x-briefing-reader:briefing:"
_ID_BYTES = 8
_BODY = "TextualBody"


def describe_collection(annotations: Sequence[Annotation]) -> dict[str, Any]:
    """All of them, as a collection of one page."""
    page = {"type": "AnnotationPage", "startIndex": 0, "items": [_describe(one) for one in annotations]}
    return {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "label": "Briefing Reader",
        "total": len(annotations),
        "first": {"id": "urn:x-briefing-reader:page:1", **page},
    }


def _describe(annotation: Annotation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "id": _ANNOTATION + annotation.id,
        "type": "Annotation",
        "motivation": annotation.motivation.value,
        "created": annotation.created,
    }
    if annotation.modified:
        described["modified"] = annotation.modified
    bodies = list(_list_bodies(annotation))
    if bodies:
        described["body"] = bodies
    return described | {"target": _describe_target(annotation)}


def _list_bodies(annotation: Annotation) -> Iterable[dict[str, str]]:
    texts = [*((tag, "tagging") for tag in annotation.tags)]
    texts += [(annotation.note, "commenting")] if annotation.note else []
    texts += [(annotation.entity, "identifying")] if annotation.entity else []
    for value, purpose in texts:
        yield {"type": _BODY, "value": value, "format": "text/plain", "purpose": purpose}


def _describe_target(annotation: Annotation) -> dict[str, Any]:
    ref, quote, position = annotation.briefing, annotation.quote, annotation.position
    source = {"id": _BRIEFING + ref.id, "type": "Text", "dc:title": ref.title, "dc:source": ref.path}
    source |= {"dcterms:isPartOf": ref.series} if ref.series else {}
    source |= {"dcterms:alternative": ref.label} if ref.label else {}
    selectors: list[dict[str, Any]] = []
    if quote is not None:
        words = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
        selectors.append({"type": "TextQuoteSelector", **words})
    if position is not None:
        selectors.append({"type": "TextPositionSelector", "start": position.start, "end": position.end})
    return {"type": "SpecificResource", "source": source} | ({"selector": selectors} if selectors else {})


def list_items(document: Mapping[str, Any]) -> Sequence[object] | None:
    """The annotations of a document: a collection, a page, or one of them; None where it is nothing of this."""
    kind = document.get("type")
    if kind == "Annotation":
        return [document]
    page = document.get("first") if kind == "AnnotationCollection" else document
    items = page.get("items") if isinstance(page, dict) and page.get("type") == "AnnotationPage" else None
    return items if isinstance(items, list) else None


def is_annotation(row: object) -> bool:
    """Whether this is written as the model has it, rightly or not."""
    return isinstance(row, dict) and row.get("type") == "Annotation"


def read_annotation(row: object) -> Annotation:
    """The annotation of one of the model; `created` is empty where it does not say.

    Raises:
        RefusedRow: if it is none, or is about something else than a text; says in which field.
    """
    fields = read_mapping(row, "it")
    bodies = [read_mapping(body, "body") for body in _as_list(fields.get("body"))]
    target = read_mapping(_one(fields.get("target"), "target"), "target")
    selectors = [read_mapping(one, "selector") for one in _as_list(target.get("selector"))]
    quote = next((read_selector(one, None) for one in selectors if one.get("type") == "TextQuoteSelector"), None)
    place = next((one for one in selectors if one.get("type") == "TextPositionSelector"), None)
    tags = read_tags([body.get("value") for body in bodies if _purpose(body, fields) == "tagging"])
    names = [read_text(body, "value") for body in bodies if _purpose(body, fields) == "identifying"]
    return Annotation(
        id=_read_id(fields),
        motivation=_find_motivation(fields, bool(tags)),
        briefing=_read_source(target.get("source")),
        created=read_moment(fields, "created") if "created" in fields else "",
        tags=tags,
        note=scrub("\n\n".join(_list_notes(bodies, fields))),
        quote=quote,
        position=read_position(place, quote),
        entity=scrub_line(names[0]) if names else None,
        modified=read_moment(fields, "modified") if "modified" in fields else "",
    )


def _list_notes(bodies: Iterable[Mapping[str, Any]], fields: Mapping[str, Any]) -> Iterable[str]:
    for body in bodies:
        if _purpose(body, fields) not in ("tagging", "identifying") and body.get("type", _BODY) == _BODY:
            yield read_text(body, "value")


def _purpose(body: Mapping[str, Any], fields: Mapping[str, Any]) -> object:
    """What a body is for: as the model says, that of the annotation where it has none."""
    return body.get("purpose", fields.get("motivation"))


def _find_motivation(fields: Mapping[str, Any], has_tags: bool) -> Motivation:
    named = _as_list(fields.get("motivation"))
    for name in named:
        if name in list(Motivation):
            return Motivation(str(name))
    if named:
        return read_motivation(named[0])
    return Motivation.TAGGING if has_tags else Motivation.COMMENTING


def _read_id(fields: Mapping[str, Any]) -> str:
    """The id: that within one of ours, a digest of any other."""
    name = read_text(fields, "id")
    own = name.removeprefix(_ANNOTATION)
    if own != name and len(own) == 2 * _ID_BYTES and set(own) <= set("0123456789abcdef"):
        return own
    if not name:
        raise RefusedRow("id: empty")
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=_ID_BYTES).hexdigest()


def _read_source(value: object) -> BriefingRef:
    fields = {"id": value} if isinstance(value, str) else read_mapping(value, "target: source")
    name = read_text(fields, "id")
    path = fields.get("dc:source", name)
    title = scrub_line(read_text(fields, "dc:title", name))
    if not isinstance(path, str):
        raise RefusedRow("target: source: dc:source: not a text")
    return BriefingRef(
        scrub_line(name.removeprefix(_BRIEFING)),
        path,
        title,
        _read_line(fields, "dcterms:isPartOf"),
        _read_line(fields, "dcterms:alternative"),
    )


def _read_line(fields: Mapping[str, Any], name: str) -> SafeText | None:
    return scrub_line(read_text(fields, name)) if name in fields else None


def _as_list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _one(value: object, name: str) -> object:
    values = _as_list(value)
    if len(values) != 1:
        raise RefusedRow(f"{name}: not one")
    return {"source": values[0]} if isinstance(values[0], str) else values[0]
