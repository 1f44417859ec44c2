"""Invented documents with their records, and a reader that knows them: what register and command line are tested with."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from invented import FakeReader, talks_document, talks_read
from verbale.record import Document, ReadDocument
from verbale.register import Register


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    return tmp_path / "test.register"


@pytest.fixture
def register(register_path: Path) -> Register:
    """An empty register."""
    return Register.open(register_path, create=True)


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with three documents: talks of Norland and Sudmark told by two outlets, and one about fish."""
    register.file_all(three_reads())
    return register


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader()


def three_reads() -> Sequence[ReadDocument]:
    return [
        talks_read(0),
        talks_read(1, outlet="Sudmark Courier", outlet_kind="newspaper", published="2031-03-15"),
        FakeReader().read_batch([Document.of("Herring prices rose again in the ports.", id="fish-1", title="Fish")])[0],
    ]


__all__ = ["talks_document", "three_reads"]
