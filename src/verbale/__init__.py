"""Verbale reads reports about diplomacy and keeps the record of what they say: who met whom, on what, and who said so.

>>> import verbale
>>> verbale.read("…", published="2025-04-11", outlet="…")  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verbale.errors import VerbaleError
    from verbale.reader import Reader, read, read_batch
    from verbale.record import Document, ReadDocument, Record

__version__ = "0.1.0"
__all__ = ["Document", "ReadDocument", "Reader", "Record", "VerbaleError", "__version__", "read", "read_batch"]

_HOMES = {"Document": "record", "ReadDocument": "record", "Record": "record", "VerbaleError": "errors"}


def __getattr__(name: str) -> Any:
    """Load what is asked for only when it is: the import of the package stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'verbale' has no attribute {name!r}")
    return getattr(import_module(f"verbale.{_HOMES.get(name, 'reader')}"), name)
