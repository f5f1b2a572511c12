"""Every text can be translated, and every language is complete."""

import re
from html.parser import HTMLParser

import pytest
from babel.messages.checkers import checkers
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Babel, force_locale, gettext
from jinja2 import Environment, nodes

from portal.web.page.layout import LANGUAGES
from tests.lint import ROOT, faults_by_file
from tools import translations

TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])")
TRANSLATED = {"_", "gettext", "ngettext"}
READ_ALOUD = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
HOLE = "1"
"""Stands for what a template fills in: fits in a text, a value and the name of a tag (`h1`)."""
ATTRIBUTE = re.compile(r'[a-z-]+="[^"]*"')
"""What a macro gives a tag of its caller."""


def _catalogue(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


CATALOGUES = {path.parent.parent.name: _catalogue(path) for path in translations.languages()}
each_language = pytest.mark.parametrize("catalogue", CATALOGUES.values(), ids=CATALOGUES)


@pytest.fixture(scope="module")
def source():
    return translations.collected()


def _texts(catalogue):
    return {message.id for message in catalogue if message.id}


def _messages(catalogue):
    return [message for message in catalogue if message.id]


def _literals(catalogue):
    """Those that stand in the code or a template; the others are data, and are not formatted."""
    return [
        message
        for message in _messages(catalogue)
        if any(name.endswith((".py", ".html")) for name, _line in message.locations)
    ]


def _variants(text):
    return (text,) if isinstance(text, str) else tuple(text)


def _dutch(catalogue):
    return [text for message in _messages(catalogue) for text in _variants(message.id)]


def _translations(catalogue):
    return [text for message in _messages(catalogue) for text in _variants(message.string)]


OTHER_WORDS_FOR_MAIL = (
    pytest.param(_dutch, r"(?i)e-mail(?!adres)|(?<!e-)mailadres|\bemail", id="nl"),
    pytest.param(_translations, r"(?i)(?<!e)mail", id="en"),
)
"""In Dutch it is a mail, to an e-mailadres; in English an email, to an email address."""


def test_every_language_that_is_offered_has_a_catalogue():
    assert set(LANGUAGES) == {translations.SOURCE, *CATALOGUES}


def test_the_template_has_the_texts_of_the_code(source):
    with translations.TEMPLATE.open("rb") as file:
        kept = read_po(file)

    assert _texts(kept) == _texts(source), "run `make translations`"


@each_language
def test_a_language_has_the_texts_of_the_code(catalogue, source):
    assert _texts(catalogue) == _texts(source), "run `make translations`"
    assert not catalogue.obsolete


@pytest.mark.parametrize(("texts", "other_words"), OTHER_WORDS_FOR_MAIL)
def test_mail_has_one_word(texts, other_words):
    wrong = [text for text in texts(CATALOGUES["en"]) if re.search(other_words, text)]

    assert wrong == []


@each_language
def test_nothing_is_left_to_translate(catalogue):
    assert translations.untranslated(catalogue) == []
    assert [message.id for message in _messages(catalogue) if message.fuzzy] == []


@each_language
def test_plurals_have_all_forms_of_their_language(catalogue):
    plural = [message for message in _messages(catalogue) if message.pluralizable]

    assert plural
    assert {len(message.string) for message in plural} == {catalogue.num_plurals}


@each_language
def test_placeholders_are_those_of_the_dutch_text(catalogue):
    wrong = []
    for message in _literals(catalogue):
        known = {found for text in _variants(message.id) for found in PLACEHOLDER.findall(text)}
        strings = _variants(message.string)
        wrong += [text for text in strings if set(PLACEHOLDER.findall(text)) != known]
        for check in checkers:
            check(catalogue, message)  # raises TranslationError

    assert wrong == []


@each_language
def test_no_percent_sign_stands_alone(catalogue):
    """Templates fill in every text of the code with %, also one without placeholders."""
    texts = [
        text
        for message in _literals(catalogue)
        for text in (*_variants(message.id), *_variants(message.string))
    ]

    assert [text for text in texts if "%" in PLACEHOLDER.sub("", text).replace("%%", "")] == []


@each_language
def test_a_translation_begins_and_ends_as_its_source_does(catalogue):
    """No lost full stop or question mark, no space at an end, no capital where there was none."""
    wrong = [
        message.string
        for message in _messages(catalogue)
        for text in _variants(message.string)
        if text != text.strip() or _ending(text) != _ending(_variants(message.id)[0])
    ]

    assert wrong == []


def _ending(text):
    return text[-1] if text[-1] in ".?…:" else ""


def test_a_changed_text_loses_its_translation(tmp_path):
    """The rule of `portal/decisions.md`: nobody reads a translation of an older text."""
    path = tmp_path / "en/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'
        'msgid "Klopt dit?"\nmsgstr "Is this right?"\n\n'
        '#, fuzzy\nmsgid "Naam"\nmsgstr "Names"\n',
        "utf-8",
    )
    template = read_po(['msgid "Klopt dit echt?"', 'msgstr ""', 'msgid "Naam"', 'msgstr ""'])

    catalogue = translations.updated(path, template)

    assert {message.id: message.string for message in _messages(catalogue)} == {
        "Klopt dit echt?": "",
        "Naam": "",
    }
    assert translations.untranslated(catalogue) == ["Klopt dit echt?", "Naam"]


