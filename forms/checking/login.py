"""What a form may ask where nobody has to log in."""

from collections.abc import Iterator

from forms.checking.parts import Loc, all_questions
from forms.definition import Form
from forms.kinds import Question, kind_of
from forms.kinds.file import FileQuestion
from forms.mistakes import Mistake


def check_login(form: Form) -> Iterator[Mistake]:
    """What can't be known, or done, without login; and a level that fits."""
    if (form.login == "none") != (form.level is None):
        yield Mistake(
            ("level",),
            "`login` and `level` do not fit together.",
            "Write a level with `login: required` or `optional`, and `level: null` with"
            " `login: none`.",
        )
    if form.login == "required":
        return
    for loc, question in all_questions(form):
        yield from _check_question(form, loc, question)
    if form.login == "optional" and not any(map(_is_asked_of_everybody, form.questions())):
        yield Mistake(
            ("login",),
            "Nothing is asked of who does not log in.",
            "Write `login: digid_midden`, or ask something that can be answered without login.",
        )


def _check_question(form: Form, loc: Loc, question: Question) -> Iterator[Mistake]:
    kind = kind_of(question)
    # Where one chooses, what needs a login is left out, and no fact is filled in beforehand.
    shows_person = (
        kind.shows_person(question)
        if form.login == "none"
        else kind.needs_person and not kind.needs_login
    )
    if shows_person:
        yield Mistake(
            loc,
            f"'{question.id}' shows what is known about a person, and nobody is logged in.",
            "Write `login: digid_midden`, or ask it with another kind of question.",
        )
    if isinstance(question, FileQuestion) and question.later:
        yield Mistake(
            (*loc, "later"),
            f"'{question.id}' can be sent later, and without login there is no page for that.",
            "Leave `later` out, or write `login: digid_midden`.",
        )


def _is_asked_of_everybody(question: Question) -> bool:
    kind = kind_of(question)
    return kind.has_answer and kind.by_resident and not kind.needs_login
