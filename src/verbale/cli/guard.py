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
    """The command, with Verbale's errors, Ctrl-C and a closed pipe turned into exit codes without a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from verbale.cli.output import say

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
            # Whoever read our output has had enough ("| head"). What is still buffered must not fail a second time at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(PIPE_CLOSED) from None

    return run
