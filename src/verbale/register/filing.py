"""Filing: read documents into the register, all or nothing, and never twice.

A document is known by the hash of its content. Read again by the same version of the reader it changes nothing; by another version it
gets a new reading, which is the current one from then on, and the old one stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection, select, update

from verbale.record import Document, ReadDocument
from verbale.register import tables as t
from verbale.register.rows import Rows, add_document, add_reading, now, storable


class Filed(StrEnum):
    """What filing a read document did."""

    NEW = "new"
    """The document was not in the register."""
    RENAMED = "renamed"
    """It was not, but another document has its id: it is filed under its id, `~` and eight characters of its hash."""
    READ_AGAIN = "read again"
    """It was there, and this version of the reader had not read it."""
    UNCHANGED = "unchanged"
    """It was there, read by this version of the reader."""


def file_all(connection: Connection, reads: Iterable[ReadDocument]) -> list[Filed]:
    """File read documents in the transaction of `connection`; what was done for each, in order."""
    rows = Rows(connection)
    filing = _Filing(connection, rows)
    filed = [filing.file(read) for read in reads]
    rows.write()
    return filed


def unfiled(connection: Connection, documents: Iterable[Document], reader: str) -> list[Document]:
    """The documents whose content is not in the register with a reading by this version of the reader."""
    documents = list(documents)
    hashes = [document.content_hash for document in documents]
    query = (
        select(t.documents.c.content_hash)
        .select_from(t.DOCUMENTS_READ)
        .where(t.documents.c.content_hash.in_(hashes), t.readings.c.reader == reader)
    )
    filed = set(connection.execute(query).scalars())
    return [document for document, hash in zip(documents, hashes, strict=True) if hash not in filed]


class _Filing:
    """One transaction's filing; knows what it has taken up but not yet written."""

    def __init__(self, connection: Connection, rows: Rows) -> None:
        self._connection = connection
        self._rows = rows
        self._taken: dict[str, int] = {}
        self._names: set[str] = set()
        self._readings: set[tuple[int, str]] = set()

    def file(self, read: ReadDocument) -> Filed:
        document, at = read.document, now()
        id = self._known(document)
        if id is None:
            name, notes = self._name(document)
            id = add_document(self._rows, document, name, notes, at)
            self._taken[document.content_hash] = id
            self._names.add(name)
            filed = Filed.RENAMED if notes else Filed.NEW
        elif self._is_read(id, read.reader):
            return Filed.UNCHANGED
        else:
            # A first reading of this document may wait unwritten; the current one must be closed before another is written.
            self._rows.write()
            self._supersede(id, at)
            filed = Filed.READ_AGAIN
        add_reading(self._rows, read, id, at)
        self._readings.add((id, read.reader))
        return filed

    def _known(self, document: Document) -> int | None:
        if (taken := self._taken.get(document.content_hash)) is not None:
            return taken
        query = select(t.documents.c.id).where(t.documents.c.content_hash == document.content_hash)
        return self._connection.execute(query).scalar()

    def _is_read(self, id: int, reader: str) -> bool:
        if (id, reader) in self._readings:
            return True
        query = select(t.readings.c.id).where(t.readings.c.document_id == id, t.readings.c.reader == reader)
        return self._connection.execute(query).first() is not None

    def _supersede(self, id: int, at: str) -> None:
        current = (t.readings.c.document_id == id) & t.readings.c.superseded_at.is_(None)
        self._connection.execute(update(t.readings).where(current).values(superseded_at=at))

    def _name(self, document: Document) -> tuple[str, list[str]]:
        """A free name for the document, and a note where it is not its own."""
        name = storable(document.id)
        if not self._is_taken(name):
            return name, []
        for length in (8, 16, 64):
            other = f"{name}~{document.content_hash[:length]}"
            if not self._is_taken(other):
                break
        return other, [f"its id {name!r} was in use by a document of other content"]

    def _is_taken(self, name: str) -> bool:
        if name in self._names:
            return True
        return self._connection.execute(select(t.documents.c.id).where(t.documents.c.name == name)).first() is not None
