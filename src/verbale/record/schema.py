"""The JSON Schema of a document with its record, as `verbale read --json` prints it and the gold documents are written."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from verbale.record.model import Document, Record

_PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
_THINGS = ("Actor", "Meeting", "Item", "Statement")
_NOT_ALWAYS = ("confidence", "notes")
_SURE = {"type": ["number", "null"], "minimum": 0, "maximum": 1, "description": "how sure the reader is; only where asked for"}


def record_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line: a document, its record, and notes where there are any."""
    record = TypeAdapter(Record).json_schema(mode="serialization")
    document = TypeAdapter(Document).json_schema(mode="serialization")
    definitions = {**document.pop("$defs", {}), **record.pop("$defs", {}), "Record": record}
    for name in _THINGS:
        definitions[name]["properties"]["confidence"] = _SURE
    schema = _document(document["properties"])
    schema["$defs"] = definitions
    _finish(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _document(known: dict[str, Any]) -> dict[str, Any]:
    nullable = {"type": ["string", "null"]}
    properties = {
        "id": known["id"],
        "event": nullable | {"description": "label shared by documents about the same event; null where nobody gave one"},
        "reprint_of": nullable | {"description": "id of the document that this one copies; null where it copies none or nobody looked"},
        **{key: known[key] for key in ("outlet", "outlet_kind", "title", "published", "language", "text")},
        "record": {"$ref": "#/$defs/Record"},
    }
    notes = {"type": "array", "items": {"type": "string"}, "description": "what is unknown or could not be read"}
    return {
        "title": "Document with its record",
        "description": "Spans are [start, end) in Unicode code points of `text`.",
        "type": "object",
        "properties": properties | {"notes": notes},
        "additionalProperties": False,
    }


def _finish(node: Any) -> None:
    """Say what pydantic leaves out: the pattern of partial dates, and that every key is always there."""
    if isinstance(node, dict):
        if str(node.get("description", "")).startswith("ISO date"):
            node["pattern"] = _PARTIAL_DATE
        node.pop("default", None)
        if "properties" in node:
            node["required"] = [key for key in node["properties"] if key not in _NOT_ALWAYS]
        for child in node.values():
            _finish(child)
    elif isinstance(node, list):
        for child in node:
            _finish(child)
