"""The one root of Verbale's errors and its few children."""

from __future__ import annotations


class VerbaleError(Exception):
    """Root of every error that Verbale raises on purpose; its message names the place and the next step."""


class SourceError(VerbaleError):
    """A document could not be read: the message names the file (and line) and why."""


class FetchError(VerbaleError):
    """A page or feed could not be fetched, or may not be."""


class RecordError(VerbaleError):
    """A record breaks the rules of its form: an id that is not there, a span outside the text."""


class ReaderError(VerbaleError):
    """The reader cannot work at all, because its weights are missing or damaged."""


class RegisterError(VerbaleError):
    """A register cannot be opened, is from a newer version, or does not hold what was asked for."""
