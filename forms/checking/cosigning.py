"""What must hold for who co-signs: who is invited and known by which answers, and what they see."""

from collections.abc import Iterator, Mapping

from forms.checking.case_data import MOST_OF_NAME
from forms.checking.parts import Loc, pages_of
from forms.cosign_mapping import CosignMapping
from forms.definition import Form
from forms.kinds import Question, kind_of
from forms.kinds.bsn import BsnQuestion
from forms.kinds.text import EmailQuestion
from forms.mistakes import Mistake
from forms.scope import missing_name, suggestion

_EMAIL = "Name a question of kind 'email' without `role`, on a page without `repeat`."
_BSN = "Name a question of kind 'bsn' with `whose: other`, on a page without `repeat`."


def check_cosigning(form: Form) -> Iterator[Mistake]:
    """Every mistake; none where nobody co-signs."""
    cosign = form.cosign
    if cosign is None:
        return
    if form.login != "required":
        yield Mistake(
            ("cosign",),
            "Who sends it may not have logged in, so that nobody is told who the two are.",
            "Write `login: digid_midden`, or leave `cosign` out.",
        )
    single = {q.id: q for _, page in pages_of(form) if not page.repeat for q in page.questions}
    yield from _check_address(cosign, single)
    yield from _check_bsn(cosign, single)
    yield from _check_shown(form, cosign)
    yield from _check_property(form, cosign)


def _check_address(cosign: CosignMapping, single: Mapping[str, Question]) -> Iterator[Mistake]:
    loc, question = ("cosign", "email"), single.get(cosign.email)
    if question is None:
        yield _unknown(loc, cosign.email, single)
    elif not isinstance(question, EmailQuestion) or question.role:
        yield Mistake(loc, f"'{cosign.email}' asks no mail address of somebody else.", _EMAIL)


def _check_bsn(cosign: CosignMapping, single: Mapping[str, Question]) -> Iterator[Mistake]:
    if cosign.bsn is None:
        return
    loc, question = ("cosign", "bsn"), single.get(cosign.bsn)
    if question is None:
        yield _unknown(loc, cosign.bsn, single)
    elif not isinstance(question, BsnQuestion) or question.whose != "other":
        yield Mistake(loc, f"'{cosign.bsn}' asks no BSN of somebody else.", _BSN)
    if cosign.is_partner:
        yield Mistake(
            ("cosign", "is_partner"),
            "The BRP and a question both say who signs.",
            "Leave `bsn` or `is_partner` out.",
        )


def _check_shown(form: Form, cosign: CosignMapping) -> Iterator[Mistake]:
    names = dict.fromkeys(_answered(form))
    for number, name in enumerate(cosign.show):
        if name not in names:
            yield _unknown(("cosign", "show", number), name, names)


def _check_property(form: Form, cosign: CosignMapping) -> Iterator[Mistake]:
    loc, name = ("cosign", "property"), cosign.property or ""
    if name in form.case.properties:
        problem = f"The property '{name}' holds an answer already."
        yield Mistake(loc, problem, "Give one of the two another name.")
    if len(name) > MOST_OF_NAME:
        problem = f"The property '{name}' has a name of more than {MOST_OF_NAME} characters."
        yield Mistake(loc, problem, "Write a shorter name.")


def _answered(form: Form) -> Iterator[str]:
    """The questions that are asked once, and the groups of rows."""
    for _, page in pages_of(form):
        if page.repeat:
            yield page.repeat.id
        else:
            yield from (q.id for q in page.questions if kind_of(q).value_type is not None)


def _unknown(loc: Loc, name: str, names: Mapping[str, object]) -> Mistake:
    return Mistake(
        loc, f"No question '{name}'.", suggestion(name, names), missing_name(name, names)
    )
