"""Verbale reads reports about diplomacy and keeps the record of what they say."""

__version__ = "0.1.0"
