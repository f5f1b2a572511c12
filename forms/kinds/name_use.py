"""Which surname one wants to be addressed with: one's own, the partner's, or both (naamgebruik)."""

from typing import Literal

from forms.context import Context
from forms.facts import fact
from forms.kinds.base import BaseQuestion
from forms.kinds.one_of import OneOfKind
from forms.person_names import Surname, SurnameUse, surname_in_use, written_name
from forms.values import Answers, Json, ValueType, text_in

NAMES = "person.names"
"""The fact that the names stand in."""


class NameUseQuestion(BaseQuestion):
    """Four radio buttons, each with how one will be written."""

    kind: Literal["name_use"]

    @property
    def option_values(self) -> frozenset[str]:
        """The codes of the BRP."""
        return frozenset(SurnameUse)


class NameUseKind(OneOfKind[NameUseQuestion]):
    """One of four; stored is the code of the BRP: E, P, V or N.

    Where the names are not known, the buttons only say what they mean; where the register knows no
    partner, only one's own name is left.
    """

    model = NameUseQuestion
    value_type = ValueType.TEXT
    needs_person = True

    def choices(self, question: NameUseQuestion, context: Context) -> tuple[SurnameUse, ...]:
        """Those of which the names are there."""
        del question
        return uses(context)

    def hint(self, question: NameUseQuestion, answers: Answers, context: Context) -> str:
        """That there is nothing to choose, where the register knows no partner."""
        own = super().hint(question, answers, context)
        if len(uses(context)) > 1:
            return own
        without = context.gettext(
            "In de BRP staat geen naam van een partner. Klopt dit niet? Bel ons."
        )
        return f"{own} {without}".strip()

    def still_valid(
        self, question: NameUseQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether one can still choose this."""
        del question, answers
        return text_in(value) in uses(context)

    def display(self, question: NameUseQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """How one will be written, as far as that is known, and what was chosen."""
        del question
        if text_in(value) not in frozenset(SurnameUse):
            return ()
        use = SurnameUse(text_in(value))
        return tuple(filter(None, (preview(use, context), meaning(use, context))))


def uses(context: Context) -> tuple[SurnameUse, ...]:
    """What one can choose, in the order of the buttons."""
    names = fact(context, NAMES)
    is_alone = isinstance(names, dict) and not text_in(names, "partner", "surname")
    return (SurnameUse.OWN,) if is_alone else tuple(SurnameUse)


def preview(use: SurnameUse, context: Context) -> str:
    """`J.R. in het Zonnetje`: how one will be written; empty where the names are not known."""
    names = fact(context, NAMES)
    if not isinstance(names, dict):
        return ""
    own = Surname(text_in(names, "prefix"), text_in(names, "surname"))
    partner = Surname(text_in(names, "partner", "prefix"), text_in(names, "partner", "surname"))
    return written_name(text_in(names, "given"), surname_in_use(own, partner, use))


def meaning(use: SurnameUse, context: Context) -> str:
    """Whose name that is."""
    return {
        SurnameUse.OWN: context.gettext("Uw eigen achternaam"),
        SurnameUse.PARTNER: context.gettext("De achternaam van uw partner"),
        SurnameUse.PARTNER_FIRST: context.gettext(
            "Eerst de achternaam van uw partner, dan die van u"
        ),
        SurnameUse.OWN_FIRST: context.gettext("Eerst uw eigen achternaam, dan die van uw partner"),
    }[use]
