"""Somebody who fills in a form without a portal: pages are judged and kept as the portal does."""

import json
from itertools import count
from operator import itemgetter

from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm

from forms import engine, fields
from forms.fields import part_name
from forms.kinds import kind_of
from forms.order import reachable
from forms.path import Path
from forms.paths import merged

MOST_STEPS = 60


class Filler:
    """The answers of a draft, and what one can do with them."""

    def __init__(self, form, context):
        self.form, self.context = form, context
        self.answers = {}
        self.new_keys = count(2)

    @property
    def path(self):
        return Path(self.form, self.answers, self.context)

    @property
    def open_page(self):
        return engine.first_open(self.path)

    @property
    def reachable(self):
        """The pages that can be sent: up to the first one that is open, of each section."""
        return reachable(self.path)

    def send(self, page, values):
        """Send a page with these answers by question, typed into all that it can ask."""
        typed = MultiDict()
        for question in page.page.questions:
            value, kind = values.get(question.id), kind_of(question)
            name = f"{page.group.id}.{page.row}.{question.id}" if page.row else question.id
            for part, texts in kind.write(question, value, self.context).texts.items():
                typed.setlist(part_name(name, part), list(texts))
        page = fields.as_typed(page, typed)
        form = fields.form_class(page, WTForm)(typed)
        fields.validate(form, page)
        if not form.errors:
            self.answers = merged(self.answers, fields.values(form))
            self.answers[engine.page_key(page)] = True
        return not form.errors

    def add_row(self, page):
        if page.can_add:
            rows = {key: self._stored(page, key) for key in page.rows}
            key = str(max([next(self.new_keys), *(int(key) + 1 for key in page.rows)]))
            self.answers = {**self.answers, page.group.id: {**rows, key: {}}}

    def remove_row(self, page, key):
        if page.can_remove:
            rows = {each: self._stored(page, each) for each in page.rows if each != key}
            self.answers = {**self.answers, page.group.id: rows}
            self.answers.pop(f"page:{page.page.id}-{key}", None)

    def reload(self):
        """What is stored, and read anew."""
        self.answers = json.loads(json.dumps(self.answers))

    def fill_in(self, target, pick=itemgetter(0)):
        """With the answers and rows of this target, until there is nothing more to fill in.

        From the first page to the last, or in the order in which `pick` chooses among those that
        can be sent. Whether that comes to an end.
        """
        sent = set()
        for _ in range(MOST_STEPS):
            pages = [each for each in self.reachable if each.id not in sent]
            page = pick(pages) if pages else None
            if page is None:
                return self.open_page is None or self.open_page.stop is not None
            if page.stop is not None:
                return True
            wanted = target.get(page.group.id, []) if page.group else []
            if page.group and not sent & set(self._ids(page)) and self._fit_rows(page, wanted):
                continue
            values = wanted[page.rows.index(page.row)] if page.row else target
            if not self.send(page, {} if page.is_list else values):
                return False
            sent.add(page.id)
        return False

    def _fit_rows(self, page, wanted):
        """Bring the group nearer to as many rows as are wanted; whether it changed."""
        of_group = next(p for p in self.path if p.is_list and p.page is page.page)
        before = of_group.rows
        if len(before) < len(wanted):
            self.add_row(of_group)
        elif len(before) > len(wanted):
            self.remove_row(of_group, before[0])
        after = next(p for p in self.path if p.is_list and p.page is page.page).rows
        return after != before

    def _ids(self, page):
        return [each.id for each in self.path if each.page is page.page]

    def _stored(self, page, key):
        return (self.answers.get(page.group.id) or {}).get(key, {})

    @property
    def given(self):
        """The answers on the path, with the rows in their order: keys are nobody's choice."""
        given = engine.answers_on_path(self.path)
        groups = {page.group.id: page.rows for page in self.path if page.is_list}
        return given | {
            name: [given.get(name, {}).get(key, {}) for key in keys]
            for name, keys in groups.items()
        }
