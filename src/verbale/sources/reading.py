"""Paths to documents: each file opened, its format told, its documents finished, its faults named, the rest going on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import cast

from verbale.errors import SourceError
from verbale.record import Document
from verbale.sources.finish import check_given, finish
from verbale.sources.formats import format_named, format_of
from verbale.sources.model import Format, Raw, SourceOptions, Unreadable
from verbale.sources.streams import Stream, open_stream
from verbale.sources.walk import files_of, os_reason

_Reader = Callable[[Stream, SourceOptions], Iterator[Raw | Unreadable]]
# Module and function by name: each format's libraries load when a file of it is met.
_READERS: dict[Format, tuple[str, str]] = {
    "text": ("plain", "read"),
    "markdown": ("markdown", "read"),
    "html": ("html", "read"),
    "json": ("jsons", "read"),
    "csv": ("tables", "read"),
    "tsv": ("tables", "read_tabbed"),
    "parquet": ("parquet", "read"),
    "warc": ("warc", "read"),
    "feed": ("feeds", "read"),
}


def read_sources(paths: Sequence[str | Path], options: SourceOptions | None = None) -> Iterator[Document | Unreadable]:
    """The documents of files, folders and standard input ("-") in a stable order, one at a time; what cannot be read comes as `Unreadable`.

    Nothing is read before it is asked for and memory holds one document at a time. Raises `SourceError` for options that make no sense.
    """
    options = options or SourceOptions()
    check_given(options)
    return _read_all(list(paths), options, format_named(options.only) if options.only else None)


def _read_all(paths: list[str | Path], options: SourceOptions, only: Format | None) -> Iterator[Document | Unreadable]:
    for path in paths:
        if str(path) == "-":
            yield from _read_one(None, options, only)
            continue
        for file in files_of(Path(path), options.recursive):
            if isinstance(file, Unreadable):
                yield file
            else:
                yield from _read_one(file, options, only)


def _read_one(path: Path | None, options: SourceOptions, only: Format | None) -> Iterator[Document | Unreadable]:
    origin = "-" if path is None else str(path)
    count = 0
    try:
        with open_stream(path) as stream, closing(_raws(stream, options, only or _format(stream))) as raws:
            for raw in raws:
                count += 1
                yield raw if isinstance(raw, Unreadable) else finish(raw, options)
    except SourceError as error:
        count += 1
        yield Unreadable(_printable(origin), str(error))
    except OSError as error:
        count += 1
        yield Unreadable(_printable(origin), os_reason(error))
    except (RecursionError, MemoryError) as error:
        count += 1
        yield Unreadable(_printable(origin), f"is nested too deep or too large to read ({type(error).__name__})")
    if not count:
        yield Unreadable(_printable(origin), "has no documents in it")


def _format(stream: Stream) -> Format:
    if not stream.head:
        raise SourceError("is empty")
    return format_of(stream.path.name if stream.path else "-", stream.head)


def _raws(stream: Stream, options: SourceOptions, name: Format) -> Generator[Raw | Unreadable, None, None]:
    module, function = _READERS[name]
    reader = cast(_Reader, getattr(import_module(f"verbale.sources.{module}"), function))
    yield from reader(stream, options)


def _printable(origin: str) -> str:
    """File names may hold bytes that are no text; they show as replacement characters."""
    return origin.encode("utf-8", "replace").decode("utf-8")
