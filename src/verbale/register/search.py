"""Full text search, ranked, with the words in context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, column, select, table, text

from verbale.register import tables as t
from verbale.register.filters import Filters, of_document, of_time
from verbale.register.full_text import full_text_query
from verbale.register.loading import public
from verbale.register.tables import FULL_TEXT
from verbale.register.views import Hit, Source

# Noncharacters of Unicode, which no text should hold, mark the matches inside a snippet and where it was cut.
_OPEN, _CLOSE, _CUT = "\ufdd0", "\ufdd1", "\ufdd2"
_TITLE_WEIGHT, _TEXT_WEIGHT = 4.0, 1.0
_SNIPPET_WORDS = 24
_PAGE = 50
_INDEX = table(FULL_TEXT, column("rowid"))
_SNIPPETS = text(
    f"SELECT rowid, snippet({FULL_TEXT}, -1, :open, :close, :cut, {_SNIPPET_WORDS}) FROM {FULL_TEXT}"  # noqa: S608
    f" WHERE {FULL_TEXT} MATCH :query AND rowid = :id"
)


def search(connection: Connection, words: str, filters: Filters) -> Iterator[Hit]:
    """Documents that hold the words, the best first; words in a title count four times."""
    f = filters.checked()
    query = full_text_query(words)
    ranks = iter(_ranked(connection, query, f))
    while page := list(islice(ranks, _PAGE)):
        rows = _documents(connection, [id for id, _ in page])
        for id, rank in page:
            marked = connection.execute(_SNIPPETS, {"open": _OPEN, "close": _CLOSE, "cut": _CUT, "query": query, "id": id}).one()[1]
            yield _hit(rows[id], marked, -rank)


def _ranked(connection: Connection, query: str, f: Filters) -> Sequence[Any]:
    """Ids and ranks only, so that snippets are made for none but what is shown."""
    d = t.documents
    rank = text(f"bm25({FULL_TEXT}, {_TITLE_WEIGHT}, {_TEXT_WEIGHT}) AS rank_")
    ranked = select(d.c.id, rank).join_from(_INDEX, d, _INDEX.c.rowid == d.c.id)
    ranked = ranked.where(text(f"{FULL_TEXT} MATCH :query").bindparams(query=query), *of_time(d, f), *of_document(f))
    ranked = ranked.order_by(text("rank_"), d.c.id)
    if f.limit is not None or f.offset:
        ranked = ranked.limit(f.limit if f.limit is not None else -1).offset(f.offset)
    return connection.execute(ranked).all()


def _documents(connection: Connection, ids: Sequence[int]) -> dict[int, Any]:
    return {row.id: row for row in connection.execute(select(t.documents).where(t.documents.c.id.in_(ids)))}


def _hit(row: Any, marked: str, rank: float) -> Hit:
    pieces: list[str] = []
    matches: list[tuple[int, int]] = []
    at = opened = 0
    for sign in marked:
        if sign == _OPEN:
            opened = at
        elif sign == _CLOSE:
            matches.append((opened, at))
        elif sign != _CUT:
            pieces.append(sign)
            at += 1
    snippet = "".join(pieces)
    start = row.text.find(snippet)
    source = Source(public("documents", row.id), row.name, row.title, row.outlet, row.published, row.language, row.origin)
    return Hit(source, snippet, start if start >= 0 else None, tuple(matches), round(rank, 6))