def test_a_new_language_begins_empty_with_its_own_plurals(tmp_path, source):
    catalogue = translations.updated(tmp_path / "pl/LC_MESSAGES/messages.po", source)

    assert len(translations.untranslated(catalogue)) == len(source)
    assert "nplurals=3" in translations.written(catalogue)


def test_a_catalogue_says_nothing_that_changes_by_itself(source):
    text = translations.written(source)

    assert not re.search(r"\d{4}-\d{2}-\d{2}|Babel|\.html:\d", text)
    assert translations.TEMPLATE.read_text("utf-8") == text, "run `make translations`"


def faults_in_template(source: str) -> list[str]:
    """The texts of a template that no translator would ever see."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    words = _Words()
    words.feed("".join(_pieces(tree)))
    return words.found + _bare_strings(tree)


def test_templates_have_no_text_outside_the_catalogues():
    assert len(TEMPLATES) > 80
    assert faults_by_file(TEMPLATES, lambda _path, source: faults_in_template(source)) == {}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<p>Terug</p>", "Terug"),
        ("<p>{{ day }} uur</p>", "uur"),
        ("{% if late %}<b>Te laat</b>{% endif %}", "Te laat"),
        ('<nav aria-label="Hoofdmenu">', "Hoofdmenu"),
        ("{{ button('Verder gaan') }}", "Verder gaan"),
        ("{{ button('Terug') }}", "Terug"),
    ],
)
def test_the_rule_for_templates_bites(source, fault):
    assert faults_in_template(source) == [fault]


def test_the_rule_for_templates_lets_good_ones_through():
    good = """{# Comment #}<p class="lead" id="x">{{ _("Verder gaan") }} · {{ name }}</p>
        <script src="a.js"></script>{{ ngettext("een dag", "%(num)d dagen", days) }}
        <nav aria-label="{{ _('Hoofdmenu') }}"><a href="/">{{ button(_("Terug"), "small") }}</a>"""

    assert faults_in_template(good) == []


class _Words(HTMLParser):
    """Collects what stands between tags or is read aloud from them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self._look(data)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in READ_ALOUD or (name == "value" and ("type", "submit") in attrs):
                self._look(value or "")

    def _look(self, text: str) -> None:
        bare = ATTRIBUTE.sub("", text.replace(HOLE, "")).strip()
        if re.search(r"[^\W\d_]{2}", bare):
            self.found.append(bare)


def _pieces(tree):
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            yield node.data if isinstance(node, nodes.TemplateData) else HOLE


def _bare_strings(tree):
    """Sentences and capitalised words in expressions, outside gettext."""
    translated = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATED
        for constant in call.find_all(nodes.Const)
    }
    return [
        node.value
        for node in tree.find_all(nodes.Const)
        if isinstance(node.value, str)
        and id(node) not in translated
        and re.match(r"[A-Z][a-zé]", node.value)
    ]


@pytest.fixture
def app():
    made = Flask(__name__)
    Babel(made, default_translation_directories=str(ROOT / "translations"), default_locale="nl")
    return made


@pytest.mark.parametrize("code", CATALOGUES)
def test_a_catalogue_is_found_by_the_portal(app, code):
    message = next(m for m in CATALOGUES[code] if m.id == "Verhuizing doorgeven")

    with app.test_request_context(), force_locale(code):
        assert gettext("Verhuizing doorgeven") == message.string
    with app.test_request_context():
        assert gettext("Verhuizing doorgeven") == "Verhuizing doorgeven"


def test_a_case_that_is_not_there_is_missing_in_english():
    text = "Wij kunnen %(num)d zaak nu niet laten zien. Bel ons als u die mist."

    one, several = CATALOGUES["en"][text].string
    assert one.endswith("Call us if it is missing.")
    assert several.endswith("Call us if one is missing.")
