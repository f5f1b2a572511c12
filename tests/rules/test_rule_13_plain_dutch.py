"""Dutch at level B1 (rule 13): a floor, not a proof. A reader panel stays needed.

Judged are all texts that residents read: templates, Python code, forms and mails; how is in
`portal.texts.plain_dutch`.
"""

import ast
from functools import cache

import pytest

from portal.texts.plain_dutch import SENTENCE, WORD, banned, faults, word_lists
from tools import translations

PAPER = (translations.ROOT / "portal/services/submissions/answers_pdf.py",)
USUAL_WORDS, SHARE_LONGER = 15, 0.05


def _on_paper():
    """The PDF is Dutch only: its texts stand in the code, not in a catalogue."""
    for path in PAPER:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                constants = (isinstance(part, ast.Constant) for part in node.values)
                parts = zip(node.values, constants, strict=True)
                yield "".join(part.value if is_text else "X" for part, is_text in parts)


@cache
def dutch():
    """All texts, in one order; collected only where these tests run."""
    texts = set(_on_paper())
    for message in translations.collected():
        if message.id:
            texts.update((message.id,) if isinstance(message.id, str) else message.id)
    return sorted(texts)


def test_rule_13_every_text_is_plain_dutch():
    assert len(dutch()) > 1000
    assert [(text, fault) for text in dutch() for fault in faults(text)] == []


def test_rule_13_sentences_are_short():
    """Of the real sentences, so without labels and headings, few have more than 15 words."""
    sizes = [
        len(sentence.split())
        for text in dutch()
        for sentence in SENTENCE.split(text)
        if sentence.endswith((".", "?"))
    ]

    assert len(sizes) > 200
    assert sum(size > USUAL_WORDS for size in sizes) <= len(sizes) * SHARE_LONGER


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("U dient te betalen.", "dient te: write moet"),
        ("Indien u verhuist, bel ons.", "indien: write als"),
        ("U hebt nog niets verstuurd.", "u hebt: write u heeft"),
        ("Dit is ongeldig.", "ongeldig: write wat er wel moet staan"),
        ("Stuur ons een e-mail.", "e-mail: write mail"),
        ("Vul je naam in.", "say u"),
        ("Uw aanvraag wordt door de gemeente bekeken.", "passive: say who does it"),
        ("Door ons wordt alles bekeken.", "passive: say who does it"),
        ("U heeft uw naam niet ingevuld.", "blames the resident: say what to do"),
        ("Dit is een verkeerde datum.", "blames the resident: say what to do"),
        ("STUUR DIT OP", "shouts"),
        ("Uw parkeervergunninghouder.", "parkeervergunninghouder: too long, or explain it"),
        (" ".join(["woord"] * 21) + ".", "21 words: make two sentences"),
        (
            "Wij willen, als dat voor u goed is, vandaag, bellen.",
            "too many commas: make two sentences",
        ),
    ],
)
def test_rule_13_the_rules_bite(text, fault):
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.",
        "Op het briefje staan uw naam, het adres, de datum en een handtekening.",
        "Uw aanvraag wordt bekeken. Daarna kunt u doorgaan. Loop dan door.",
    ],
)
def test_rule_13_the_rules_let_plain_texts_through(text):
    assert faults(text) == []


def test_rule_13_exceptions_are_still_needed():
    """A literal text or explained word that nobody uses any more goes out of the list."""
    words = {word.lower() for text in dutch() for word in WORD.findall(text)}

    assert [text for text in word_lists()["literal"] if text not in dutch()] == []
    assert [word for word in word_lists()["explained"] if word not in words] == []


def test_rule_13_replacements_are_plain_themselves():
    """What we write instead is not itself on the list."""
    looped = [
        word
        for known in (word_lists()["instead"], word_lists()["one"])
        for word, better in known.items()
        for look, other, _better in banned()
        if other != word and not better.startswith("(") and look.search(better)
    ]

    assert looped == []
    assert not set(word_lists()["instead"]) & set(word_lists()["one"])
