"""The number of a bank account (IBAN), of a Dutch bank or a foreign one."""

from typing import Literal

from forms.context import Context
from forms.countries import country_name
from forms.ibans import LONGEST, SEPA, IbanFault, bare_iban, fault_of, grouped, length_in
from forms.kinds.base import InvalidInput
from forms.kinds.code import CodeKind, CodeQuestion, wrong


class IbanQuestion(CodeQuestion):
    """An IBAN. Whose account it is, is another question."""

    kind: Literal["iban"]
    countries: Literal["sepa", "all"] = "sepa"
    """Accounts in which countries will do. That it must be a Dutch one can't be asked: who pays or
    is paid in euros may use any account in the SEPA (Regulation 260/2012, article 9)."""


class IbanKind(CodeKind[IbanQuestion]):
    """Stored without spaces, `NL91ABNA0417164300`; shown in groups of four."""

    model = IbanQuestion
    longest = LONGEST

    def missing(self, context: Context) -> str:
        """With an example."""
        return context.gettext(
            "Vul een rekeningnummer (IBAN) in, bijvoorbeeld NL91 ABNA 0417 1643 00."
        )

    def shown(self, stored: str) -> str:
        """In groups of four."""
        return grouped(stored)

    def read(self, question: IbanQuestion, text: str, context: Context) -> str:
        """The IBAN; raises `InvalidInput`."""
        number = bare_iban(text)
        fault = fault_of(number)
        if fault is IbanFault.LOOK_ALIKE:
            raise InvalidInput(
                context.gettext(
                    "Kijk dit rekeningnummer (IBAN) na. "
                    "Er staat een letter O of I waar een cijfer 0 of 1 hoort, of andersom."
                )
            )
        if fault is not None:
            raise wrong(question, _what_to_do(fault, number, context), context)
        if question.countries == "sepa" and number[:2] not in SEPA:
            raise InvalidInput(
                context.gettext(
                    "Vul een rekeningnummer (IBAN) in van een ander land. "
                    "Een rekening in dit land kunnen wij niet gebruiken: %(country)s.",
                    country=country_name(number[:2], context.locale),
                )
            )
        return number


def _what_to_do(fault: IbanFault, number: str, context: Context) -> str:
    if fault is IbanFault.LENGTH:
        return context.gettext(
            "Kijk dit rekeningnummer (IBAN) na. Voor %(country)s heeft het %(length)s letters en "
            "cijfers. U vulde er %(now)s in.",
            country=country_name(number[:2], context.locale),
            length=length_in(number[:2]),
            now=len(number),
        )
    if fault is IbanFault.NO_COUNTRY:
        return context.gettext(
            "Vul het hele rekeningnummer (IBAN) in. Het begint met de 2 letters van een land, "
            "bijvoorbeeld NL91 ABNA 0417 1643 00."
        )
    return context.gettext("Dit rekeningnummer (IBAN) klopt niet. Kijk alle letters en cijfers na.")
