"""What is secret leaves no trace: not in lists, counts, files, choices, or the answer to its id."""

import re

import pytest

from portal.domain.consultations import DataKind
from tests.browser import main_of
from tests.factories import BSN, INQUIRY
from tests.papers import words_of_pdf
from tests.portal.features.consultations.conftest import ALL, CASE_ID

ADDRESSES = (
    ALL,
    f"{ALL}?periode=60",
    f"{ALL}?soort=address",
    f"{ALL}wie-keek.csv",
    f"/zaken/{CASE_ID}/",
    f"/zaken/{CASE_ID}/gegevensgebruik/",
)
VARIES = re.compile(
    r"\d\d[.:]\d\d(:\d\d)?|data-session-\w+[^ ]*|[0-9a-f-]{36}|ImMz[\w.-]+|\d+ keer"
)
"""Moments, ids of own lines, and the count of own looks: each visit is one more."""


def told(answer) -> str:
    """What the page says, without what differs between any two visits."""
    text = answer.get_data(as_text=True)
    own, after = (
        '<details class="details folded-looks own-looks">',
        '<details class="details not-shown">',
    )
    text = re.sub(f"(?s){own}.*?(?={after})", "", text)
    return VARIES.sub("", re.sub(r'value="[\w.-]{40,}"', "", text))


def others_in(text: str) -> str:
    """The rows of a file that are not about the resident's own looks."""
    return "\n".join(row for row in text.splitlines() if '"U"' not in row)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_the_same_with_and_without_secret_lines(browser, file, looked, address):
    looked({"process_id": CASE_ID})
    without = browser.get(address)
    hidden = {"activity_id": INQUIRY, "process_id": CASE_ID, "kinds": (DataKind.ADDRESS,)}
    looked(hidden, {**hidden, "document": file.documents[0].id, "process_id": None})

    with_them = browser.get(address)

    assert others_in(told(with_them)) == others_in(told(without))
    assert "1 keer" in main_of(browser.get(ALL))


def test_the_pdf_has_no_secret_line(browser, looked):
    looked({"activity_id": INQUIRY, "reason": "Fraude met een adres"})

    answer = browser.get(f"{ALL}wie-keek.pdf")

    words = words_of_pdf(answer.data)
    assert answer.status_code == 200
    assert "In de laatste 12 maanden keek niemand anders." in words
    assert "Fraude" not in words


def test_the_id_of_a_secret_line_is_unknown(browser, looked):
    [hidden] = looked({"activity_id": INQUIRY})
    secret, unknown = browser.get(f"{ALL}{hidden.id}/"), browser.get(f"{ALL}{CASE_ID}/")

    assert secret.status_code == unknown.status_code == 404
    assert secret.headers.get("Content-Length") == unknown.headers.get("Content-Length")
    assert (
        browser.post(
            f"{ALL}{hidden.id}/vraag/", data={"csrf_token": browser.csrf_token()}
        ).status_code
        == 404
    )


def test_all_read_the_same_about_what_they_do_not_see(browser, other_browser, looked):
    looked({"activity_id": INQUIRY}, bsn=BSN)

    def words(page) -> str:
        return main_of(page).partition("Wat u hier niet ziet")[2]

    mine, theirs = words(browser.get(ALL)), words(other_browser.get(ALL))

    assert mine == theirs
    assert not re.search(r"[02-46-9]", mine)  # the only number in it is "5 jaar"
