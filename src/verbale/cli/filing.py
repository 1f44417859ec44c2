"""Filing with a progress bar and a summary: the part of `add`, `fetch` and `demo` that a person sees."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from verbale.cli.guard import INTERRUPTED
from verbale.cli.output import console, say
from verbale.cli.pipeline import Reads, Summary, file_documents
from verbale.errors import VerbaleError

if TYPE_CHECKING:
    from verbale.record import Document
    from verbale.sources import Unreadable


def the_reader() -> Reads:
    """The reader that the commands use."""
    from verbale.reader import default_reader

    return default_reader()


def file_into(path: Path, found: Iterable[Document | Unreadable]) -> int:
    """File documents into the register at `path`, made where there is none; the exit code."""
    from verbale.register import Register
    from verbale.sources import Unreadable

    def known(one: Document | Unreadable) -> bool:
        # A register that lies in the folder that is added is no surprise.
        return isinstance(one, Unreadable) and Path(one.origin).name in own and Path(one.origin).resolve().parent == path.resolve().parent

    own = {path.name + end for end in ("", "-wal", "-shm", "-journal")}
    reader = the_reader()
    summary = Summary()
    with Register.open(path, create=True) as register:
        try:
            with progress() as done:
                documents = (one for one in found if not known(one))
                file_documents(register, documents, reader, summary, lambda one: say(f"unreadable: {one}"), done)
        except KeyboardInterrupt:
            say(f"Interrupted. {path} is whole: {summary}. The same command goes on from there.")
            return INTERRUPTED
        except VerbaleError:
            say(f"Stopped. What was filed before is kept in {path}: {summary}.")
            raise
    say(f"{path}: {summary}")
    return 1 if summary.unreadable else 0


@contextmanager
def progress() -> Iterator[Callable[[Summary], None]]:
    """A bar on standard error while documents are read, where that is a terminal; yields what to call after each batch."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} documents  {task.fields[now]}", markup=False), TimeElapsedColumn())
    # Lines printed meanwhile (what is unreadable) go above the bar.
    with Progress(*columns, console=console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=None, now="loading the reader")
        yield lambda summary: bar.update(task, completed=summary.documents, now=str(summary))
