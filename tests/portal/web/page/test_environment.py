"""Texts are constants in the templates of a language: pages stay the same to the byte."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import jinja2
import pytest
from flask import Flask, render_template
from flask.templating import Environment
from flask_babel import Babel, force_locale
from jinja2 import BaseLoader, DictLoader, meta, nodes
from markupsafe import Markup

from portal.domain.consultations import DataKind
from portal.web.page import environment
from portal.web.page.environment import LanguageEnvironment
from tests.forms_filled import MOVE
from tests.lint import ROOT

CHANGING = re.compile(r'value="[^"]{60,}"|data-session-seconds="\d+"|content="\d+;|\d\d[.:]\d\d')
"""CSRF tokens, and what depends on the moment."""
PAGES = ("/", "/inloggen/", "/overzicht/", "/zaken/", "/berichten/", f"/formulieren/{MOVE}/")
TEMPLATES = {
    "plain.html": '<p title="{{ _("Zaken") }}">{{ _("Zaken") }}</p>{{ gettext("Berichten") }}',
    "filled.html": '{{ _("Zaaknummer %(number)s", number=x) }} {{ _("Mail <b> & 100%%") }}',
    "passed.html": (
        "{% macro tag(text) %}<b>{{ text }}</b>{{ text|length }}{% endmacro %}"
        '{{ tag(_("Verstuurd")) }}{{ tag(_("Voor: %(case)s", case=x)) }}'
        '{% set word = _("Ja") if x else _("Nee") %}{{ word ~ "!" }}'
    ),
    "other.html": (
        '{{ _("Ja" if x else "Nee") }} {{ ngettext("%(num)d zaak", "%(num)d zaken", 2) }}'
    ),
    "extended.html": '{% extends "frame.html" %}{% block main %}{{ _("Terug") }}{% endblock %}',
    "frame.html": '{% block main %}{% endblock %}{% include "plain.html" %}',
    "words.txt": '{{ _("Zaaknummer %(number)s", number=x) }} {{ _("Verstuurd") }} <&>',
}
SAME_FOR_EVERYBODY = {"_", "gettext", "ngettext", "asset", "pictogram", "url_for", "Progress"}
FILTERS_OF_VALUES = {
    "day",
    "trim",
    "select",
    "join",
    "length",
    "whole_numbers",
    "moment",
    "label",
    "with_names",
}
"""Those that look at nothing but what they are given and the language, by which texts are kept: not
`since`, which looks at the clock."""
VALUES = ("<i>1</i>", Markup("<i>1</i>"), "50%", "")


def app_with(kind: type[Environment]) -> Flask:
    """An app with these templates, in the portal's languages."""
    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    app.config["BABEL_DEFAULT_LOCALE"] = "nl"
    app.jinja_environment = kind
    app.jinja_loader = DictLoader(TEMPLATES)
    Babel(app)
    return app


def text_of(app: Flask, name: str, language: str, value: str) -> str:
    """This template, filled in."""
    with app.test_request_context(), force_locale(language):
        return render_template(name, x=value)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_template_says_what_jinjas_own_gettext_would_say(name, language, value):
    plain, folded = app_with(Environment), app_with(LanguageEnvironment)

    assert text_of(folded, name, language, value) == text_of(plain, name, language, value)


def test_one_template_in_two_languages_says_both():
    app = app_with(LanguageEnvironment)

    words = [text_of(app, "extended.html", language, "") for language in ("nl", "en", "nl")]

    assert "Terug" in words[0]
    assert "Back" in words[1]
    assert words[2] == words[0]


def test_no_constant_of_our_templates_is_looked_up_at_a_request(app):
    english = app.jinja_env.of("en")

    calls = [
        (name, call.lineno)
        for name in english.list_templates(["html"])
        for call in english.parse(*english.loader.get_source(english, name)[:2]).find_all(
            nodes.Call
        )
        if isinstance(call.node, nodes.Name)
        and call.node.name in {"_", "asset", "pictogram", "url_for"}
        and not (call.node.name == "url_for" and (call.kwargs or call.dyn_kwargs))
        and all(isinstance(arg, nodes.Const) for arg in call.args[:2])
    ]

    assert calls == []


def called_by_memo(templates: jinja2.Environment, name: str) -> Iterator[str]:
    """The templates of the macros that this one has `memo` keep."""
    tree = tree_of(templates, name)
    files = {
        imported if isinstance(imported, str) else imported[0]: line.template.value
        for line in tree.find_all(nodes.FromImport)
        for imported in line.names
    }
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "memo":
            yield files.get(call.args[0].name, name)


