"""Documents read in batches, and filed: what `add`, `fetch` and `demo` have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from verbale.errors import VerbaleError

if TYPE_CHECKING:
    from verbale.language import Attribution
    from verbale.record import Document, ReadDocument
    from verbale.register import Register
    from verbale.sources import Unreadable

# As many as the encoder takes at once with profit; a batch of long documents is cut short so that memory stays flat.
BATCH = 16
BATCH_CHARACTERS = 2_000_000


class Reads(Protocol):
    """What reads documents: `verbale.reader.Reader`, or another of its kind."""

    @property
    def name_version(self) -> str:
        """Name and version; another version reads what is filed again."""

    def read_batch(self, documents: Sequence[Document]) -> list[ReadDocument]:
        """A record for each document, in their order."""

    def attributions(self, documents: Sequence[Document]) -> list[tuple[Attribution, ...]]:
        """What `verbale read --attributions` prints."""


@dataclass
class Summary:
    """What became of the documents so far."""

    filed: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0

    @property
    def documents(self) -> int:
        """All that were met, readable or not."""
        return self.filed.total() + self.unreadable

    def __str__(self) -> str:
        new = self.filed["new"] + self.filed["renamed"]
        parts = [f"{new:,} new", f"{self.filed['unchanged']:,} already there", f"{self.unreadable:,} unreadable"]
        if again := self.filed["read again"]:
            parts.insert(1, f"{again:,} read again by a newer reader")
        if renamed := self.filed["renamed"]:
            parts[0] += f" ({renamed:,} under another id, as theirs was in use)"
        return ", ".join(parts)


def batches(found: Iterable[Document | Unreadable], refuse: Callable[[Unreadable], None]) -> Iterator[list[Document]]:
    """Documents in batches; `refuse` hears of what gave none, in passing."""
    from verbale.sources import Unreadable

    batch: list[Document] = []
    characters = 0
    for one in found:
        if isinstance(one, Unreadable):
            refuse(one)
            continue
        batch.append(one)
        characters += len(one.text)
        if len(batch) >= BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def read_all(documents: Sequence[Document], reader: Reads, refuse: Callable[[Unreadable], None]) -> list[ReadDocument]:
    """The documents read; where the batch fails each is tried alone, so that one cannot take the others with it."""
    from verbale.sources import Unreadable

    try:
        return reader.read_batch(documents)
    except (VerbaleError, MemoryError):
        raise
    except Exception as error:
        if len(documents) > 1:
            return [read for document in documents for read in read_all([document], reader, refuse)]
        refuse(Unreadable(documents[0].origin or documents[0].id, f"the reader failed on it: {type(error).__name__}: {error}"))
        return []


def file_documents(
    register: Register,
    found: Iterable[Document | Unreadable],
    reader: Reads,
    summary: Summary,
    refuse: Callable[[Unreadable], None],
    done: Callable[[Summary], None] = lambda _: None,
) -> None:
    """Read and file what is not filed yet, batch by batch, each whole or not at all. `summary` is kept up to date throughout."""

    def count(unreadable: Unreadable) -> None:
        summary.unreadable += 1
        refuse(unreadable)

    for batch in batches(found, count):
        unfiled = register.unfiled(batch, reader.name_version)
        summary.filed["unchanged"] += len(batch) - len(unfiled)
        if unfiled:
            summary.filed.update(one.value for one in register.file_all(read_all(unfiled, reader, count)))
        done(summary)
