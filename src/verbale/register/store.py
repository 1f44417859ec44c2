"""The register: one SQLite file that keeps documents and what was read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine

from verbale.errors import RegisterError
from verbale.record import Document, ReadDocument
from verbale.register import engine as database
from verbale.register import queries
from verbale.register.checking import Checked, check
from verbale.register.filing import Filed, file_all, unfiled
from verbale.register.filters import Filters
from verbale.register.restoring import read_document
from verbale.register.search import search
from verbale.register.showing import Shown, show
from verbale.register.upgrade import prepare
from verbale.register.views import ActorView, DocumentView, Hit, ItemView, MeetingView, StatementView


def _check_place(path: Path, create: bool) -> None:
    """Raise `RegisterError` where `path` is something else than a file or a name for a new one."""
    if "\0" in str(path):
        raise ValueError("its name has a character of code 0")
    if path.is_dir():
        raise RegisterError(f"{path}: this is a folder; give the file of a register")
    if not path.exists():
        if not create:
            raise RegisterError(f"{path}: there is no register; `verbale add PATH… --register {path}` makes one")
        if not path.parent.is_dir():
            raise RegisterError(f"{path}: the folder {path.parent} is not there; make it first")
    elif not path.is_file():
        # Opening a pipe would wait for its other end for ever.
        raise RegisterError(f"{path}: this is a pipe, socket or device; give the file of a register")


class Register:
    """Documents, their readings, and questions asked of them.

    Filing is all or nothing: a process that is killed while it files leaves whole documents only. Any number of processes may read
    while one files; a second one that files waits for its turn.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def open(cls, path: str | Path, create: bool = False, wait_seconds: float = 30.0) -> Self:
        """Open the register at `path`, of an older version too, which is brought up to date.

        Raises `RegisterError` where there is none (and `create` is not set), where it is of a newer version, or where the file is
        something else. `wait_seconds`: how long to wait for another process that writes.
        """
        path = Path(path)
        try:
            _check_place(path, create)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise RegisterError(f"{path}: there can be no register ({reason}); give another file with --register") from None
        engine = database.connect(path, wait_seconds)
        try:
            prepare(engine, path, create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, path)

    def file(self, read: ReadDocument) -> Filed:
        """File one read document in a transaction of its own."""
        return self.file_all([read])[0]

    def file_all(self, reads: Iterable[ReadDocument]) -> list[Filed]:
        """File read documents in one transaction: all of them or, where something goes wrong, none."""
        with database.writing(self._engine) as connection:
            return file_all(connection, reads)

    def has(self, document: Document, reader: str) -> bool:
        """Whether the content of `document` is filed as read by this version of the reader."""
        return not self.unfiled([document], reader)

    def unfiled(self, documents: Iterable[Document], reader: str) -> list[Document]:
        """Those of the documents (a few hundred at most) that this version of the reader has yet to read for the register."""
        with self.reading() as connection:
            return unfiled(connection, documents, reader)

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for questions: sees one state of the register for as long as it is open."""
        return database.reading(self._engine)

    def meetings(self, filters: Filters | None = None) -> Iterator[MeetingView]:
        """Meetings of the current readings in order of their day."""
        return self._things("meetings", filters)

    def items(self, filters: Filters | None = None) -> Iterator[ItemView]:
        """Items of the current readings in order of their day."""
        return self._things("items", filters)

    def statements(self, filters: Filters | None = None) -> Iterator[StatementView]:
        """Statements of the current readings in order of their day."""
        return self._things("statements", filters)

    def actors(self, filters: Filters | None = None) -> Iterator[ActorView]:
        """Actors merged over documents, the most often named first."""
        with self.reading() as connection:
            yield from queries.list_actors(connection, filters or Filters())

    def documents(self, filters: Filters | None = None) -> Iterator[DocumentView]:
        """Documents in order of publication."""
        with self.reading() as connection:
            yield from queries.list_documents(connection, filters or Filters())

    def count(self, kind: str, filters: Filters | None = None) -> int:
        """How many meetings, items, statements, actors or documents (`kind`) a list would have without its limit."""
        with self.reading() as connection:
            return queries.count(connection, kind, filters or Filters())

    def search(self, words: str, filters: Filters | None = None) -> Iterator[Hit]:
        """Documents whose title or text holds the words, the best first; "phrases", prefix*, AND, OR and NOT are understood."""
        with self.reading() as connection:
            yield from search(connection, words, filters or Filters())

    def show(self, id: str) -> Shown:
        """One thing by its public id ("m12"), or a document by its own id, with its words in context."""
        with self.reading() as connection:
            return show(connection, id)

    def read_document(self, name: str) -> ReadDocument:
        """The document with this id of its own and its current record, as they were filed."""
        with self.reading() as connection:
            return read_document(connection, name)

    def check(self, progress: Callable[[int], None] | None = None) -> Checked:
        """Check every text against its hash, every span against its text, and the database against its rules."""
        with self.reading() as connection:
            return check(connection, progress)

    def _things(self, kind: str, filters: Filters | None) -> Iterator[Any]:
        with self.reading() as connection:
            yield from queries.things(connection, kind, filters or Filters())

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
