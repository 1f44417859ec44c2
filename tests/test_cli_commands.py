"""The commands as a person or a script uses them."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from invented import TALKS, FakeReader, talks_document
from verbale.cli import filing
from verbale.cli.app import app
from verbale.register import Register

EVIL = "Holm \x1b[31msaid\x1b]0;pwned\x07 \u202eyrros\u202c =1+1\x9b2J"


@pytest.fixture(autouse=True)
def _known_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(filing, "the_reader", FakeReader)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VERBALE_REGISTER", raising=False)


def verbale(*args: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(app, list(args), input=stdin, prog_name="verbale")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A file of three reports, a file that cannot be read."""
    folder = tmp_path / "reports"
    folder.mkdir()
    lines = [json.dumps(talks_document(n).model_dump(mode="json")) for n in range(3)]
    (folder / "talks.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture
def added(reports: Path) -> Path:
    (reports / "empty.txt").unlink()
    assert verbale("add", str(reports)).exit_code == 0
    return Path("verbale.register")


def test_add_files_names_the_unreadable_and_counts(reports: Path) -> None:
    result = verbale("add", str(reports))
    assert result.exit_code == 1
    assert "unreadable: " in result.stderr
    assert "empty.txt: is empty" in result.stderr
    assert "verbale.register: 3 new, 0 already there, 1 unreadable" in result.stderr
    again = verbale("add", str(reports))
    assert "0 new, 3 already there, 1 unreadable" in again.stderr


def test_add_takes_standard_input_and_what_is_known(reports: Path) -> None:
    result = verbale("add", "-", "--published", "2031-03-14", "--outlet", "Harbour Post", "-r", "x.register", stdin=TALKS.format(n=1))
    assert result.exit_code == 0, result.stderr
    (document,) = Register.open("x.register").documents()
    assert (document.outlet, document.published) == ("Harbour Post", "2031-03-14")


def test_add_does_not_read_again_what_is_filed(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = FakeReader()
    monkeypatch.setattr(filing, "the_reader", lambda: reader)
    verbale("add", str(reports))
    verbale("add", str(reports))
    assert len(reader.read) == 3


def test_add_goes_on_after_a_document_that_the_reader_fails_on(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(FakeReader):
        def _read(self, document: object) -> object:
            if document.id == "talks-1":
                raise ZeroDivisionError("boom")
            return super()._read(document)

    monkeypatch.setattr(filing, "the_reader", Failing)
    result = verbale("add", str(reports))
    assert result.exit_code == 1
    assert "the reader failed on it: ZeroDivisionError: boom" in result.stderr
    assert "2 new, 0 already there, 2 unreadable" in result.stderr


def test_ctrl_c_leaves_a_whole_register_and_says_how_to_go_on(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(FakeReader):
        def read_batch(self, documents: object) -> object:
            raise KeyboardInterrupt

    monkeypatch.setattr(filing, "the_reader", Interrupted)
    result = verbale("add", str(reports))
    assert result.exit_code == 130
    assert "The same command goes on from there" in result.stderr
    assert verbale("check").exit_code == 0


def test_register_inside_the_folder_that_is_added_is_passed_over(tmp_path: Path, reports: Path) -> None:
    (reports / "empty.txt").unlink()
    for _ in range(2):
        assert verbale("add", ".", "-r", "mine.register").exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        ("add",),
        ("add", "x", "--column", "text"),
        ("add", "x", "--outlet-kind", "gazette"),
        ("add", "x", "--published", "soon"),
        ("add", "x", "-r", "no/such/folder/x.register"),
        ("meetings",),
        ("meetings", "--form", "seance"),
        ("show", "m1"),
        ("check",),
        ("search", "x"),
        ("unknown",),
    ],
)
def test_bad_use_is_exit_code_2_and_a_message(args: tuple[str, ...]) -> None:
    result = verbale(*args)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_missing_register_points_to_add() -> None:
    assert "verbale add" in verbale("items").stderr


def test_register_from_the_environment(added: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added.rename("elsewhere.register")
    monkeypatch.setenv("VERBALE_REGISTER", "elsewhere.register")
    assert verbale("meetings").exit_code == 0


@pytest.mark.parametrize("kind", ["meetings", "items", "statements", "actors", "documents"])
def test_each_list_as_columns_json_and_csv(added: Path, kind: str) -> None:
    with Register.open(added) as register:
        expected = [thing.as_json() for thing in getattr(register, kind)()]
    assert [json.loads(line) for line in verbale(kind, "--json").stdout.splitlines()] == json.loads(json.dumps(expected))
    rows = list(csv.DictReader(io.StringIO(verbale(kind, "--csv").stdout)))
    assert [row["id"] for row in rows] == [thing["id"] for thing in expected]
    plain = verbale(kind).stdout.splitlines()
    assert len(plain) == len(expected) + 1
    assert [line.split()[0] for line in plain[1:]] == [thing["id"] for thing in expected]
    assert "\t" not in "".join(plain)


@pytest.mark.parametrize("kind", ["meetings", "items", "statements", "actors", "documents"])
def test_empty_list_says_so_and_stays_valid(added: Path, kind: str) -> None:
    nothing = verbale(kind, "--until", "1900", "--json")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert f"no {kind} like that among 3 documents" in nothing.stderr
    assert len(verbale(kind, "--until", "1900", "--csv").stdout.splitlines()) == 1


def test_cut_list_says_so(added: Path) -> None:
    result = verbale("items", "--limit", "2", "--offset", "2")
    assert "items 3 to 4 of 9; --offset 4 goes on" in result.stderr
    assert verbale("items", "--limit", "0").stderr == ""


def test_filters_reach_the_register(added: Path) -> None:
    assert len(verbale("meetings", "--between", "XN,Sudmark", "--place", "Ellen", "--state", "held", "--json").stdout.splitlines()) == 3
    assert len(verbale("meetings", "--between", "XN", "--between", "XS", "--json").stdout.splitlines()) == 3
    assert len(verbale("items", "--topic", "territory-border", "--json").stdout.splitlines()) == 3
    assert len(verbale("statements", "--speaker", "Reyl", "--kind", "mixed", "--json").stdout.splitlines()) == 3
    assert len(verbale("actors", "--kind", "person", "--country", "XN", "--json").stdout.splitlines()) == 1
    assert len(verbale("documents", "--text", '"report 1"', "--json").stdout.splitlines()) == 1


def test_show_marks_the_span_in_its_sentence_with_offsets_and_source(added: Path) -> None:
    shown = verbale("show", "s2").stdout
    assert '"[[We have turned a page]]", she told reporters.' in shown
    assert "content [199–220]" in shown
    assert "Norland Wire, 2031-03-14" in shown
    assert "talks-0" in shown
    assert "talks.jsonl:1" in shown
    form = json.loads(verbale("show", "s2", "--json").stdout)
    assert (form["type"], form["thing"]["id"], form["words"][2]["quote"]["words"]) == ("statement", "s2", "We have turned a page")


def test_show_a_document_by_its_own_id_with_text(added: Path) -> None:
    shown = verbale("show", "talks-1", "--text").stdout
    for heading in ("Meetings", "Items", "Statements", "Actors", "Text"):
        assert f"\n{heading}\n" in shown
    assert "report 1 says." in shown


def test_search_in_context(added: Path) -> None:
    assert "We have [[turned a page]]" in verbale("search", '"turned a page"').stdout
    assert json.loads(verbale("search", "Graywater", "--limit", "1", "--json").stdout)["document"]["name"] == "talks-0"
    assert "no document holds" in verbale("search", "zebra").stderr
    assert verbale("search", '"', "NEAR(").exit_code == 0


def test_check_finds_tampering(added: Path) -> None:
    import sqlite3

    assert "all is well" in verbale("check").stderr
    with sqlite3.connect(added) as raw:
        raw.execute("UPDATE statement_contents SET words = 'We never met' WHERE statement_id = 2")
    raw.close()
    result = verbale("check")
    assert result.exit_code == 1
    assert "does not read 'We never met'" in result.stdout


def test_read_for_people(reports: Path) -> None:
    result = verbale("read", str(reports))
    assert result.exit_code == 1
    assert "talks, held, 2031-03-13, Port Ellen (XE), 6 h" in result.stdout
    assert "“We have turned a page” [199–220]" in result.stdout
    assert "via Sudmark Courier" in result.stdout


def test_read_json_is_exactly_the_form_of_the_record(reports: Path) -> None:
    lines = verbale("read", str(reports / "talks.jsonl"), "--json").stdout.splitlines()
    expected = [read.as_json() for read in FakeReader().read_batch([talks_document(n) for n in range(3)])]
    assert [json.loads(line) for line in lines] == json.loads(json.dumps(expected))
    assert "—" in lines[0], "readable, not escaped"


def test_nothing_in_a_document_speaks_to_the_terminal(tmp_path: Path) -> None:
    Path("evil.jsonl").write_text(json.dumps({"id": "evil\x1b[2J", "text": EVIL, "title": EVIL, "outlet": "=cmd()|'/C calc'!A0"}))
    assert verbale("add", "evil.jsonl").exit_code == 0
    commands = [["read", "evil.jsonl"], ["read", "evil.jsonl", "--json"], ["documents"], ["documents", "--json"], ["documents", "--csv"]]
    commands += [["show", "d1", "--text"], ["show", "d1", "--json"], ["search", "Holm"], ["search", "Holm", "--csv"], ["show", "\x1b[2J"]]
    for command in commands:
        result = verbale(*command)
        assert not set(result.stdout + result.stderr) & set("\x1b\x07\x9b\u202e\u202c\x00"), command
    (row,) = csv.DictReader(io.StringIO(verbale("documents", "--csv").stdout))
    assert row["outlet"].startswith("'=")
    assert json.loads(verbale("documents", "--json").stdout)["title"] == EVIL


def test_demo_reads_the_samples_into_a_fresh_register() -> None:
    result = verbale("demo")
    assert result.exit_code == 0, result.stderr
    assert "What to try next" in result.stderr
    assert verbale("demo").exit_code == 0
    assert Register.open("demo.register").count("documents") >= 14


def test_demo_leaves_a_register_of_yours_alone(added: Path) -> None:
    result = verbale("demo", "-r", str(added))
    assert result.exit_code == 2
    assert "documents of yours" in result.stderr
    assert Register.open(added).count("documents") == 3


def test_demo_that_keeps_nothing() -> None:
    assert verbale("demo", "--temporary").exit_code == 0
    assert not list(Path().glob("*.register*"))


def test_version_and_help() -> None:
    from verbale import __version__

    assert verbale("--version").stdout == f"verbale {__version__}\n"
    for command in (
        "read",
        "add",
        "fetch",
        "meetings",
        "items",
        "statements",
        "actors",
        "documents",
        "show",
        "search",
        "check",
        "schema",
        "demo",
    ):
        shown = verbale(command, "--help").stdout
        assert "Examples:\n  verbale" in shown or "Examples:\n  " in shown
        assert "Exit codes:" in shown
        assert command in verbale("--help").stdout


def test_a_closed_pipe_is_no_error(reports: Path) -> None:
    lines = [json.dumps(talks_document(n).model_dump(mode="json")) for n in range(3000)]
    Path("many.jsonl").write_text("\n".join(lines))
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r});"
        "from invented import FakeReader; from verbale.cli import filing, main;"
        "filing.the_reader = FakeReader; main()"
    )
    command = [sys.executable, "-c", code, "read", "many.jsonl", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["id"] == "talks-0"
    process.stdout.close()
    assert process.wait() == 141
    assert process.stderr.read() == ""


@pytest.mark.parametrize(
    ("statement", "command"),
    [
        ("UPDATE documents SET notes = '{bad'", "documents"),
        ("UPDATE documents SET text = x'ff'", "show m1"),
        ("UPDATE meetings SET confidence = 'high'", "show m1"),
        ("DELETE FROM actors", "meetings"),
        ("DELETE FROM readings", "show d1"),
    ],
)
def test_a_register_changed_by_hand_is_named_as_damaged(filled: Register, statement: str, command: str) -> None:
    raw = sqlite3.connect(filled.path)
    raw.execute(statement)
    raw.commit()
    raw.close()
    result = verbale(*command.split(), "-r", str(filled.path))
    assert result.exit_code == 2
    assert "damaged" in result.stderr
    assert "verbale check" in result.stderr
