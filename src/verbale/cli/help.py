"""Help on the terminal: options under headings, and an end with examples and exit codes.

Typer's rich help is not used: it loads a Markdown parser and a syntax highlighter, and takes half a second to say what this says.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from typer.core import TyperCommand, TyperGroup

_CODES = "Exit codes: 0 all went well; 1 {one}; 2 the command or the register is at fault; 130 interrupted."


def epilog(*lines: str, one: str = "", codes: bool = True) -> str:
    """The end of a command's help: each line on its own, then what the exit codes mean. `one`: what exit code 1 says here."""
    shown = _CODES.format(one=one) if one else _CODES.replace(" 1 {one};", "")
    return "\n\n".join([*lines, *([shown] if codes else [])])


def examples(*lines: str) -> tuple[str, ...]:
    """Lines of help that show commands."""
    return ("Examples:", *(f"  {line}" for line in lines))


def _write_epilog(epilog: str | None, formatter: Any) -> None:
    """Examples as they are, one under another; all else wrapped, after an empty line."""
    for line in (epilog or "").split("\n\n"):
        if line.startswith("  "):
            formatter.write(f"{line}\n")
        elif line:
            formatter.write_paragraph()
            formatter.write_text(line)


class Command(TyperCommand):
    """A command whose help shows each option under the heading (`rich_help_panel`) that it was given."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options, the shared headings after the command's own options."""
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for parameter in self.get_params(ctx):
            if (shown := parameter.get_help_record(ctx)) is not None:
                own = "Arguments" if parameter.param_type_name == "argument" else "Options"
                groups[getattr(parameter, "rich_help_panel", None) or own].append(shown)
        for heading in sorted(groups, key=lambda heading: heading != "Arguments"):
            with formatter.section(heading):
                formatter.write_dl(groups[heading])

    def format_epilog(self, _ctx: Any, formatter: Any) -> None:
        """Write examples and exit codes."""
        _write_epilog(self.epilog, formatter)


class Group(TyperGroup):
    """The commands together, with an end as the commands have it."""

    def format_epilog(self, _ctx: Any, formatter: Any) -> None:
        """Write what to begin with."""
        _write_epilog(self.epilog, formatter)
