"""The reader: documents in, records out. One object loads the encoder once; the same call serves a laptop and a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from verbale.record import Document, ReadDocument, Record

if TYPE_CHECKING:
    from verbale.language import Attribution, Layers
    from verbale.language.encoder import Encoder
    from verbale.language.layout import Layout

# Raised whenever the same document may get another record: filed readings keep it.
VERSION = "verbale-reader/2"
# Characters of a document that are read; the rest is named in a note. About 170,000 words, a minute on one core.
LIMIT = 1_000_000
# Languages that the encoder and the grammars know.
LANGUAGES = frozenset({"en"})


class Reader:
    """Reads documents into records. Keeps no state between documents; the encoder is loaded at the first one that needs it.

    `threads`: cores for the encoder, all by default. `limit`: characters of a document that are read.
    """

    name_version = VERSION

    def __init__(self, threads: int | None = None, limit: int = LIMIT) -> None:
        self._threads, self._limit = threads, limit
        self._loaded: Encoder | None = None

    def _encoder(self) -> Encoder:
        if self._loaded is None:
            from verbale.language.encoder import Encoder

            self._loaded = Encoder(self._threads)
        return self._loaded

    def read_batch(self, documents: Sequence[Document]) -> list[ReadDocument]:
        """A record for each document, in their order. What cannot be read has an empty record and a note that says why."""
        from verbale.compose.record import compose

        found = []
        for document, (notes, layers) in zip(documents, self._layers(documents), strict=True):
            record = Record() if layers is None else compose(document, layers)
            if layers is not None and not (record.meetings or record.items or record.statements):
                notes.append("no meeting, item or statement found")
            found.append(ReadDocument(document=document, record=record, reader=VERSION, notes=tuple(notes)))
        return found

    def attributions(self, documents: Sequence[Document]) -> list[tuple[Attribution, ...]]:
        """Who is said to have said what, as the encoder found it and before it becomes statements; nothing for what cannot be read."""
        return [() if layers is None else layers.attributions for _, layers in self._layers(documents, attributions=True)]

    def read(self, document: Document) -> ReadDocument:
        """The record of one document."""
        return self.read_batch([document])[0]

    def _layers(self, documents: Sequence[Document], attributions: bool = False) -> list[tuple[list[str], Layers | None]]:
        """Notes and layers of each document; no layers for what cannot be read."""
        prepared = [self._prepare(document) for document in documents]
        layouts = [layout for _, layout in prepared if layout is not None]
        layers = iter(self._encoder().read(layouts, attributions) if layouts else [])
        return [(notes, None if layout is None else next(layers)) for notes, layout in prepared]

    def _prepare(self, document: Document) -> tuple[list[str], Layout | None]:
        """Notes on what will not be read, and the layout of what will."""
        from verbale.language import layout
        from verbale.sources.languages import guess_language

        text, notes = document.text, []
        if not text.strip():
            return ["empty text: nothing to read"], None
        language = document.language or guess_language(text)
        if language is not None and language.split("-")[0].lower() not in LANGUAGES:
            return [f"in the language {language!r}: only English is read"], None
        if len(text) > self._limit:
            notes.append(f"only the first {self._limit:,} of {len(text):,} characters were read")
            text = text[: self._limit]
        return notes, layout(text)


@cache
def default_reader() -> Reader:
    """The reader that `verbale.read` uses."""
    return Reader()


def read(text: str, **known: Any) -> ReadDocument:
    """Read one text. `known` is what is known of it, by the names of `Document`: `published`, `outlet`, `outlet_kind`, `title`, `language`.

    >>> record = read("The talks went on, Norway's minister said on Friday.", published="2025-04-11").record
    >>> [statement.kind.value for statement in record.statements]
    ['indirect']
    """
    return default_reader().read(Document.of(text, **known))


def read_batch(documents: Sequence[Document]) -> list[ReadDocument]:
    """Read many documents; see `Reader.read_batch`."""
    return default_reader().read_batch(documents)
