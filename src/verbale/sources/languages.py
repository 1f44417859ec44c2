"""Which language a text is in, by its script and its small words; None rather than a guess where that is unclear."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

from verbale.sources.formats import load_data

_LOOKED_AT = 5000
_FEWEST_LETTERS = 20
_FEWEST_HITS = 3
# Of running text, a third to a half of the words are in its language's list and under a tenth in the lists of others; names, headlines and
# tables lie between. Tried on news sentences of ten words in the ten largest of these languages.
_SHARE = 0.12
_LEAD = 1.25
_WORD = re.compile(r"[^\W\d_]+(?:['\u200c][^\W\d_]+)*'?")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8}){0,4}$")


@cache
def _blocks() -> tuple[list[int], list[tuple[int, str]]]:
    """First code points in order; beside each the last one and the script."""
    blocks = sorted(
        (int(first, 16), int(last, 16), name) for name, pairs in load_data("languages")["scripts"].items() for first, last in pairs
    )
    return [first for first, _, _ in blocks], [(last, name) for _, last, name in blocks]


@cache
def _script(character: str) -> str | None:
    starts, blocks = _blocks()
    at = bisect_right(starts, ord(character)) - 1
    return blocks[at][1] if at >= 0 and ord(character) <= blocks[at][0] else None


@cache
def _small_words(script: str) -> dict[str, frozenset[str]]:
    lists: dict[str, str] = load_data("languages")["words"].get(script, {})
    return {language: frozenset(words.split()) for language, words in lists.items()}


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text` by its first 5,000 characters; None where it is too short, mixed or unknown."""
    sample = text[:_LOOKED_AT]
    scripts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if character > "@" and (script := _script(character)):
            scripts[script] += count
    letters = scripts.total()
    if not letters:
        return None
    kana = scripts["Kana"]
    if kana and kana * 10 >= scripts["Han"]:
        scripts["Kana"] += scripts.pop("Han", 0)
    main, most = scripts.most_common(1)[0]
    if most < letters * 0.6 or letters < (_FEWEST_LETTERS if main not in ("Han", "Kana", "Hangul") else 6):
        return None
    alone: str | None = load_data("languages")["alone"].get(main)
    return alone or _by_words(sample, main)


def _by_words(sample: str, script: str) -> str | None:
    words = Counter(_WORD.findall(sample.lower().replace("’", "'")))
    lists = _small_words(script).items()
    hits = sorted(((sum(words[word] for word in known & words.keys()), language) for language, known in lists), reverse=True)
    if not hits:
        return None
    most, language = hits[0]
    second = hits[1][0] if len(hits) > 1 else 0
    return language if most >= max(_FEWEST_HITS, _SHARE * words.total()) and most >= _LEAD * second else None


def language_code(written: str) -> str | None:
    """The two- or three-letter code in "en", "en-GB", "ENG" or "English"; None for what is no code."""
    word = written.strip().lower()
    codes: dict[str, str] = load_data("languages")["codes"]
    if word in codes:
        return codes[word]
    found = _CODE.match(word)
    return codes.get(found[1], found[1]) if found else None
