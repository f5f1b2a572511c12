"""Numbers of companies in the register of the KVK; whether they exist only the KVK can say."""

import re
from typing import ClassVar, Literal, TypeVar

from stdnum.nl import bsn

from forms.codes import as_digits, compact, is_digits, label
from forms.context import Context
from forms.kinds.code import CodeKind, CodeQuestion, look_alike, wrong

KVK_DIGITS, RSIN_DIGITS, BRANCH_DIGITS = 8, 9, 12


class KvkQuestion(CodeQuestion):
    """The number of a company in the register of the KVK."""

    kind: Literal["kvk"]


class RsinQuestion(CodeQuestion):
    """The number of a legal person (RSIN), as the tax office uses it."""

    kind: Literal["rsin"]


class BranchQuestion(CodeQuestion):
    """The number of one branch of a company (vestigingsnummer)."""

    kind: Literal["branch"]


N = TypeVar("N", bound=CodeQuestion)


class CompanyNumberKind(CodeKind[N]):
    """Digits only; stored as a text of that many digits, `01234567`."""

    pasted: ClassVar[re.Pattern[str]]
    """What is pasted along in front of it."""

    def read(self, question: N, text: str, context: Context) -> str:
        """The digits; raises `InvalidInput`."""
        number = compact(text, self.pasted)
        if is_digits(number, self.longest):
            return number
        if is_digits(as_digits(number), self.longest):
            raise look_alike(context)
        if not is_digits(number, len(number)):
            raise wrong(question, context.gettext("Gebruik alleen cijfers."), context)
        raise wrong(question, self.wrong_length(len(number), context), context)

    def wrong_length(self, digits: int, context: Context) -> str:
        """What to do where it has so many digits: perhaps it is another number."""
        sentence = {
            KVK_DIGITS: context.gettext(
                "Vul alle %(length)s cijfers in. U vulde er 8 in. Dat is misschien het KVK-nummer.",
                length=self.longest,
            ),
            RSIN_DIGITS: context.gettext(
                "Vul alle %(length)s cijfers in, en niet meer. "
                "U vulde er 9 in. Dat is misschien het RSIN.",
                length=self.longest,
            ),
            BRANCH_DIGITS: context.gettext(
                "Vul %(length)s cijfers in. "
                "U vulde er 12 in. Dat is misschien het vestigingsnummer.",
                length=self.longest,
            ),
        }
        return sentence.get(digits) or context.gettext(
            "Vul %(length)s cijfers in. Begint het met een 0? Vul die ook in. "
            "U vulde %(now)s cijfers in.",
            length=self.longest,
            now=digits,
        )


class KvkKind(CompanyNumberKind[KvkQuestion]):
    """Eight digits, of which the first can be 0."""

    model = KvkQuestion
    names_subject = True
    longest = KVK_DIGITS
    pasted = label("KVK", "KAMERVANKOOPHANDEL", "HANDELSREGISTER")

    def missing(self, context: Context) -> str:
        """With an example."""
        return context.gettext("Vul het KVK-nummer in. Dat heeft 8 cijfers, bijvoorbeeld 01234567.")


class RsinKind(CompanyNumberKind[RsinQuestion]):
    """Nine digits that pass the check of eleven.

    Eight are not filled up with a zero: they may be the KVK number. Who trades in their own name
    has no RSIN, but a tax number that was made of their BSN; that is refused.
    """

    model = RsinQuestion
    free_parts = ("",)
    longest = RSIN_DIGITS
    pasted = label("RSIN", "FISCAAL", "FI")

    def missing(self, context: Context) -> str:
        """Where it stands."""
        return context.gettext(
            "Vul het RSIN in. Dat heeft 9 cijfers. Het staat op het uittreksel van de KVK."
        )

    def read(self, question: RsinQuestion, text: str, context: Context) -> str:
        """The digits; raises `InvalidInput`."""
        number = super().read(question, text, context)
        if not bsn.is_valid(number):
            usual = context.gettext(
                "Dit RSIN klopt niet. Kijk de cijfers na. Het staat op het uittreksel van de KVK."
            )
            raise wrong(question, usual, context)
        return number


class BranchKind(CompanyNumberKind[BranchQuestion]):
    """Twelve digits, of which the first are often 0."""

    model = BranchQuestion
    names_subject = True
    longest = BRANCH_DIGITS
    pasted = label("VESTIGINGS?", "FILIAAL", "BRANCH")

    def missing(self, context: Context) -> str:
        """With an example."""
        return context.gettext(
            "Vul het vestigingsnummer in. Dat heeft 12 cijfers, bijvoorbeeld 000012345678."
        )
