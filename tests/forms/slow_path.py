"""The path as its words say it: each condition by itself, from answers that are on the path.

Nothing is remembered and nothing goes in one pass, so that it can be held against `forms.path`.
"""

from collections import ChainMap
from collections.abc import Mapping

from forms.kinds import kind_of
from forms.nodes import COUNT_OF
from forms.path import row_keys


class ValuesWhenRead(Mapping):
    """Values by name, each worked out when a condition reads it."""

    def __init__(self, slow):
        self.slow = slow

    def __getitem__(self, name):
        return self.slow.value(name)

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


class SlowPath:
    """What is asked, and what was answered there."""

    def __init__(self, form, answers, context):
        self.form, self.answers, self.context = form, answers, context
        self.values = ValuesWhenRead(self)
        self.page_of = {
            name: page
            for page in form.pages
            for name in ([page.repeat.id] if page.repeat else [q.id for q in page.questions])
        }

    def pages(self):
        """[(page id, the questions that are asked)]."""
        pages = []
        for page in self.form.pages:
            if not self.is_on_path(page):
                continue
            if page.repeat:
                for key in row_keys(page.repeat, self.answers):
                    asked, _ = self.row(page, key)
                    pages.append((f"{page.id}-{key}", tuple(asked)))
                pages.append((page.id, ()))
            else:
                asked = tuple(q.id for q in page.questions if self.is_asked(q, self.values))
                if asked or not page.questions:
                    pages.append((page.id, asked))
        return pages

    def given(self):
        """The answers on the path."""
        given = {}
        for page in self.form.pages:
            if not self.is_on_path(page):
                continue
            if page.repeat:
                rows = {key: self.row(page, key)[1] for key in row_keys(page.repeat, self.answers)}
                kept = {key: _filled(row) for key, row in rows.items()}
                given |= _filled({page.repeat.id: {k: row for k, row in kept.items() if row}})
            else:
                asked = [q.id for q in page.questions if self.is_asked(q, self.values)]
                given |= _filled({name: self.answers.get(name) for name in asked})
        return {name: value for name, value in given.items() if value != {}}

    def is_on_path(self, page):
        pages = self.form.pages
        stops = [each for each in pages[: pages.index(page)] if each.stop]
        return self.is_shown(page) and not any(self.is_on_path(each) for each in stops)

    def is_shown(self, page):
        return page.show_if is None or page.show_if.holds(self.values, self.context)

    def is_asked(self, question, values):
        return question.show_if is None or question.show_if.holds(values, self.context)

    def row(self, page, key):
        """(the questions that are asked in this row, their answers)."""
        asked, row = [], {}
        stored = self.answers.get(page.repeat.id, {}).get(key, {})
        for question in page.questions:
            if self.is_asked(question, ChainMap(_with_count(page, row), self.values)):
                asked.append(question.id)
                row[question.id] = stored.get(question.id)
        return asked, row

    def value(self, name):
        if name.startswith(COUNT_OF):
            name = name.removeprefix(COUNT_OF)
            return _count(self.page_of.get(name), name, self.value(name))
        page = self.page_of.get(name)
        if page is not None:
            return self._answer(page, name)
        for each in self.form.pages:
            if name in each.compute:
                expression = each.compute[name]
                is_known = self.is_on_path(each)
                return expression.value(self.values, self.context) if is_known else None
        derived = {**self.form.conditions, **self.form.decisions}
        return derived[name].value(self.values, self.context) if name in derived else None

    def _answer(self, page, name):
        if not self.is_on_path(page):
            return None
        if page.repeat:
            return [self.row(page, key)[1] for key in row_keys(page.repeat, self.answers)]
        question = next(each for each in page.questions if each.id == name)
        value = self.answers.get(name) if self.is_asked(question, self.values) else None
        return None if value is None else kind_of(question).condition_value(question, value)


def _filled(values):
    return {name: value for name, value in values.items() if value is not None}


def _with_count(page, row):
    return row | {COUNT_OF + name: _count(page, name, value) for name, value in row.items()}


def _count(page, name, value):
    question = next((each for each in page.questions if each.id == name), None) if page else None
    return kind_of(question).count(value) if question is not None and value is not None else None
