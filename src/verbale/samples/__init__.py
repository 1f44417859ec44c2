"""The invented sample reports that `make demo` reads."""

from importlib.resources import files
from pathlib import Path


def sample_paths() -> list[Path]:
    """The bundled sample files in order of name; several hold more than one document."""
    folder = Path(str(files(__name__) / "documents"))
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
