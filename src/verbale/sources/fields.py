"""From the keys or columns of a row to the fields of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verbale.errors import SourceError
from verbale.sources.formats import column_key, load_data
from verbale.sources.model import Raw

FIELDS = ("id", "text", "title", "outlet", "outlet_kind", "published", "language")


@dataclass(frozen=True)
class Mapped:
    """Which key of a row gives which field."""

    keys: Mapping[str, str]

    def raw(self, row: Mapping[str, object], origin: str, notes: tuple[str, ...] = ()) -> Raw:
        """The raw document in `row`."""
        values = {field: row.get(key) for field, key in self.keys.items()}
        text = values.pop("text", None)
        return Raw(text, origin, notes=notes, **values)  # type: ignore[arg-type]


def map_fields(names: Iterable[str], columns: Mapping[str, str]) -> Mapped:
    """The keys among `names` for each field: as `columns` says, else the field's own name, else a usual other name for it.

    Raises `SourceError` where `columns` names a field or column that does not exist.
    """
    there = list(names)
    keys: dict[str, str] = {}
    for field, column in columns.items():
        if field not in FIELDS:
            raise SourceError(f"{field!r} is no field of a document; columns can be given for {', '.join(FIELDS)}")
        if column not in there:
            raise SourceError(f"has no column {column!r} for {field}; it has {_listed(there)}")
        keys[field] = column
    by_key: dict[str, str] = {}
    for name in there:
        by_key.setdefault(column_key(name), name)
    aliases: dict[str, list[str]] = load_data("columns")
    for field in FIELDS:
        if field not in keys and (found := next((by_key[a] for a in (field, *aliases[field]) if a in by_key), None)):
            keys[field] = found
    return Mapped(keys)


def need_text(mapped: Mapped, names: Iterable[str]) -> None:
    """Raise `SourceError` where no column gives the text."""
    if "text" not in mapped.keys:
        raise SourceError(
            f'has no column that looks like the text of documents; name it with columns={{"text": …}}. It has {_listed(names)}'
        )


def _listed(names: Iterable[str]) -> str:
    shown = [repr(name[:40]) for name in names]
    return ", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "") if shown else "none"
