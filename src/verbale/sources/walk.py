"""The files in folders, in a stable order, each folder once however its links run."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from verbale.sources.formats import is_ignored
from verbale.sources.model import Unreadable


def files_of(path: Path, recursive: bool = True) -> Iterator[Path | Unreadable]:
    """`path` itself where it is a file; else the files in it by name, folders within folders too unless told not to.

    Hidden files and what `data/formats.toml` lists under [ignored] are passed over in folders; a broken link, a pipe or a
    folder without permission in them is named. A file that is named by itself may be anything that can be opened.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        yield Unreadable(str(path), os_reason(error))
        return
    except ValueError as error:
        yield Unreadable(str(path), f"is no name of a file ({error})")
        return
    if is_folder:
        yield from _walk(path, recursive, set())
    else:
        yield path


def _walk(folder: Path, recursive: bool, seen: set[tuple[int, int]]) -> Iterator[Path | Unreadable]:
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                if (status.st_dev, status.st_ino) not in seen and (recursive or path == folder):
                    seen.add((status.st_dev, status.st_ino))
                    names = sorted((name for name in os.listdir(path) if not is_ignored(name)), reverse=True)  # noqa: PTH208  (bare names)
                    waiting.extend(path / name for name in names)
            elif stat.S_ISREG(status.st_mode):
                yield path
            else:
                yield Unreadable(str(path), "is no file (a pipe, socket or device)")
        except OSError as error:
            yield Unreadable(str(path), os_reason(error))


def os_reason(error: OSError) -> str:
    """What the system says, in words for a list of files that were not read."""
    reasons = {
        FileNotFoundError: "is not there; check the name",
        PermissionError: "may not be read; check its permissions",
    }
    return reasons.get(type(error)) or f"cannot be read ({error.strerror or error})"
