"""Co-signing (medeondertekenen): somebody else signs what was sent, with a DigiD of their own.

It is needed where the question for the mail address of the co-signer was asked and answered. What
was sent becomes a case in any case, signed or not; see `portal.domain.cosigning`.
"""

from forms.engine import answers_on_path
from forms.path import Path
from forms.paths import AnswerPath
from forms.properties import PropertyShape, codes_shape
from forms.reading import Row, summary
from forms.values import inside, list_in, text_in

SIGNED, NOT_SIGNED = "ondertekend", "niet ondertekend"
"""What the case says of it, in Dutch."""


def cosigner_address(path: Path) -> str:
    """The mail address of who has to co-sign; '' where nobody has to."""
    cosign = path.form.cosign
    return text_in(answers_on_path(path).get(cosign.email)).strip() if cosign else ""


def cosigner_bsn(path: Path) -> str:
    """The BSN of who alone can co-sign, as the sender gave it; '' where they gave none."""
    cosign = path.form.cosign
    name = cosign.bsn if cosign else None
    return text_in(answers_on_path(path).get(name)) if name else ""


def partner_key(path: Path) -> str:
    """The key that the partner has in what the register said, where only they may sign.

    '' where it named nobody, or nobody with a BSN: nothing can be held against that.
    """
    cosign = path.form.cosign
    household = list_in(path.context.facts.get("household"))
    partners = (each for each in household if text_in(each, "relation") == "partner")
    partner = next((each for each in partners if inside(each, "has_bsn") is not False), None)
    return text_in(partner, "key") if cosign and cosign.is_partner else ""


def rows_for_cosigner(path: Path) -> tuple[Row, ...]:
    """The answers that the form lets the co-signer read, and nothing else of what was sent."""
    cosign = path.form.cosign
    names = frozenset(cosign.show) if cosign else frozenset()
    rows = (row for section in summary(path) for row in section.rows)
    return tuple(row for row in rows if row.lines and AnswerPath.of(row.question_id).top in names)


def property_shape() -> PropertyShape:
    """What the eigenschap can say of it."""
    return codes_shape((SIGNED, NOT_SIGNED))
