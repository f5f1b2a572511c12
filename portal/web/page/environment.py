"""Templates compiled once for each language: texts without variables are constants in them.

A page has up to two hundred texts; looking each up in its language at every request took a third of
the time of rendering. For the same reason pictograms and addresses of static files are constants.
"""

import re
from collections.abc import Callable, Hashable, MutableMapping
from functools import lru_cache, partial
from gettext import NullTranslations
from typing import Any

import jinja2
from babel.support import Translations
from flask import Flask
from flask.sansio.app import App
from flask.templating import Environment
from flask_babel import get_locale
from jinja2 import Template, nodes, pass_eval_context
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from portal.texts.words import words_in

DEFAULT = "nl"
GETTEXT = ("_", "gettext")
CONSTANT = ("asset", "pictogram", "url_for")
"""Globals that always give the same for the same arguments; addresses, where they have no other."""
MEMOS = 256
"""Texts of macros that are kept, of all languages together."""
FILTERS = ("day", "moment", "clock", "since", "size", "number", "label", "text_of")
"""Filters that are methods of `Words`."""
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
DIRECTORIES = "BABEL_TRANSLATION_DIRECTORIES"


def escaped(value: Any) -> str:
    """The text as a page may hold it; markup stays as it is, without being made anew."""
    return value if type(value) is Markup else escape(value)


def memo(macro: Macro, *values: Hashable) -> str:
    """What this macro says of these values: `memo(help, municipality)`. Kept, for everybody.

    So it is for macros that say nothing but what they are given: nothing of the request, of who is
    logged in or of the moment. A test holds that for each that is used so.
    """
    return macro(*values)


class EscapedTemplate(Template):
    """A template that escapes by `escaped`: half of what a page puts out is markup already."""

    @classmethod
    def _from_namespace(
        cls,
        environment: jinja2.Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
    ) -> Template:
        namespace["escape"] = escaped
        return super()._from_namespace(environment, namespace, globals)


