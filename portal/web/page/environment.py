"""Templates compiled once for each language: texts without variables are constants in them.

A page has up to two hundred texts; looking each up in its language at every request took a third of
the time of rendering.
"""

from collections.abc import Callable
from typing import Any

from babel.support import Translations
from flask import Flask
from flask.templating import Environment
from flask_babel import get_locale
from jinja2 import Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

DEFAULT = "nl"
GETTEXT = ("_", "gettext")
DIRECTORIES = "BABEL_TRANSLATION_DIRECTORIES"


class LanguageEnvironment(Environment):
    """The templates of the portal: hands out those of the language of the request.

    What a template extends, includes or imports comes from the environment that compiled it, so one
    page is in one language as a whole.
    """

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self.translate: Callable[[str], str] | None = None
        """Into the language of this environment; None: of no language, it only hands out."""
        self.languages: dict[str, LanguageEnvironment] = {}

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002 - Jinja's name
        environment = self if self.translate else self.of(str(get_locale() or DEFAULT))
        return super(LanguageEnvironment, environment)._load_template(name, globals)

    def of(self, language: str) -> "LanguageEnvironment":
        """The environment of this language; filters and globals are those of this one."""
        if language not in self.languages:
            environment = self.overlay()
            directory = self.app.config[DIRECTORIES]
            environment.translate = Translations.load(directory, [language]).gettext
            self.languages[language] = environment
        return self.languages[language]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        if self.translate and self._escapes(name):
            Folding(self.translate).visit(template)
        return template

    def _escapes(self, name: str | None) -> bool:
        return self.autoescape(name) if callable(self.autoescape) else self.autoescape


class Folding(NodeTransformer):
    """Puts translations in the place of calls of gettext: what Jinja's own gives at each call.

    Only in templates that are escaped: there a translation is markup, and variables are escaped.
    """

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja looks for this name
        """The constant text, or a constant with variables to fill in; else the call as it is."""
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name=name), args=[nodes.Const(value=str(text))], dyn_args=None
            ) if name in GETTEXT and node.dyn_kwargs is None:
                return self._folded(Markup(self._translate(text)), node)  # noqa: S704 - as Jinja does
        return node

    def _folded(self, text: Markup, node: nodes.Call) -> nodes.Expr:
        at = node.lineno
        if not node.kwargs:
            return nodes.Const(text % {}, lineno=at)
        pairs = [
            nodes.Pair(nodes.Const(keyword.key, lineno=at), keyword.value, lineno=at)
            for keyword in node.kwargs
        ]
        return nodes.Mod(nodes.Const(text, lineno=at), nodes.Dict(pairs, lineno=at), lineno=at)
