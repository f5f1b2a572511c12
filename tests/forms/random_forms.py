"""Forms with all kinds of structure that load, and answers to them, valid or left over."""

from datetime import timedelta

from forms import BadForms
from tests.forms.factories import TODAY, a_choice, a_form, a_question

KINDS = ("choice", "yes_no", "number", "money", "date", "checkboxes", "text")
MOST_PAGES = 6
ATOMS = {
    "choice": ("{0} == 'x'", "{0} != 'y'", "{0} in ['x', 'z']", "answered({0})"),
    "yes_no": ("{0}", "not {0}", "{0} == no"),
    "number": ("{0} > 3", "{0} == 2", "{0} * 2 <= 6", "not answered({0})"),
    "money": ("{0} >= 5.00", "{0} < 5.00"),
    "date": ("{0} < today + 3", "{0} > today", "answered({0})"),
    "checkboxes": ("'x' in {0}", "count({0}) > 1", "answered({0})"),
    "text": ("answered({0})", "not answered({0})"),
    "rows": ("count({0}) > 1", "any({0}.{0}_n > 3)", "sum({0}.{0}_n) > 4", "all({0}.{0}_m)"),
    "truth": ("{0}", "not {0}"),
}
"""Type → conditions on something of this type."""
ANSWERS = {
    "choice": ("x", "y", "z"),
    "yes_no": (True, False),
    "number": (1, 2, 3, 4, 5),
    "money": (400, 500, 600),
    "date": tuple((TODAY + timedelta(days=n)).isoformat() for n in (-2, 0, 2, 5)),
    "checkboxes": (["x"], ["x", "y"], ["y"], ["x", "y", "z"]),
    "text": ("a", "b"),
}


class FormMaker:
    """Makes one form; what later conditions can read is remembered as it goes."""

    def __init__(self, dice):
        self.dice = dice
        self.readable = []
        """(name, type) of what stands before this place."""

    def data(self):
        """The form as plain values."""
        pages = [self._page(number) for number in range(self.dice.randint(1, MOST_PAGES))]
        return pages, {"conditions": self.conditions, "decisions": self.decisions}

    def made(self, *, has_task_list=False):
        """The form; None where it would not load. With a task list it has several sections."""
        self.conditions, self.decisions, self.readable = {}, {}, []
        try:
            pages, more = self.data()
            if has_task_list:
                more |= {"task_list": True, "sections": list(self._sections(pages))}
            return a_form(*pages, **more)
        except BadForms:
            return None

    def _sections(self, pages):
        while pages:
            size = self.dice.randint(1, 2)
            yield {"title": f"Deel {pages[0]['id']}", "pages": pages[:size]}
            pages = pages[size:]

    def _page(self, number):
        make = self.dice.choice([self._asking] * 4 + [self._rows, self._telling])
        page = make(f"p{number}")
        if self.dice.random() < 0.3:
            self._name_condition(number)
        if self.dice.random() < 0.2:
            self._add_table(number)
        return page

    def _asking(self, name):
        page = {"id": name, "title": "Titel", **self._show_if(0.5)}
        if self.dice.random() < 0.3:
            self._compute(page, name)
        page["questions"] = [
            self._question(f"{name}_{letter}") for letter in "abc"[: self.dice.randint(1, 3)]
        ]
        if self.dice.random() < 0.1 and self.readable:
            own = page["questions"][0]["id"]
            rule = {"refuse_if": self._condition(), "error": "Kies iets anders.", "on": [own]}
            page["rules"] = [rule]
        return page

    def _rows(self, name):
        page = {"id": name, "title": "Titel", **self._show_if(0.3)}
        own = (("n", "number"), ("m", "yes_no"), ("k", self.dice.choice(KINDS)))
        before = list(self.readable)
        page["questions"] = []
        for letter, kind in own:
            chance = 0.5 if letter == "k" else 0
            page["questions"].append(self._question(f"{name}_{letter}", kind, chance))
        self.readable = [*before, (name, "rows")]
        group = {"id": name, "title": "Rij", "row": f"%({name}_n)s", "add": "Nog een"}
        least = self.dice.randint(0, 2)
        limits = {"at_least": least, "at_most": least + 2}
        if self.dice.random() < 0.3:
            rule = {"refuse_if": self._condition(), "error": "Haal iets weg.", "on": [name]}
            page["rules"] = [rule]
        return {**page, "repeat": group | limits}

    def _telling(self, name):
        condition = self._show_if(0.7)
        page = {"id": name, "title": "Titel", "intro": "Lees dit.", "questions": [], **condition}
        if condition and self.dice.random() < 0.5:
            page["stop"] = {"way_on": "phone"}
        return page

    def _question(self, name, kind=None, chance=0.3):
        kind = kind or self.dice.choice(KINDS)
        more = self._show_if(chance)
        if self.dice.random() < chance and self.readable:
            more["required_if"] = self._condition()
        elif chance and self.dice.random() < 0.2:
            more["required"] = False
        self.readable.append((name, kind))
        if kind == "choice":
            return a_choice(name, "x", "y", "z", **more)
        if kind == "checkboxes":
            options = [{"value": value, "label": value.title()} for value in "xyz"]
            return a_question(name, kind, options=options, **more)
        return a_question(name, kind, **more)

    def _show_if(self, chance):
        is_asked = self.readable and self.dice.random() < chance
        return {"show_if": self._condition()} if is_asked else {}

    def _condition(self):
        atoms = [self._atom() for _ in range(self.dice.randint(1, 3))]
        return self.dice.choice([" and ", " or "]).join(atoms)

    def _atom(self):
        name, of_type = self.dice.choice(self.readable[-4:] + self.readable)
        return self.dice.choice(ATOMS[of_type]).format(name)

    def _compute(self, page, name):
        numbers = [each for each, of_type in self.readable if of_type == "number"]
        if numbers:
            page["compute"] = {f"{name}_sum": f"{self.dice.choice(numbers)} + 1"}
            self.readable.append((f"{name}_sum", "number"))

    def _name_condition(self, number):
        if self.readable:
            self.conditions[f"c{number}"] = self._condition()
            self.readable.append((f"c{number}", "truth"))

    def _add_table(self, number):
        by = [each for each, of_type in self.readable if of_type == "choice"]
        if by:
            rows = [{"when": ["x"], "give": {"n": "5"}}, {"give": {"n": "1"}}]
            self.decisions[f"t{number}"] = {"by": [self.dice.choice(by)], "rows": rows}
            self.readable.append((f"t{number}.n", "number"))


def random_answers(form, dice, chance=0.8):
    """Answers to a form, also to what is not asked: each is given with this chance."""
    answers = {}
    for page in form.pages:
        if page.repeat:
            keys = dice.sample("123456", dice.randint(0, page.repeat.at_most))
            rows = {key: _given(page, dice, chance) for key in keys}
            if rows or dice.random() < 0.5:
                answers[page.repeat.id] = rows
        else:
            answers |= _given(page, dice, chance)
    return answers


def _given(page, dice, chance):
    return {
        question.id: dice.choice([None, *ANSWERS[question.kind] * 3])
        for question in page.questions
        if dice.random() < chance
    }
