"""What every command does when something goes wrong: a plain sentence on standard error, and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from verbale.errors import VerbaleError

P = ParamSpec("P")
BAD_USE, INTERRUPTED, PIPE_CLOSED = 2, 130, 141


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """The command, with Verbale's errors, the system's, Ctrl-C and a closed pipe turned into exit codes without a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from verbale.cli.output import say

        _open_standard_streams()
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except VerbaleError as error:
            say(f"verbale: {error}")
            raise typer.Exit(BAD_USE) from None
        except KeyboardInterrupt:
            say("verbale: interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # Whoever read our output has had enough ("| head").
            _write_no_more()
            raise typer.Exit(PIPE_CLOSED) from None
        except OSError as error:
            say(f"verbale: {error.filename or 'output or disk'}: {error.strerror or error}")
            _write_no_more()
            raise typer.Exit(BAD_USE) from None
        except MemoryError:
            say("verbale: out of memory; give fewer or shorter documents at once, or close other programs")
            raise typer.Exit(BAD_USE) from None

    return run


def _open_standard_streams() -> None:
    """Give streams that were closed before we started ("2>&-") an end that takes and says nothing, before a register gets their number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  (open as long as the process)


def _write_no_more() -> None:
    """What is still buffered must not fail a second time at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
