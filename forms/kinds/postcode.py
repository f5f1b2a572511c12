"""A Dutch postcode by itself, where the rest of an address is not needed."""

import re
from typing import Literal

from forms.codes import as_digits, compact
from forms.context import Context
from forms.kinds.base import InvalidInput
from forms.kinds.code import CodeKind, CodeQuestion, look_alike, wrong
from forms.postcodes import read_postcode

_LABEL = re.compile(r"\s*(?:postcode|postal code|zip(?: code)?)[\s:=.-]*", re.IGNORECASE)
_DIGITS = 4


class PostcodeQuestion(CodeQuestion):
    """A Dutch postcode."""

    kind: Literal["postcode"]
    whose: Literal["own", "other"] = "own"
    """Whether it is the resident's, so that the browser can help."""


class PostcodeKind(CodeKind[PostcodeQuestion]):
    """Stored and shown as `1012 JS`. Not SA, SD or SS, and no zero in front."""

    model = PostcodeQuestion
    names_subject = True
    longest = len("1012 JS")

    def missing(self, context: Context) -> str:
        """With an example."""
        return context.gettext("Vul een postcode in, bijvoorbeeld 1234 AB.")

    def read(self, question: PostcodeQuestion, text: str, context: Context) -> str:
        """The postcode; raises `InvalidInput`."""
        bare = _LABEL.sub("", text, count=1)
        postcode = read_postcode(bare)
        if postcode is not None:
            return postcode
        signs = compact(bare)
        if read_postcode(as_digits(signs[:_DIGITS]) + signs[_DIGITS:]):
            raise look_alike(context)
        if len(signs) == _DIGITS and signs.isdecimal():
            raise InvalidInput(
                context.gettext("Vul ook de 2 letters van de postcode in, bijvoorbeeld 1234 AB.")
            )
        usual = context.gettext(
            "Kijk de postcode na. Vul 4 cijfers en 2 letters in, bijvoorbeeld 1234 AB."
        )
        raise wrong(question, usual, context)
