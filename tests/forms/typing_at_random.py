"""Somebody who types what comes to mind, in a form of which one knows nothing."""

from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm

from forms import case_data, engine, fields, reading
from forms.fees import fee_of
from forms.fields import part_name
from forms.path import Path
from forms.paths import merged
from tests.forms.factories import a_context

TEXTS = {
    "day": ["1", "12", "31"],
    "month": ["1", "12"],
    "year": ["2026", "2027", "1980"],
    "postcode": ["1234 AB"],
    "number": ["14", "2"],
}
"""Part of a question → what is typed there."""
OTHERS = ["", "a", "2", "12", "1500", "x", "yes", "no", "noor@voorbeeld.example", "06 12345678"]
MOST_PAGES = 25


def walk(form, dice):
    """Fill in what can be filled in, and read all that is read of it."""
    answers, context = {}, a_context()
    for _ in range(MOST_PAGES):
        path = Path(form, answers, context)
        read_all(path)
        page = engine.first_open(path)
        if page is None or page.stop is not None:
            return
        made = fields.form_class(page, WTForm)
        typed = MultiDict()
        for field in fields.question_fields(made()):
            for name, texts in _typed(field, dice):
                typed.setlist(name, texts)
        page = fields.as_typed(page, typed)
        sent = fields.form_class(page, WTForm)(typed)
        fields.validate(sent, page)
        answers = merged(answers, fields.values(sent))
        answers[engine.page_key(page)] = True
        fields.form_class(page, WTForm)(MultiDict(fields.raw_input(sent)))


def read_all(path):
    """What pages, papers and the case read of a draft."""
    reading.summary(path)
    for page in path:
        reading.intro_of(path, page)
        reading.rows_listed(path, page)
        engine.next_page(path, page.id)
        engine.previous_page(path, page.id)
    for read in (case_data.case_properties, case_data.case_record, case_data.case_objects):
        read(path)
    for read in (case_data.case_type, fee_of, case_data.case_description):
        read(path)


def text_for(name, dice):
    """What is typed in the input of this name."""
    return dice.choice(TEXTS.get(name.rpartition("-")[2], OTHERS))


def _typed(field, dice):
    options = sorted(field.question.option_values or ())
    for part in field.kind.parts:
        name = part_name(field.name, part)
        yield name, [dice.choice(options) if options and not part else text_for(name, dice)]
