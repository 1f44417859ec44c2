"""Parquet: a row a document, read batch by batch."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from verbale.errors import SourceError
from verbale.sources.fields import map_fields, need_text
from verbale.sources.model import MEGABYTE, Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream

_ROWS = 64


def read(stream: Stream, options: SourceOptions) -> Iterator[Raw | Unreadable]:
    """The documents of a Parquet file; needs the extra `verbale[parquet]`. Only the columns that are used are read."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise SourceError("is a Parquet file, and reading it needs pyarrow: pip install 'verbale[parquet]'") from None
    with _seekable(stream) as file:
        try:
            table = ParquetFile(file)
            names = list(table.schema_arrow.names)
            mapped = map_fields(names, options.columns)
            need_text(mapped, names)
            yield from _rows(table, mapped, stream.origin)
        except (ArrowException, OSError, ValueError, ArithmeticError) as error:
            raise SourceError(
                f"is no Parquet file that can be read ({str(error).splitlines()[0][:200] if str(error) else type(error).__name__})"
            ) from None


def _rows(table: Any, mapped: Any, origin: str) -> Iterator[Raw]:
    wanted = list(dict.fromkeys(mapped.keys.values()))
    number = 0
    for batch in table.iter_batches(batch_size=_ROWS, columns=wanted):
        for row in batch.to_pylist():
            number += 1
            yield mapped.raw({name: _plain(value) for name, value in row.items()}, f"{origin}:{number}")


def _plain(value: object) -> object:
    """Binary columns hold text often enough."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


@contextmanager
def _seekable(stream: Stream) -> Iterator[BinaryIO]:
    """The format keeps its index at the end, so that a pipe or packed file is written aside first."""
    if stream.path is not None and not stream.packed and stream.path.is_file():
        with stream.path.open("rb") as file:
            yield file
        return
    with tempfile.SpooledTemporaryFile(max_size=64 * MEGABYTE) as aside:
        shutil.copyfileobj(stream.reader, aside)
        aside.seek(0)
        yield aside  # type: ignore[misc]
