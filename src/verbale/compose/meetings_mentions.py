"""Where a text names a meeting: nouns ("the second round of consultations") and verbs ("met", "spoke by phone")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from verbale.compose.meetings_parties import Hit, Parties
from verbale.compose.meetings_words import MeetingWords, Noun, meeting_words
from verbale.compose.places import Places
from verbale.language.layout import Layout
from verbale.record import MeetingForm, Span

# How many words after a verb the word that it needs may stand ("spoke with … by telephone").
_REACH = 9
_ARTICLES = frozenset({"the", "a", "an", "their", "its", "his", "her", "this", "that", "these", "those", "our"})
_BROKEN = frozenset(';:—–"“”()[]\n')


@dataclass(slots=True)
class Mention:
    """One place that names a meeting. `first` to `last` are indices of words, `clause` the indices that belong to it."""

    span: Span
    form: MeetingForm
    first: int
    last: int
    clause: range
    sentence: int
    verb: bool
    weak: bool
    word: str
    ordinal: int | None = None
    coming: bool = False
    gone: bool = False
    definite: bool = False
    generic: bool = False
    needs: str = ""
    aside: bool = False
    margin: bool = False
    plural: bool = False
    quiet: bool = False
    indefinite: bool = False
    several: bool = False
    modifiers: tuple[str, ...] = field(default=())


def clause_of(layout: Layout, first: int, last: int, sentence: range) -> range:
    """The words around `first`…`last` up to marks that part clauses; no further than 40 words either way."""
    start, stop = first, last + 1
    while start > max(sentence.start, first - 40) and not _parted(layout, start - 1):
        start -= 1
    while stop < min(sentence.stop, last + 41) and not _parted(layout, stop - 1):
        stop += 1
    return range(start, stop)


def _parted(layout: Layout, at: int) -> bool:
    """Whether a mark that parts clauses stands between the word at `at` and the next one."""
    gap = layout.text[layout.words[at].end : layout.words[at + 1].start]
    return len(gap) > 1 and any(c in _BROKEN for c in gap)


class MentionFinder:
    """Finds the mentions of one text."""

    def __init__(self, layout: Layout, places: Places, parties: Parties) -> None:
        self.layout, self.places, self.parties = layout, places, parties
        self.words = layout.lower_words
        self.book: MeetingWords = meeting_words()

    def find(self) -> Iterator[Mention]:
        """All mentions that can be meetings, from left to right."""
        for span, noun in self.book.names.find(self.layout):
            inside = self.layout.words_in(span)
            mention = self.read(inside.start, inside.stop - 1, noun)
            if mention:
                yield mention

    def at(self, index: int) -> str:
        """The word in lower case; "" outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def read(self, first: int, last: int, noun: Noun) -> Mention | None:
        """The mention at these words, or None where they mean something else."""
        sentence = self.layout.sentence_at(self.layout.words[first].start)
        within = self.layout.words_in(self.layout.sentences[sentence])
        word = " ".join(self.words[first : last + 1])
        verb = noun.verb
        if word in ("visit", "call", "meeting") and self.at(first - 1) in (
            "to",
            "will",
            "would",
            "may",
            "could",
            "is",
            "are",
            "was",
            "were",
            "been",
        ):
            verb = True
        clause = clause_of(self.layout, first, last, within)
        mention = Mention(
            Span(self.layout.words[first].start, self.layout.words[last].end),
            noun.form, first, last, clause, sentence, verb, noun.weak, word, needs=noun.needs,
        )  # fmt: skip
        if verb:
            return self.verb(mention, noun) if noun.verb or word in ("visit", "meeting") else None
        return self.noun(mention)

    def verb(self, mention: Mention, noun: Noun) -> Mention | None:
        """A verb counts where what it needs follows and nothing shows another sense."""
        after = [self.at(i) for i in range(mention.last + 1, min(mention.last + 1 + _REACH, mention.clause.stop))]
        if noun.form is MeetingForm.MEETING and any(w in self.book.rest["not_met.words"] for w in after[:3]):
            return None
        if noun.needs == "party" and (not self.has_guest(mention, after) or (mention.word == "called on" and "to" in after)):
            return None
        if noun.needs == "attendance":
            mention.weak = mention.quiet = True
        if noun.needs == "person" and not self.has_person(mention):
            return None
        if noun.needs == "resumption" and not any(self.at(mention.first - n) in self.book.rest["guests.resumes"] for n in (1, 2)):
            return None
        if noun.needs == "phone":
            at = next((n for n, w in enumerate(after) if w in self.book.rest["not_met.phone"]), None)
            if at is None:
                return None
            mention.form = MeetingForm.VIDEO if after[at].startswith("video") else MeetingForm.CALL
            mention.weak = False
            # "Spoke with B by telephone": the whole phrase names the call.
            mention.last += at + 1
            mention.span = Span(mention.span.start, self.layout.words[mention.last].end)
        elif noun.needs == "paper" and not self.paper(mention, after):
            # "Then Y came in to sign for B" adds to a signing that is known.
            if after[:1] != ["for"]:
                return None
            mention.weak = True
        elif noun.needs == "place" or noun.form is MeetingForm.VISIT:
            # A journey counts as far as its goal ("travelled to Moscow"); without one it is no visit.
            goal = self.places.inside((mention.span.end, mention.span.end + 40))
            gap = self.layout.text[mention.span.end : goal[0].span.start] if goal else ""
            if not goal or len(gap.split()) > 2 or goal[0].kind == "venue":
                return None
            mention.needs = "place"
        mention.generic = self.at(mention.first - 1) in ("if", "whenever") or (self.at(mention.first - 2), self.at(mention.first - 1)) == (
            "used",
            "to",
        )
        if mention.word.startswith(("convene", "gather", "reconvene")) and self.at(mention.first - 1) in ("be", "been", "was", "were"):
            mention.weak = True
        mention.coming = "again" in mention.word or "again" in after[:2]
        mention.aside = mention.word.startswith(("spoke face", "speak face", "face to")) or any(
            w in self.book.rest["holding.aside"] for w in after[:4]
        )
        return mention

    def has_guest(self, mention: Mention, after: list[str]) -> bool:
        """Whether people or a party are what was received or hosted."""
        if any(w in self.book.rest["guests.words"] for w in after[:6]):
            return True
        return self.object_at(mention) is not None

    def has_person(self, mention: Mention) -> bool:
        """Whether a person is the very object of the verb."""
        hit = self.object_at(mention)
        return hit is not None and hit.person is not None and self.layout.words_in(hit.span).start <= mention.last + 2

    def object_at(self, mention: Mention) -> Hit | None:
        """The party or person that follows the verb directly."""
        reach = range(mention.last + 1, mention.last + 5)
        span = (mention.span.end, self.layout.words[min(reach.stop, len(self.words)) - 1].end + 40)
        for hit in self.parties.within(span, mention.sentence):
            start = self.layout.words_in(hit.span).start
            between = self.layout.text[mention.span.end : hit.span.start]
            if start in reach and not hit.adjective:
                words = between.lower().split()
                return (
                    None
                    if "," in between or any(w in ("through", "from", "by", "in", "at", "on", "as", "for", "to") for w in words)
                    else hit
                )
        return None

    def paper(self, mention: Mention, after: list[str]) -> bool:
        """ "Signed" counts with a paper, and as the verb of its clause, not where it only says which paper ("accords, signed in 2014")."""
        before = [self.at(i) for i in range(max(mention.clause.start, mention.first - 10), mention.first)]
        passive = mention.word in ("was signed", "were signed", "be signed")
        gap = self.layout.text[self.layout.words[mention.first - 1].end : mention.span.start] if mention.first else ""
        if "," in gap or self.at(mention.first - 1) in (
            "newly",
            "recently",
            "not",
            "yet",
            "agreement",
            "deal",
            "accord",
            "accords",
            "treaty",
            "pact",
        ):
            return False
        papers = self.book.rest["not_met.paper"]
        return any(w in papers for w in (before if passive else after[:7]))

    def noun(self, mention: Mention) -> Mention | None:
        """A noun counts unless its neighbours make it something else; its modifiers tell which meeting of a row it is."""
        before, after = self.at(mention.first - 1), self.at(mention.last + 1)
        gap = self.layout.text[mention.span.end : mention.span.end + 1]
        if self.book.among(before, "not_meetings.before") and mention.form is not MeetingForm.VIDEO:
            return None
        if gap == " " and self.book.among(after, "not_meetings.after") and not (after == "for" and mention.form is not MeetingForm.CALL):
            return None
        if mention.word in ("call", "calls", "conversation") and not self.is_call(before, after):
            return None
        if mention.word in ("round", "rounds") and after in ("of", "the", "up", "and"):
            return None
        if mention.word == "contacts" and before not in ("continue", "resume", "further", "high-level", "direct"):
            return None
        if mention.word == "exchange" and (after == "of" or before in ("to", "will", "would", "prisoner", "stock", "foreign", "cultural")):
            return None
        self.modify(mention)
        return mention

    def is_call(self, before: str, after: str) -> bool:
        """ "Call" as a noun for a conversation."""
        if self.book.among(after, "not_meetings.call_not_after"):
            return False
        return self.book.among(before, "not_meetings.call_before") and (
            before not in ("a", "the", "their", "his", "her") or after in ("with", "between", "on", "lasted", "took", "was")
        )

    def modify(self, mention: Mention) -> None:
        """Take the words before the noun that say which meeting it is, and stretch the span over ordinals and places."""
        at, modifiers, start = mention.first - 1, [], mention.first
        stop = max(mention.clause.start, mention.first - 7)
        while at >= stop and not self.parted(at):
            word = self.at(at)
            if at > stop and self.layout.text[self.layout.words[at - 1].end] == "-":
                word = f"{self.at(at - 1)}-{word}"
            if word in self.book.ordinals:
                mention.ordinal = self.book.ordinals[word]
                start = at
            elif self.book.among(word, "sequence.next"):
                mention.coming = True
                start = at - word.count("-")
            elif self.book.among(word, "sequence.previous"):
                mention.gone = True
                start = at
            elif word in ("round", "rounds", "of", "more", "two", "three", "four", "several"):
                if word == "of" and self.at(at - 1) not in ("round", "rounds"):
                    break
                start = at if word in ("round", "rounds") else start
            elif not (self.book.among(word, "sequence.modifiers") or self.layout.text[self.layout.words[at].start].isupper()):
                break
            modifiers.append(word)
            at -= 2 if "-" in word else 1
        mention.definite = self.at(at) in ("the", "this", "that", "these", "those", "their", "its", "s") or any(
            m in ("the", "this") for m in modifiers
        )
        mention.indefinite = self.at(at) in ("a", "an")
        mention.generic = self.at(at) in self.book.rest["sequence.generic_before"]
        mention.plural = mention.word in self.book.rest["holding.plurals"] and not any(
            m in ("two", "three", "four", "several") for m in modifiers
        )
        mention.several = any(m in ("two", "three", "four", "several") for m in modifiers)
        mention.margin = any(self.at(i) in self.book.rest["holding.margins"] for i in range(max(mention.clause.start, at - 3), at + 1))
        mention.modifiers = tuple(reversed(modifiers))
        if start < mention.first:
            mention.first = start
            mention.span = Span(self.layout.words[start].start, mention.span.end)

    def parted(self, at: int) -> bool:
        """Whether more than a space, a hyphen or a possessive parts the word from the next one."""
        gap = self.layout.text[self.layout.words[at].end : self.layout.words[at + 1].start]
        return not (gap.isspace() and "\n\n" not in gap) and gap not in ("-", "'", "’", "")
