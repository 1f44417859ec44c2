"""Bytes to documents: files of many formats, folders, standard input, and (asked for explicitly) the network."""

from verbale.sources.languages import guess_language
from verbale.sources.model import Format, SourceOptions, Unreadable
from verbale.sources.reading import read_sources

__all__ = ["Format", "SourceOptions", "Unreadable", "guess_language", "read_sources"]
