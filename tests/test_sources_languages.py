"""Which language a text is in, or that it cannot be told."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.sources import guess_language
from verbale.sources.languages import language_code

SENTENCES = {
    "en": "The delegations met on Thursday and agreed to go on with the talks in May.",
    "ru": "Делегации встретились в четверг, и министр заявил, что переговоры будут продолжены после праздников.",
    "uk": "Делегації зустрілися у четвер, і міністр заявив, що переговори будуть продовжені після свят та виборів.",
    "de": "Die Delegationen haben sich am Donnerstag getroffen und wollen die Gespräche im Mai fortsetzen.",
    "es": "Las delegaciones se reunieron el jueves y el ministro dijo que las conversaciones seguirán en mayo.",
    "pt": "As delegações reuniram-se na quinta-feira e o ministro disse que as conversas não vão parar em maio.",
    "fr": "Les délégations se sont rencontrées jeudi et le ministre a dit que les pourparlers reprendront en mai.",
    "it": "Le delegazioni si sono incontrate giovedì e il ministro ha detto che i colloqui non sono finiti.",
    "nl": "De delegaties kwamen donderdag bijeen en de minister zei dat het overleg in mei wordt voortgezet.",
    "tr": "Heyetler perşembe günü bir araya geldi ve görüşmelerin mayıs ayında devam etmesi için anlaştı, dedi.",
    "pl": "Delegacje spotkały się w czwartek i minister powiedział, że rozmowy nie będą przerwane do maja.",
    "ar": "قال الوزير إن المحادثات التي جرت في العاصمة بين البلدين كانت بناءة",
    "fa": "وزیر گفت که این گفتگوها در پایتخت با حضور دو کشور برگزار شد و ادامه دارد",
    "zh": "代表团星期四会面并同意五月继续谈判",
    "ja": "代表団は木曜日に会談し、五月に協議を続けることで合意した",
    "ko": "대표단은 목요일에 만나 오월에 회담을 계속하기로 합의했다",
    "he": "המשלחות נפגשו ביום חמישי והסכימו להמשיך בשיחות בחודש מאי",
    "el": "Οι αντιπροσωπείες συναντήθηκαν την Πέμπτη και συμφώνησαν",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_enough(language: str) -> None:
    assert guess_language(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text",
    ["", "12 345", "Norland Sudmark Port Vale", "OK", "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod", "\ud800" * 50],
)
def test_what_cannot_be_told_is_not(text: str) -> None:
    assert guess_language(text) is None


def test_names_in_another_script_do_not_mislead() -> None:
    assert guess_language(SENTENCES["en"] + " (Делегации)") == "en"
    assert guess_language(SENTENCES["en"] + SENTENCES["ru"]) is None


def test_long_texts_cost_no_more() -> None:
    start = time.perf_counter()
    guess_language("word " * 2_000_000)
    assert time.perf_counter() - start < 1


@given(st.text())
def test_any_text(text: str) -> None:
    assert guess_language(text) is None or len(guess_language(text) or "") == 2


@pytest.mark.parametrize(
    ("written", "code"), [("en", "en"), ("EN-gb", "en"), ("eng", "en"), ("Russian", "ru"), ("zh_Hans_CN", "zh"), ("mother tongue", None)]
)
def test_codes(written: str, code: str | None) -> None:
    assert language_code(written) == code
