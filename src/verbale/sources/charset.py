"""Bytes to text: byte-order mark, then UTF-8, then what the source declares, then a guess that is said to be one."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from verbale.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these labels as the larger set, and pages rely on it: https://encoding.spec.whatwg.org/#names-and-labels
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}
# Python's own codecs that no text is in: some take time that grows with the square of the length, some read escapes as commands.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "unicode-internal", "undefined", "utf-7"})
_DECLARED = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{2,40})"""
)
_SAMPLE = 20_000
# What Western European text has beyond ASCII, Windows-1252's quotation marks and dashes among it. Letters of Icelandic are left out: in
# Windows-1254 their codes are Turkish.
_WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŠšŽž‘’“”„‚«»‹›–—…•€£§©®°·¡¿\u00a0ºª")


@dataclass(frozen=True)
class Decoded:
    """Text with the character set it was read in, and a note where that was a guess."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()


def by_mark(data: bytes) -> tuple[str, int] | None:
    """The character set that a byte-order mark names, with the mark's length."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 that came without its mark: every other byte of Latin text is zero then."""
    sample = data[:4000]
    if len(sample) < 8 or sample.count(0) < len(sample) // 3:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return "utf-16-le" if odd > 10 * even else "utf-16-be" if even > 10 * odd else None


def known_charset(label: str | None) -> str | None:
    """Python's name for a declared character set, the larger one where browsers read it so; None for one that does not exist."""
    try:
        name = codecs.lookup((label or "").strip()).name
        b"a".decode(name)
    except UnicodeError:
        pass
    except (LookupError, ValueError):
        return None
    return None if name.replace("_", "-") in _NO_CHARSETS else _LARGER.get(name, name)


def declared_in(data: bytes) -> str | None:
    """The character set that the head of a page or XML file names."""
    found = _DECLARED.search(data, 0, 4096)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """`data` as text, nothing changed but the byte-order mark taken off; raises `SourceError` for bytes that are no text."""
    if mark := by_mark(data):
        name, length = mark
        try:
            return _checked(Decoded(data[length:].decode(name), name))
        except UnicodeDecodeError as error:
            if name != "utf-8":
                raise SourceError(f"says by its first bytes that it is {name.upper()}, but is not at byte {error.start}") from None
            data = data[length:]
    if name16 := _without_mark(data):
        return _checked(Decoded(data.decode(name16, "replace"), name16, (f"character set guessed: {name16}",)))
    label = known_charset(declared)
    # ISO-2022 looks like ASCII to UTF-8's eyes: only its escapes tell.
    first = [label, "utf-8"] if label and label.startswith("iso2022") and b"\x1b" in data else ["utf-8", label]
    for candidate in first:
        if candidate:
            try:
                return _checked(Decoded(data.decode(candidate), candidate))
            except UnicodeError:
                continue
    if b"\0" in data:
        raise _binary()
    return _checked(_guessed(data))


def _guessed(data: bytes) -> Decoded:
    sample = _telling(data)
    for name in _candidates(sample):
        try:
            return Decoded(data.decode(name), name, (f"character set guessed: {name}",))
        except (UnicodeError, LookupError):
            continue
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= len(damaged) // 50:
        return Decoded(damaged, "utf-8", ("some bytes are not UTF-8 and were replaced with \ufffd",))
    if _looks_binary(sample):
        raise _binary()
    return Decoded(data.decode("cp1252", "replace"), "cp1252", ("character set unknown: read as cp1252",))


def _telling(data: bytes) -> bytes:
    """A sample that has the first byte beyond ASCII in it."""
    beyond = re.search(rb"[\x80-\xff]", data)
    start = max(0, (beyond.start() if beyond else 0) - _SAMPLE // 4)
    return data[start : start + _SAMPLE]


def _candidates(sample: bytes) -> list[str]:
    """Character sets to try in turn; none where the sample is UTF-8 with a few broken places, or no text at all."""
    mended = sample.decode("utf-8", "replace")
    multibyte = len(re.findall(r"[^\x00-\x7f\ufffd]", mended))
    if multibyte > 4 * mended.count("\ufffd") or _looks_binary(sample):
        return []
    beyond = [c for c in sample.decode("cp1252", "replace") if c > "\x7f"]
    if len(beyond) <= max(1, len(sample) * 0.35) and all(c in _WESTERN for c in beyond):
        return ["cp1252"]
    from charset_normalizer import from_bytes

    return [match.encoding for match in from_bytes(sample) if _keeps_ascii(match.encoding)][:3]


def _keeps_ascii(name: str) -> bool:
    """False for UTF-16 and the EBCDIC family, which a few odd bytes are easily taken for."""
    return b"a Z<1".decode(name, "replace") == "a Z<1"


def _looks_binary(sample: bytes) -> bool:
    return len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample)) > len(sample) // 50


def _binary() -> SourceError:
    return SourceError("is not text (it has bytes that no text has)")


def _checked(decoded: Decoded) -> Decoded:
    if "\0" in decoded.text:
        raise _binary()
    if _looks_binary(decoded.text[:_SAMPLE].encode("utf-8", "replace")):
        raise _binary()
    return decoded


def decode_head(head: bytes) -> str:
    """The first characters of a stream for looking at: never raises for text that is cut in the middle of a character."""
    mark = by_mark(head)
    if mark:
        return head[mark[1] :].decode(mark[0], "ignore")
    return head.decode(_without_mark(head) or "utf-8", "replace")
