"""Telephone numbers that others wrote: shown as they stand, a link only where it is a number."""

import pytest

from forms.phones import phone_href, phone_number


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("0800 0999", "tel:+318000999"),
        ("0800 0999 toestel 12", "tel:+318000999;ext=12"),
        ("020-1234567 tst. 12", "tel:+31201234567;ext=12"),
        ("020 1234567 (ext. 5)", "tel:+31201234567;ext=5"),
        ("+31 (0)20 123 4567", "tel:+31201234567"),
        ("0031 (0)20-1234567", "tel:+31201234567"),
        ("tel. 06\u201112345678", "tel:+31612345678"),
        ("tel:+31612345678", "tel:+31612345678"),
        ("(+31) 6 12345678", "tel:+31612345678"),
        ("(+31)612345678", "tel:+31612345678"),
        ("(+31)(0)6-12345678", "tel:+31612345678"),
        ("(0031) 6 12345678", "tel:+31612345678"),
        ("+(31) 6 12345678", "tel:+31612345678"),
        ("(020) 1234567", "tel:+31201234567"),
        ("Tel.nr. 0612345678", "tel:+31612345678"),
        ("Tel. nr.: 0612345678", "tel:+31612345678"),
        ("telefoonnr 0612345678", "tel:+31612345678"),
        ("telefoonnummer: 0612345678", "tel:+31612345678"),
        ("mobiel nummer 0612345678", "tel:+31612345678"),
        ("tel/mob: 0612345678", "tel:+31612345678"),
        ("gsm 0612345678", "tel:+31612345678"),
        ("nr 0612345678", "tel:+31612345678"),
        ("M 0612345678", "tel:+31612345678"),
        ("nrs 0612345678", ""),
        ("gsm", ""),
        ("((+31) 6 12345678 of", ""),
        ("14 020", "tel:+3114020"),
        ("088 1234567", "tel:+31881234567"),
        ("+49 30 901820", "tel:+4930901820"),
        ("bel de balie", ""),
        ("balie: 020 1234567", ""),
        ("06 12345 abc", ""),
        ("020-1234567 / 06-12345678", ""),
        ("0612", ""),
        ("112", ""),
        ("", ""),
    ],
)
def test_a_link_only_where_it_is_a_number(text, href):
    assert phone_href(text) == href


@pytest.mark.parametrize("text", ["0800 0999 toestel 12", "bel de balie", "06 12345678x9", "oud"])
def test_what_is_more_than_a_number_stays_as_it_stands(text):
    assert phone_number(text) == text
