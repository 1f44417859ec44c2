"""The manual of all commands as Markdown, made from their own help; docs/commands.md is what it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from verbale.cli.guard import guarded
from verbale.cli.help import Command

_HEAD = """# Commands

Made from the help of the commands by `verbale manual > docs/commands.md`; a test holds the two together.

## What comes out

- On a terminal lists are tables that fit its width and show 50 rows unless `--limit` says otherwise; elsewhere they are plain
  columns, parted by two spaces or more, uncut, with `-` where there is nothing.
- `--json` gives JSON Lines: one object a line, nothing left out, texts exact. Spans come with their exact words.
- `--csv` gives a header and one row a thing. Texts come from strangers: a cell that begins with `=`, `+`, `-` or `@`, which a
  spreadsheet would run as a formula, gets an apostrophe before it, and white space and control characters are evened out. Use
  `--json` where texts must be exact.
- On a terminal, in plain columns and in CSV, control characters and marks that override the direction of writing are shown as
  signs and never passed on. In JSON they are escaped.
- Records and lists go to standard output, all else (progress, summaries, notes, errors) to standard error. An empty list is no
  error: exit code 0, a note on standard error, and valid empty output.
- Dates may be partial (`2025`, `2025-04`): what may lie within `--since` and `--until` is listed.
- Ids (`m12`, `i7`, `s5`, `a3`, `d4`) stay as they are. When a newer reader reads a document again its things get new ids, and the
  old ones still show the older reading.
- The register is `--register FILE`, or else the environment variable `VERBALE_REGISTER`, or else `verbale.register` in this
  folder.
"""
_TYPERS_OWN = {"--install-completion", "--show-completion"}


@guarded
def manual() -> None:
    """Print the manual of all commands as Markdown."""
    from verbale.cli.output import use_utf8

    use_utf8()
    typer.echo(pages(), nl=False)


def pages() -> str:
    """The whole manual."""
    from verbale.cli.app import app

    root: Any = typer.main.get_command(app)
    parts = [_HEAD, *_page("verbale", root)]
    for name, command in root.commands.items():
        if not command.hidden:
            parts += _page(f"verbale {name}", command)
    return "\n".join(parts).rstrip() + "\n"


def _page(name: str, command: Any) -> Iterator[str]:
    yield f"## {name}\n"
    yield re.sub(r"[ \n]*\n[ \n]*\n", "\n\n", (command.help or "").strip()) + "\n"
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    named = [
        parameter
        for parameter in command.params
        if parameter.param_type_name == "option" and not parameter.hidden and not _TYPERS_OWN & {*parameter.opts}
    ]
    usage = [name, *(["[OPTIONS]"] if named else []), *(argument.metavar + "…" * (argument.nargs == -1) for argument in arguments)]
    yield "```\n" + " ".join(usage) + (" COMMAND …" if hasattr(command, "commands") else "") + "\n```\n"
    if rows := [*(_argument(one) for one in arguments), *(_option(one) for one in named)]:
        yield "\n".join(["| | |", "| --- | --- |", *rows]) + "\n"
    yield from _end(command.epilog or "")


def _argument(argument: Any) -> str:
    return f"| `{argument.metavar}` | {_cell(argument.help)} |"


def _option(option: Any) -> str:
    spellings = ", ".join(f"`{one}`" for one in sorted(option.opts, key=len, reverse=True))
    metavar = f" `{option.metavar}`" if option.metavar and not option.is_flag else ""
    default = option.default
    shown = "" if default in (None, False, ()) or callable(default) else f" Default: `{default}`."
    variable = f" Variable: `{option.envvar}`." if option.envvar else ""
    return f"| {spellings}{metavar} | {_cell(option.help)}{shown}{variable} |"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


def _end(epilog: str) -> Iterator[str]:
    """The end of a command's help: examples as code, the rest as it is."""
    lines = epilog.split("\n\n")
    shown = [line.strip() for line in lines if line.startswith("  ")]
    if shown:
        yield "```sh\n" + "\n".join(shown) + "\n```\n"
    for line in lines:
        if line and not line.startswith("  ") and line != "Examples:":
            yield line + "\n"


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line, out of the way of everyday help."""
    app.command(cls=Command, hidden=True)(manual)
