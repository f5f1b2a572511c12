"""Titles of at most 70 characters, and numbers that don't break over two lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from portal.web.page.fitting import LONGEST_TITLE, page_title, whole_numbers

SITE = "Mijn Demodam"
part = st.text("abc &<", min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Overzicht", "Overzicht - Mijn Demodam"),
        (
            "Wat is uw nieuwe adres? - stap 2 van 6 - Verhuizing doorgeven",
            "Wat is uw nieuwe adres? - stap 2 van 6 - Verhuizing doorgeven",
        ),
        (
            "Kunt u uw huurcontract meesturen? - stap 3 van 6 - Verhuizing doorgeven",
            "Kunt u uw huurcontract meesturen? - stap 3 van 6 - Verhuizing…",
        ),
        (
            "Welke gegevens van uw kind wilt u meesturen? - stap 3 van 6 - Kinderopvangtoeslag",
            "Welke gegevens van uw kind wilt u meesturen? - stap 3 van 6",
        ),
        (
            "Omgevingsvergunning voor het bouwen van een dakkapel aanvragen - zaak Z-2026-001",
            "Omgevingsvergunning voor het bouwen van een… - zaak Z-2026-001",
        ),
        (Markup("Vraag &amp; antwoord"), "Vraag &amp; antwoord - Mijn Demodam"),
    ],
)
def test_a_title_says_first_what_weighs_most(text, title):
    assert page_title(text, SITE) == title


@given(st.lists(part, min_size=1, max_size=4))
def test_no_title_is_longer(parts):
    parts[1:2] = [parts[1][:40]] if parts[1:] else []

    assert len(page_title(" - ".join(parts), SITE).unescape()) <= LONGEST_TITLE


def test_a_number_stays_whole():
    text = "Noem <b> ZAAK-2026-0000000013 of Z9ZS-7XMZ of Z/26/011. Met wie: e-mail en post."

    assert whole_numbers(text) == (
        'Noem &lt;b&gt; <span class="whole">ZAAK-2026-0000000013</span> of '
        '<span class="whole">Z9ZS-7XMZ</span> of <span class="whole">Z/26/011.</span> '
        "Met wie: e-mail en post."
    )