def said_besides(templates: jinja2.Environment, name: str) -> set[str]:
    """What the macros of this template say that is neither theirs nor the same for everybody."""
    tree = tree_of(templates, name)
    imported = [line.template.value for line in tree.find_all((nodes.FromImport, nodes.Import))]
    names = meta.find_undeclared_variables(tree) - SAME_FOR_EVERYBODY
    names |= {each.name for each in tree.find_all(nodes.Filter)} - FILTERS_OF_VALUES
    return names.union(*(said_besides(templates, file) for file in imported))


def tree_of(templates: jinja2.Environment, name: str) -> nodes.Template:
    return templates.parse(templates.loader.get_source(templates, name)[0])


def without_globals(app: Flask, loader: BaseLoader) -> jinja2.Environment:
    """An environment in which each name that is no own one of a template is undeclared."""
    templates = jinja2.Environment(loader=loader, autoescape=True)
    templates.filters, templates.globals = app.jinja_env.filters, {}
    return templates


def test_texts_that_are_kept_for_everybody_say_nothing_of_anybody(app):
    templates = without_globals(app, app.jinja_env.loader)
    files = {
        file
        for name in templates.list_templates(["html"])
        for file in called_by_memo(templates, name)
    }

    assert files >= {"components/help.html", "components/navigation.html"}
    assert {file: said_besides(templates, file) for file in files} == {
        file: set() for file in files
    }


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("{{ visitor.name }}", "visitor"),
        ("{{ csrf_token() }}", "csrf_token"),
        ("{{ here() }}", "here"),
        ("{{ day|since }}", "since"),
        ('{% from "own.html" import who %}{{ who() }}', "visitor"),
    ],
)
def test_text_of_somebody_or_of_the_moment_may_not_be_kept(app, said, fault):
    loader = DictLoader(
        {
            "page.html": '{% from "part.html" import mine %}{{ memo(mine, day) }}',
            "part.html": "{% macro mine(day) %}" + said + "{% endmacro %}",
            "own.html": "{% macro who() %}{{ visitor.name }}{% endmacro %}",
        }
    )
    templates = without_globals(app, loader)

    assert [*called_by_memo(templates, "page.html")] == ["part.html"]
    assert said_besides(templates, "part.html") == {fault}


def test_a_text_is_kept_by_what_it_is_of_and_by_its_language(app):
    page = "{% macro kept(x) %}{{ x }} {{ _('Zaken') }}{% endmacro %}{{ memo(kept, x) }}"
    dutch, english = (app.jinja_env.of(code).from_string(page) for code in ("nl", "en"))

    assert dutch.render(x=1) == "1 Zaken"
    assert dutch.render(x=True) == "True Zaken"
    assert english.render(x=1) == "1 Cases"


def test_pictogram_stands_next_to_text_in_the_size_that_is_asked(app):
    page = "{{ pictogram('clock') }}{{ pictogram(name, 'small') }}"
    template = app.jinja_env.of("nl").from_string(page)

    clock, warning = template.render(name="warning").split("</svg>")[:2]

    assert '"pictogram pictogram--normal pictogram--clock" aria-hidden="true"' in clock
    assert '"pictogram pictogram--small pictogram--warning" aria-hidden="true"' in warning
    assert re.search(r'href="/static/img/icons.svg\?v=[0-9a-f]{12}#clock"', clock)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_filters_and_plurals_of_a_template_are_in_its_language(app, language):
    page = (
        "{{ at|moment }}, {{ kind|label }}, {{ _(title) }},"
        " {{ ngettext('%(num)d keer', '%(num)d keer', 2) }}"
    )
    values = {"at": datetime(2026, 11, 23, 8, 5, tzinfo=UTC), "kind": DataKind.CASE}

    text = app.jinja_env.of(language).from_string(page).render(**values, title="Verhuizen")

    assert (
        text
        == {
            "nl": "23 november 2026, 09.05 uur, uw zaak, Verhuizen, 2 keer",
            "en": "23 November 2026, 09:05, your case, Moving house, 2 times",
        }[language]
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_are_the_same_to_the_byte(browser, app, monkeypatch, language):
    def pages() -> list[str]:
        headers = {"Accept-Language": language}
        answers = [browser.get(path, headers=headers) for path in PAGES]
        assert {answer.status_code for answer in answers} <= {200, 303}
        return [CHANGING.sub("", answer.text) for answer in answers]

    browser.get("/overzicht/")  # from here on the header knows the name
    folded = pages()
    monkeypatch.setattr(environment.Folding, "visit", lambda _self, template: template)
    monkeypatch.setattr(app.jinja_env, "languages", {})

    assert pages() == folded
