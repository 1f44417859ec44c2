"""Web archives: pages answered with success; a corrupt record costs itself alone."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sources_helpers import PAGE, documents, faults, read, warc_record
from verbale.record import Document


def records(count: int = 5) -> list[bytes]:
    return [warc_record(n, PAGE.replace("Port Vale", f"Port {n}").encode()) for n in range(count)]


def ports(path: Path) -> list[str]:
    return [document.text.split(" met in ")[1].split(" on ")[0] for document in documents(path)]


def test_pages_of_an_archive(tmp_path: Path) -> None:
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\na: b\n\r\n\r\n"
    parts = [
        info,
        *records(2),
        warc_record(7, b"gone", status="404 Not Found"),
        warc_record(8, b"\x89PNG...", kind="image/png"),
        warc_record(9, "Plain мир.".encode("cp1251"), kind="text/plain; charset=windows-1251"),
    ]
    plain, packed, once = tmp_path / "a.warc", tmp_path / "a.warc.gz", tmp_path / "b.warc.gz"
    plain.write_bytes(b"".join(parts))
    packed.write_bytes(b"".join(gzip.compress(part) for part in parts))
    once.write_bytes(gzip.compress(b"".join(parts)))
    for path in (plain, packed, once):
        first, _, last = read(path)
        assert isinstance(first, Document)
        assert isinstance(last, Document)
        assert (first.outlet, first.published, first.origin) == ("The Harbour Post", "2025-04-11", f"{path}#0000-0")
        assert (last.text, last.outlet, last.published) == ("Plain мир.", "post.example", None)
        assert last.notes == ("outlet unknown: named by its web address", "unknown: publication date")


def test_packed_and_chunked_answers(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    packed = gzip.compress(PAGE.encode())
    chunked = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    path.write_bytes(
        warc_record(1, packed, http="Content-Encoding: gzip\r\n")
        + warc_record(2, chunked, http="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")
    )
    assert ports(path) == ["Port Vale"] * 2


def test_a_member_that_is_broken_loses_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    members = [gzip.compress(part) for part in records()]
    broken = bytearray(members[2])
    broken[200:210] = b"\xff" * 10
    path.write_bytes(b"".join([*members[:2], bytes(broken), *members[3:]]))
    assert ports(path) == ["Port 0", "Port 1", "Port 3", "Port 4"]
    assert len(faults(path)) == 1
    path.write_bytes(b"".join(members)[:-100])
    assert ports(path) == ["Port 0", "Port 1", "Port 2", "Port 3"]
    assert "ends in the middle" in faults(path)[0].reason


@pytest.mark.parametrize("by", [-500, -2, 4, 500, 5000, 10**9])
def test_a_length_that_is_wrong_loses_its_record_alone(tmp_path: Path, by: int) -> None:
    path = tmp_path / "a.warc"
    parts = records()
    head, rest = parts[2].split(b"Content-Length: ", 1)
    length, rest = rest.split(b"\r\n", 1)
    parts[2] = head + b"Content-Length: %d\r\n" % (int(length) + by) + rest
    path.write_bytes(b"".join(parts))
    found = ports(path)
    assert [found[:2], found[-2:]] == [["Port 0", "Port 1"], ["Port 3", "Port 4"]] or by == 10**9
    assert faults(path)


@pytest.mark.parametrize(
    "rubbish",
    [b"not a record\r\n" * 3, b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", b"\0" * 5000],
)
def test_rubbish_between_records(tmp_path: Path, rubbish: bytes) -> None:
    path = tmp_path / "a.warc"
    parts = records(3)
    path.write_bytes(parts[0] + rubbish + b"\r\n" + b"".join(parts[1:]))
    assert ports(path) == ["Port 0", "Port 1", "Port 2"]
    assert len(faults(path)) == 1


def test_records_that_are_too_long_are_named_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    parts = records(3)
    path.write_bytes(parts[0] + warc_record(9, b"x" * 200_000) + parts[1])
    found = read(path, max_document=50_000)
    assert [isinstance(one, Document) for one in found] == [True, False, True]


def test_every_record_wrong_is_no_endless_work(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
    head += b"Content-Length: 900000\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx\r\n\r\n"
    path.write_bytes(head * 10_000)
    assert faults(path, max_document=1_000_000)


def test_an_archive_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    from sources_helpers import Standard
    from verbale.sources import read_sources

    monkeypatch.setattr("sys.stdin", Standard(b"".join(gzip.compress(part) for part in records(2))))
    assert [document.origin for document in read_sources(["-"]) if isinstance(document, Document)] == ["-#0000-0", "-#0000-1"]
