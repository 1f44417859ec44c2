"""Plain text: the decoded file, unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.sources.charset import decode
from verbale.sources.model import Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream


def read(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    """The one document of a text file; line ends, zero-width marks and all else stay as they are."""
    decoded = decode(stream.whole(options.max_document))
    yield Raw(decoded.text, stream.origin, notes=decoded.notes)
