"""How things get out: tables, JSON Lines and CSV, none of which lets a document speak to the terminal.

Text of documents is hostile: it may hold escape sequences, marks that turn the direction of writing, spreadsheet formulas. On a
terminal and in CSV control characters become visible signs. JSON is exact: they are escaped there.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_BREAK = re.compile(r"[^\S ]+")
# C0 and C1 control characters, and marks that override the direction of writing.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ESCAPE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_PAGE = 500
_WIDEST = 40


def clean(text: str) -> str:
    """`text` on one line, with control characters made visible and harmless."""
    return _CONTROL.sub(_visible, _BREAK.sub(" ", text))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def say(message: str) -> None:
    """A line for the person, on standard error."""
    lines = [clean(line) for line in message.split("\n")]
    encoding = sys.stderr.encoding or "utf-8"
    print("\n".join(lines).encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


def json_line(form: Any) -> str:
    """`form` as JSON on one line, readable, with whatever a terminal could take for a command escaped."""
    return _ESCAPE_IN_JSON.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(form, ensure_ascii=False))


def write(line: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def use_utf8() -> None:
    """What a program reads is UTF-8, whatever the system's own encoding is; a terminal gets "?" for what it cannot show."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure and sys.stdout.isatty():
        reconfigure(errors="replace")
    elif reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def write_json(forms: Iterable[Any]) -> int:
    """JSON Lines; returns how many."""
    use_utf8()
    count = 0
    for count, form in enumerate(forms, 1):
        sys.stdout.write(json_line(form) + "\n")
        if count % _PAGE == 0:
            sys.stdout.flush()
    return count


@dataclass(frozen=True)
class Column:
    """A column of a list: what it shows of a thing, and whether on a terminal too.

    There a column that `wraps` takes what room is left, and no other is wider than `widest`.
    """

    name: str
    of: Callable[[Any], object]
    in_table: bool = True
    wraps: bool = False
    widest: int | None = None

    def cell(self, thing: Any) -> str:
        """What it shows of `thing`, as text."""
        value = self.of(thing)
        return "" if value is None else clean(str(value))


def write_csv(columns: Sequence[Column], things: Iterable[Any]) -> int:
    """CSV with a header; text that a spreadsheet would run as a formula gets an apostrophe before it. Returns how many rows."""
    use_utf8()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    count = 0
    for thing in things:
        writer.writerow([_safe(column.cell(thing)) for column in columns])
        count += 1
    return count


def _safe(cell: str) -> str:
    return "'" + cell if cell.lstrip().startswith(_FORMULA) else cell


def write_table(columns: Sequence[Column], things: Iterable[Any]) -> int:
    """A table that fits the terminal; plain columns where the output goes elsewhere. Returns how many rows."""
    use_utf8()
    shown = [column for column in columns if column.in_table]
    return _fitted(shown, things) if sys.stdout.isatty() else _plain(shown, things)


def _fitted(columns: Sequence[Column], things: Iterable[Any]) -> int:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    rows = [[column.cell(thing) for column in columns] for thing in things]
    for n, column in enumerate(columns):
        # The first column is the id, which must never be cut: it is what a person types next.
        least = max((len(cells[0]) for cells in rows), default=0) if n == 0 else None
        table.add_column(
            column.name, no_wrap=not column.wraps, overflow="fold" if column.wraps else "ellipsis", min_width=least, max_width=column.widest
        )
    for cells in rows:
        table.add_row(*map(Text, cells))
    if table.row_count:
        console().print(table)
    return table.row_count


def _plain(columns: Sequence[Column], things: Iterable[Any]) -> int:
    """Columns parted by two spaces or more, as wide as their first page needs; nothing is cut."""
    rows: Iterator[list[str]] = ([column.cell(thing) or "-" for column in columns] for thing in things)
    page = list(islice(rows, _PAGE))
    if not page:
        return 0
    head = [column.name for column in columns]
    widths = [min(_WIDEST, max(len(cell) for cell in cells)) for cells in zip(head, *page, strict=True)]
    count = 0
    _row(head, widths)
    while page:
        for cells in page:
            _row(cells, widths)
        count += len(page)
        page = list(islice(rows, _PAGE))
    return count


def _row(cells: Sequence[str], widths: Sequence[int]) -> None:
    sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() + "\n")


def console(stderr: bool = False) -> Console:
    """A console that takes nothing in the text for markup, and does not break lines where a program reads them."""
    from rich.console import Console

    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=False)
    made.soft_wrap = not made.is_terminal
    return made