class LanguageEnvironment(Environment):
    """The templates of the portal: hands out those of the language of the request.

    What a template extends, includes or imports comes from the environment that compiled it, so one
    page is in one language as a whole.
    """

    template_class = EscapedTemplate

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self.translate: Callable[[str], str] | None = None
        """Into the language of this environment; None: of no language, it only hands out."""
        self.languages: dict[str, LanguageEnvironment] = {}
        self.loaded: dict[str, Template] = {}
        """Of one language: Jinja's own cache takes a lock and a new key at each import."""
        self.globals["memo"] = lru_cache(MEMOS, typed=True)(memo)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """The template of this name; one that was loaded is not looked for again."""
        if isinstance(name, Template) or globals or self.auto_reload or not self.translate:
            return super().get_template(name, parent, globals)
        template = self.loaded.get(name)
        if template is None:
            template = self.loaded[name] = super().get_template(name, parent)
        return template

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002 - Jinja's name
        environment = self if self.translate else self.of(str(get_locale() or DEFAULT))
        return super(LanguageEnvironment, environment)._load_template(name, globals)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template; those of all, where it has none of its own.

        Jinja compares their names at each import: those of two mappings took a tenth of a page.
        """
        return super().make_globals(d) if d else self.globals

    def of(self, language: str) -> "LanguageEnvironment":
        """The environment of this language; filters and globals are those of this one.

        Those that say words say them in this language, without looking up that of the request.
        """
        if language not in self.languages:
            environment = self.overlay()
            environment.loaded = {}
            translations = Translations.load(self.app.config[DIRECTORIES], [language])
            environment.translate = translations.gettext
            environment.filters = {**self.filters, **_filters_of(language)}
            environment.globals = {**self.globals, **_gettext_of(translations)}
            self.languages[language] = environment
        return self.languages[language]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        if self.translate and self._escapes(name):
            Folding(self.translate, _constants_of(self)).visit(template)
        return template

    def _escapes(self, name: str | None) -> bool:
        return self.autoescape(name) if callable(self.autoescape) else self.autoescape


class Folding(NodeTransformer):
    """Puts translations in the place of calls of gettext: what Jinja's own gives at each call.

    Only in templates that are escaped: there a translation is markup, and variables are escaped.
    Calls of `constants` with nothing but constants become what they give.
    """

    def __init__(
        self, translate: Callable[[str], str], constants: dict[str, Callable[..., str]]
    ) -> None:
        self._translate = translate
        self._constants = constants

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja looks for this name
        """The same, in which a text with variables is a part of the page like any other."""
        node.nodes = [part for child in node.nodes for part in self._parts(child)]
        self.generic_visit(node)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja looks for this name
        """The constant text, or a constant with variables to fill in; else the call as it is."""
        self.generic_visit(node)
        text = _text_of(node)
        if text is not None:
            return self._folded(Markup(self._translate(text)), node)  # noqa: S704 - as Jinja does
        match node:
            case nodes.Call(node=nodes.Name(name=name), kwargs=[], dyn_args=None, dyn_kwargs=None):
                return self._constant(name, node)
        return node

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        """The text around the variables, and these; the node itself where it is no such text."""
        text = _text_of(node)
        if text is None or not isinstance(node, nodes.Call) or not node.kwargs:
            return [node]
        translated = self._translate(text)
        values = {keyword.key: keyword.value for keyword in node.kwargs}
        if "%" in PLACEHOLDER.sub("", translated):
            return [node]
        pieces = PLACEHOLDER.split(translated)
        parts: list[nodes.Expr] = [nodes.TemplateData(pieces[0], lineno=node.lineno)]
        for name, text_after in zip(pieces[1::2], pieces[2::2], strict=True):
            parts += [values[name], nodes.TemplateData(text_after, lineno=node.lineno)]
        return parts

    def _folded(self, text: Markup, node: nodes.Call) -> nodes.Expr:
        at = node.lineno
        if not node.kwargs:
            return nodes.Const(text % {}, lineno=at)
        pairs = [
            nodes.Pair(nodes.Const(keyword.key, lineno=at), keyword.value, lineno=at)
            for keyword in node.kwargs
        ]
        return nodes.Mod(nodes.Const(text, lineno=at), nodes.Dict(pairs, lineno=at), lineno=at)

    def _constant(self, name: str, node: nodes.Call) -> nodes.Expr:
        constant = self._constants.get(name)
        values = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
        if constant is None or len(values) < len(node.args):
            return node
        return nodes.Const(constant(*values), lineno=node.lineno)


def _text_of(node: nodes.Node) -> str | None:
    """The constant text of a call of gettext; None where it is no such call."""
    match node:
        case nodes.Call(
            node=nodes.Name(name=name), args=[nodes.Const(value=str(text))], dyn_args=None
        ) if name in GETTEXT and node.dyn_kwargs is None:
            return text
    return None


def _gettext_of(translations: NullTranslations) -> dict[str, Callable[..., str]]:
    """What Jinja's own functions say (newstyle), for texts that are no constants."""

    @pass_eval_context
    def gettext(context: nodes.EvalContext, text: str, /, **values: object) -> str:
        translated = translations.gettext(text)
        return (Markup(translated) if context.autoescape else translated) % values  # noqa: S704

    @pass_eval_context
    def ngettext(
        context: nodes.EvalContext, one: str, several: str, num: int, /, **values: object
    ) -> str:
        translated = translations.ngettext(one, several, num)
        values = {"num": num, **values}
        return (Markup(translated) if context.autoescape else translated) % values  # noqa: S704

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def _filters_of(language: str) -> dict[str, Callable[..., str]]:
    words = words_in(language)
    return {name: getattr(words, name) for name in FILTERS}


def _constants_of(environment: Environment) -> dict[str, Callable[..., str]]:
    functions: dict[str, Any] = {**environment.globals}
    functions["url_for"] = partial(_path_of, environment.app)
    return {name: functions[name] for name in CONSTANT if name in functions}


def _path_of(app: App, endpoint: str) -> str:
    """The address of a page that needs nothing to be named by; there is one site, at the root."""
    return app.url_map.bind("").build(endpoint)
