"""Folders, names, standard input and gzip: what is read, in which order, and what is named as unreadable."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from sources_helpers import PAGE, Standard, documents, fault, faults, read
from verbale.errors import SourceError
from verbale.record import Document
from verbale.sources import SourceOptions, Unreadable, read_sources
from verbale.sources.streams import Gunzip

LINE = '{"text": "A line."}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b" / "deeper").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("A text.")
    (tmp_path / "b" / "page.html").write_text(PAGE)
    (tmp_path / "b" / "deeper" / "lines.jsonl.gz").write_bytes(gzip.compress(LINE.encode()))
    (tmp_path / "c.csv").write_text("title,text\nT,A row.\n")
    return tmp_path


def names(found: list[Document | Unreadable], folder: Path) -> list[str]:
    return [str(one.origin).removeprefix(str(folder) + "/") for one in found]


def test_everything_in_a_folder_in_a_stable_order(folder: Path) -> None:
    found = read(folder)
    assert names(found, folder) == ["a.txt", "b/deeper/lines.jsonl.gz:1", "b/page.html", "c.csv:2"]
    assert read(folder) == found
    assert names(read(folder, recursive=False), folder) == ["a.txt", "c.csv:2"]


def test_what_is_passed_over_and_what_is_named(folder: Path) -> None:
    for name in (".DS_Store", ".hidden.txt", "Thumbs.db", "style.css", "photo.JPG"):
        (folder / name).write_bytes(b"words")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text("words")
    (folder / "program").write_bytes(b"\x7fELF" + bytes(200))
    (folder / "unknown.dat").write_bytes(bytes(range(256)))
    (folder / "README").write_text("Plain words.")
    assert names(faults_in(folder), folder) == ["program", "unknown.dat"]
    assert len(documents(folder)) == 5
    assert len(documents(folder / ".hidden.txt")) == 1


def faults_in(folder: Path) -> list[Document | Unreadable]:
    return list(faults(folder))


def test_links_in_circles_end(folder: Path) -> None:
    (folder / "b" / "up").symlink_to(folder)
    (folder / "b" / "deeper" / "self").symlink_to(folder / "b" / "deeper")
    (folder / "nowhere").symlink_to(folder / "missing")
    (folder / "linked.txt").symlink_to(folder / "a.txt")
    assert len(documents(folder)) == 5
    assert names(faults_in(folder), folder) == ["nowhere"]


def test_pipes_in_folders_are_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert "no file" in faults(folder)[0].reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(folder: Path) -> None:
    (folder / "b").chmod(0)
    try:
        assert "permission" in faults(folder)[0].reason
    finally:
        (folder / "b").chmod(0o755)


def test_permission_denied_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listdir = os.listdir

    def refuse(path: Path) -> list[str]:
        if path.name == "deeper":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert [(f.origin, f.reason) for f in faults(folder)] == [(str(folder / "b" / "deeper"), "may not be read; check its permissions")]
    assert len(documents(folder)) == 3


def test_files_that_vanish_on_the_way(folder: Path) -> None:
    found = read_sources([folder])
    assert isinstance(next(found), Document)
    (folder / "b" / "page.html").unlink()
    (folder / "c.csv").unlink()
    assert [type(one) for one in found] == [Document, Unreadable]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert fault(tmp_path / "nowhere.txt") == "is not there; check the name"
    assert [type(one) for one in read_sources([])] == []


def test_names_that_are_no_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"Words.")
    (document,) = documents(tmp_path)
    assert str(document.origin).encode("utf-8")


def test_a_format_can_be_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LINE)
    assert documents(path)[0].text == LINE
    assert documents(path, only="jsonl")[0].text == documents(path, only="json")[0].text == "A line."


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"only": "jsn"}, "no format"),
        ({"published": "04/05/2025"}, "no date"),
        ({"outlet_kind": "tabloid"}, "newspaper"),
        ({"language": "?"}, "no language"),
    ],
)
def test_options_that_make_no_sense_are_refused_at_once(options: dict[str, str], says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read_sources([], SourceOptions(**options))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (LINE.encode(), "A line."),
        (gzip.compress(LINE.encode(), mtime=0), "A line."),
        (b"title,text\nT,A row.\n", "A row."),
        (b"\xff\xfeW\0o\0r\0d\0s\0", "Words"),
        (b'[{"text": "A list."}]', "A list."),
        (b'{\n "text": "An object."\n}\n', "An object."),
        (b"He said [sic] this.", "He said [sic] this."),
        (b"---\ntitle: T\n---\nWords *here*.", "Words here."),
    ],
)
def test_standard_input_is_told_by_its_bytes(data: bytes, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Standard(data))
    (document,) = read_sources(["-"])
    assert isinstance(document, Document)
    assert document.text == text
    assert str(document.origin).startswith("-")


def test_gzip_of_everything_whatever_its_name(folder: Path) -> None:
    for path in [folder / "a.txt", folder / "b" / "page.html", folder / "c.csv"]:
        data = path.read_bytes()
        (path.with_name(path.name + ".gz")).write_bytes(
            gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :]) + b"\0" * 100
        )
        assert documents(path)[0].text == documents(path.with_name(path.name + ".gz"))[0].text
        path.write_bytes(gzip.compress(data))
        assert documents(path)[0].text


def test_broken_gzip_is_named_after_what_could_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    data = gzip.compress(b"".join(b'{"text": "line %d of %d"}\n' % (n, n * 7919 % 1013) for n in range(10_000)))
    path.write_bytes(data[: len(data) // 2])
    found = read(path)
    assert len(found) > 3_000
    assert "ends in the middle" in found[-1].reason  # type: ignore[union-attr]
    path.write_bytes(data[:5])
    assert "ends in the middle" in fault(path)
    path.write_bytes(b"\x1f\x8b garbage")
    assert "gzip stream is broken" in fault(path)


def test_a_bomb_costs_little(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"a" * 50_000_000, 1))
    assert "longer than 1 MB" in fault(path, max_document=1_000_000)
    twice = tmp_path / "b.gz"
    twice.write_bytes(gzip.compress(gzip.compress(b"words")))
    assert "compressed twice" in fault(twice)


def test_gunzip_gives_all_bytes_in_pieces_of_any_size(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    whole = os.urandom(1000) + b"a" * 300_000 + os.urandom(50_000)
    path.write_bytes(gzip.compress(whole[:50_000]) + gzip.compress(b"") + gzip.compress(whole[50_000:]))
    for size in (1, 1000, 8192, 1 << 20):
        with path.open("rb", buffering=0) as file:
            stream = Gunzip(file)  # type: ignore[arg-type]
            want = whole if size > 1 else whole[:500]
            got = b""
            while len(got) < len(want) and (piece := stream.read(size)):
                got += piece
            assert got == want
