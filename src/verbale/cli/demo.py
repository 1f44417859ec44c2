"""`verbale demo`: the bundled sample reports in a register of their own, and what is in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.guard import guarded
from verbale.cli.help import Command, epilog, examples

_DEFAULT = Path("demo.register")
_SHOWN = {"meetings": 12, "items": 15, "statements": 12}


@guarded
def demo(
    register: Annotated[
        Path, typer.Option("--register", "-r", metavar="FILE", help="Where to make the register; a new file, or one of the demo.")
    ] = _DEFAULT,
    temporary: Annotated[bool, typer.Option("--temporary", help="Keep nothing: the register is removed at the end.")] = False,
) -> None:
    """Read the bundled sample reports (all invented) into a fresh register and show what stands in them."""
    from tempfile import TemporaryDirectory

    if not temporary:
        _remove_old(register)
        raise typer.Exit(_run(register))
    with TemporaryDirectory() as folder:
        code = _run(Path(folder) / _DEFAULT, kept=False)
    raise typer.Exit(code)


def _remove_old(path: Path) -> None:
    """Remove the register of an earlier demo; anything else at `path` is left alone and refused."""
    from verbale.errors import RegisterError
    from verbale.register import Filters, Register

    if not path.exists():
        return
    samples = _samples_folder()
    with Register.open(path) as register:
        strangers = [d.name for d in register.documents(Filters()) if not (d.origin or "").startswith(str(samples))]
    if strangers:
        raise RegisterError(f"{path} holds documents of yours ({strangers[0]}, …); give another file with --register")
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _samples_folder() -> Path:
    from importlib.resources import files

    return Path(str(files("verbale.samples"))) / "documents"


def _run(path: Path, kept: bool = True) -> int:
    from verbale.cli.columns import COLUMNS
    from verbale.cli.filing import file_into
    from verbale.cli.output import say, write_table
    from verbale.cli.printer import Printer
    from verbale.register import Filters, Register
    from verbale.sources import read_sources

    code = file_into(path, read_sources([_samples_folder()]))
    printer = Printer()
    with Register.open(path) as register:
        for kind, most in _SHOWN.items():
            total = register.count(kind)
            printer.head(f"{kind.capitalize()}: {min(most, total)} of {total}")
            write_table(COLUMNS[kind], getattr(register, kind)(Filters(limit=most)))
        first = next(register.meetings(Filters(limit=1)), None)
    sys.stdout.flush()
    say("\nAll of these reports are invented. What to try next:")
    if not kept:
        say(f"  verbale demo   (keeps them in {_DEFAULT})")
    option = f" -r {path if kept else _DEFAULT}"
    for line in (
        f"verbale show {first.id if first else 'd1'}{option}",
        f"verbale statements --speaker minister{option}",
        f"verbale items --status rejected{option}",
        f"verbale search 'visa OR dam'{option}",
        "verbale add YOUR-REPORTS/ && verbale meetings",
    ):
        say(f"  {line}")
    return code


def register_on(app: typer.Typer) -> None:
    """Add the command to the command line."""
    lines = examples("verbale demo", "verbale demo --temporary")
    app.command(cls=Command, epilog=epilog(*lines, one="a sample could not be read"))(demo)
