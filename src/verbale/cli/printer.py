"""Lines on the terminal: wrapped with their indent there, one line each where a program reads them; nothing in them is markup."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from verbale.cli.output import clean, console, use_utf8

Piece = str | tuple[str, str]
MATCH = "bold black on bright_yellow"


class Printer:
    """Prints lines to standard output. Spans are highlighted in colour, or stand in double brackets where there is none."""

    def __init__(self) -> None:
        use_utf8()
        self._console = console()
        self._plain = not self._console.is_terminal
        self._marks = self._plain or self._console.no_color

    def line(self, *pieces: Piece, indent: int = 0) -> None:
        """A line of plain pieces and pieces with a style."""
        from rich.padding import Padding
        from rich.text import Text

        parts = [(clean(piece), "") if isinstance(piece, str) else (clean(piece[0]), piece[1]) for piece in pieces]
        if self._plain:
            sys.stdout.write((" " * indent + "".join(text for text, _ in parts)).rstrip() + "\n")
        elif not parts:
            self._console.print()
        else:
            self._console.print(Padding(Text.assemble(*parts), (0, 0, 0, indent), expand=False))

    def head(self, words: str) -> None:
        """A heading, after an empty line."""
        self.line()
        self.line((words, "bold underline"))

    def context(self, before: str, words: str, after: str, indent: int = 0) -> None:
        """A span with what stands around it."""
        span: Piece = f"[[{words}]]" if self._marks else (words, MATCH)
        self.line(before, span, after, indent=indent)

    def marked(self, text: str, matches: Iterable[tuple[int, int]], indent: int = 0) -> None:
        """A text with the spans `matches` marked."""
        pieces: list[Piece] = []
        at = 0
        for start, end in matches:
            words = text[start:end]
            pieces += [text[at:start], f"[[{words}]]" if self._marks else (words, MATCH)]
            at = end
        self.line(*pieces, text[at:], indent=indent)
