"""The command line with the real reader: from files to records, attributions and a filled register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from verbale.cli.app import app
from verbale.record.schema import record_schema
from verbale.samples import sample_paths

TEXT = "The border will open in May, Peru's foreign minister, Ana Quispe, said on Thursday."


def run(*args: str, stdin: str | None = None, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(args), input=stdin, prog_name="verbale")
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    register = tmp_path_factory.mktemp("demo") / "demo.register"
    run("demo", "-r", str(register))
    return register


def test_records_fit_the_published_schema() -> None:
    line = json.dumps({"id": "one", "text": TEXT, "published": "2025-04-11", "language": "en", "outlet": None})
    form = json.loads(run("read", "-", "--json", stdin=line))
    Draft202012Validator(record_schema()).validate(form)
    assert (form["id"], form["text"]) == ("one", TEXT)
    (statement,) = form["record"]["statements"]
    assert TEXT[slice(*statement["content"][0])] == "The border will open in May"
    assert {a["id"]: a["name"] for a in form["record"]["actors"]}[statement["speaker"]] == "Ana Quispe"


def test_attributions_are_what_the_encoder_found() -> None:
    line = json.dumps({"id": "one", "text": TEXT})
    form = json.loads(run("read", "-", "--attributions", stdin=line))
    assert form["id"] == "one"
    (found,) = form["attributions"]
    assert TEXT[slice(*found["cue"][0])] == "said"


def test_the_demo_knows_all_samples_and_their_meetings(demo: Path) -> None:
    documents = [json.loads(line) for line in run("documents", "--json", "-r", str(demo)).splitlines()]
    assert len(documents) == 18
    between = run("meetings", "--between", "UZ,KG", "--json", "-r", str(demo)).splitlines()
    assert any(json.loads(line)["place"] and json.loads(line)["place"]["name"] == "Osh" for line in between)
    run("check", "-r", str(demo))


def test_adding_the_samples_again_changes_nothing(demo: Path) -> None:
    before = run("statements", "--json", "-r", str(demo))
    run("add", *map(str, sample_paths()), "-r", str(demo))
    assert run("statements", "--json", "-r", str(demo)) == before
