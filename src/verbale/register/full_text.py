"""What a person types as a query of the full-text index, such that nothing they type is an error.

Understood: words (all must stand in the document), "phrases", prefix*, AND, OR, NOT and brackets. Where these do not make a whole,
everything is taken as plain words.
"""

from __future__ import annotations

import re

from sqlalchemy import Select, column, select, table, text

from verbale.errors import RegisterError
from verbale.register.tables import FULL_TEXT

INDEX = table(FULL_TEXT, column("rowid"))
# A phrase (its closing mark may be missing), a bracket, or a run of anything else; curly marks are as good as straight ones.
_TOKEN = re.compile(r'"([^"]*)(?:"|$)(\*?)|([()])|([^\s()"]+)')
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_WORDS_AT_MOST = 64


def full_text_query(words: str) -> str:
    """The query for FTS5; raises `RegisterError` where there is not one letter or digit to look for."""
    tokens = list(_tokens(words))
    if not any(is_word for _, is_word in tokens):
        raise RegisterError(f"{words!r} holds no word to search for")
    if len(tokens) > _WORDS_AT_MOST:
        raise RegisterError(f"the search has {len(tokens)} words; at most {_WORDS_AT_MOST} can be searched for at once")
    if _Grammar([token for token, _ in tokens]).holds():
        return " ".join(token for token, _ in tokens)
    return " ".join(token if is_word else _quoted(token) for token, is_word in tokens if is_word or token in _OPERATORS)


def _tokens(words: str) -> list[tuple[str, bool]]:
    """Tokens of FTS5, and whether each is a word or phrase."""
    tokens = []
    for phrase, star, bracket, run in _TOKEN.findall(re.sub("[“”„«»]", '"', words)):
        if bracket or run in _OPERATORS:
            tokens.append((bracket or run, False))
            continue
        said = run.rstrip("*") or phrase
        if any(c.isalnum() for c in said):
            tokens.append((_quoted(said) + (" *" if star or run.endswith("*") else ""), True))
    return tokens


def _quoted(words: str) -> str:
    clean = words.replace('"', " ").replace("\0", " ").encode("utf-8", "replace").decode()
    return f'"{clean}"'


class _Grammar:
    """Whether tokens make a whole query: term (AND|OR|NOT)? term …, brackets balanced and not empty, not too deep."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def holds(self) -> bool:
        return self._expression(0) and self._at == len(self._tokens)

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _expression(self, depth: int) -> bool:
        if not self._term(depth):
            return False
        while (part := self._peek()) not in (None, ")"):
            if part in _OPERATORS:
                self._at += 1
            elif part == "(" or self._tokens[self._at - 1] == ")":
                # FTS5 joins neighbours by AND only where both are words or phrases.
                return False
            if not self._term(depth):
                return False
        return True

    def _term(self, depth: int) -> bool:
        part = self._peek()
        if part is None or part == ")" or part in _OPERATORS or depth > 20:
            return False
        self._at += 1
        if part != "(":
            return True
        if not self._expression(depth + 1) or self._peek() != ")":
            return False
        self._at += 1
        return True


def matching(words: str) -> Select[tuple[int]]:
    """Row ids of the documents that hold `words`."""
    return select(INDEX.c.rowid).where(text(f"{FULL_TEXT} MATCH :words").bindparams(words=full_text_query(words)))
