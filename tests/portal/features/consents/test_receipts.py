"""Receipts: at giving, change and withdrawal; signed, verifiable later, for the owner only."""

import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey

from portal.domain.consents import Recipient, Shared
from portal.services.consents.receipts import NotGenuine, public_keys, sign, verify
from portal.storage.consents.consents import ConsentEvent
from portal.storage.consents.receipts import ConsentReceipt, oldest_and_newest
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from portal.web.edge.request_context import portal_of
from tests.browser import links_of, main_of
from tests.consents_given import PURPOSE, QUESTION, consent_of, send
from tests.factories import BSN, RECEIPT_KEY, settings_for
from tests.papers import is_tagged, words_of_pdf
from tests.parts import change_parts

KEYS = "/.well-known/consent-receipts.jwks.json"


@pytest.fixture
def given(browser, rows):
    """The consent that the resident gave."""
    send(browser, "yes")
    return consent_of(rows, browser.owner_id)


def receipt(browser, consent, kind="json", which=0):
    """A receipt of this consent, newest event first, as it is downloaded from the page."""
    links = links_of(browser.get(f"/toestemmingen/{consent.id}/"))
    found = [url for url in links.values() if url.endswith(f".{kind}")]
    return browser.get(found[which])


def test_a_yes_gives_a_message_with_the_receipt_as_paper_and_for_programs(browser, given, rows):
    messages = {message.kind: message for message in rows(Message)}
    page = browser.get(f"/berichten/{messages['consent_given'].id}/")

    assert "U zei ja op" in main_of(page)
    assert links_of(page)["Bekijk uw toestemming"] == f"/toestemmingen/{given.id}/"
    [event] = rows(ConsentEvent)
    paper, signed = (
        browser.get(links_of(page)[name])
        for name in ("Bewijs (pdf)", "Bewijs voor computers (json)")
    )
    assert paper.data.startswith(b"%PDF")
    assert signed.json["dct:identifier"] == str(event.id)


def test_a_receipt_is_a_signed_27560_document(browser, visitor, given, rows):
    answer = receipt(browser, given)

    assert answer.mimetype == "application/ld+json"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    document = verify(answer.json, visitor.get(KEYS).json)
    record = document["dpv:hasRecordOfActivity"]
    [event] = rows(ConsentEvent)
    assert document["@type"] == "dpv:ConsentReceipt"
    assert document["dct:conformsTo"].endswith("dpv-27560#receipt-eu-gdpr")
    assert record["dct:identifier"] == str(given.id)
    assert record["dpv:hasConsentStatus"] == "dpv:ConsentGiven"
    assert record["dpv:hasNotice"]["dct:identifier"] == f"sha256:{event.text_sha256}"
    assert record["dpv:hasNotice"]["dct:description"][0] == QUESTION
    process = record["dpv:hasProcess"]
    assert process["dpv:hasLegalBasis"] == "eu-gdpr:A6-1-a"
    assert process["dpv:hasRecipient"]["dpv:hasName"] == "Onderzoeksbureau Peil"
    assert process["dpv:hasPersonalData"]["dpv:hasPersonalData"] == [
        "pd:Name",
        "pd:TelephoneNumber",
    ]
    [happened] = record["dct:hasPart"]
    assert happened["dct:date"] == event.made_at.isoformat()
    assert happened["dct:identifier"] == f"sha256:{event.hash}"


def test_an_operator_can_try_the_first_and_the_last_receipt(browser, visitor, given, database):
    browser.submit(browser.get(f"/toestemmingen/{given.id}/intrekken/"))

    first, last = oldest_and_newest(database)

    keys = visitor.get(KEYS).json
    assert verify(first, keys)["@id"] != verify(last, keys)["@id"]


def test_a_receipt_names_nobody(browser, given):
    text = receipt(browser, given).text

    for personal in (BSN, "Noor", "de Wit", "612345678", str(browser.owner_id)):
        assert personal not in text


def test_a_receipt_on_paper_says_whose_it_is_and_what_its_codes_are_for(browser, given):
    browser.get("/overzicht/")  # there the name is read, once in a login session
    words = words_of_pdf(receipt(browser, given, "pdf").data)

    assert "Noor de Wit" in words
    assert "Waar zijn deze codes voor?" in words
    assert BSN not in words


def test_a_receipt_is_made_of_a_withdrawal_and_of_a_change(browser, given, rows):
    browser.submit(browser.get(f"/toestemmingen/{given.id}/intrekken/"))
    page = browser.get(f"/toestemmingen/{given.id}/antwoord/")
    browser.submit(page, {"answer": "no"})

    states = [
        receipt(browser, given, which=which).json["dpv:hasRecordOfActivity"]["dpv:hasConsentStatus"]
        for which in range(3)
    ]
    assert states == ["dpv:ConsentRefused", "dpv:ConsentWithdrawn", "dpv:ConsentGiven"]
    kinds = [message.kind for message in rows(Message)]
    assert kinds[-3:] == ["consent_given", "consent_withdrawn", "consent_refused"]


@pytest.fixture
def publish(app):
    """Let the purpose be another one from now on; gives a function that does it."""
    known = portal_of(app).purposes

    def publish_(words: dict[str, object], **changes) -> None:
        known_texts = known[PURPOSE].texts.items()
        texts = {language: replace(text, **words) for language, text in known_texts}
        change_parts(app, purposes={PURPOSE: replace(known[PURPOSE], texts=texts, **changes)})

    yield publish_
    change_parts(app, purposes=known)


def process_of(document):
    """What a receipt says that the data is used for."""
    return document["dpv:hasRecordOfActivity"]["dpv:hasProcess"]


def test_a_receipt_of_a_withdrawal_is_about_what_was_asked_then(browser, given, publish):
    before = process_of(receipt(browser, given).json)
    moved = Recipient(
        name="Bureau Nieuw", client="nieuw", address="Elders 1", contact="x@y.example"
    )
    publish(version=3, shares=(Shared.PHONE,), recipient=moved, words={"title": "Iets anders"})

    browser.post(f"/toestemmingen/{given.id}/intrekken/", data={"csrf_token": browser.csrf_token()})

    withdrawn = receipt(browser, given).json
    assert withdrawn["dpv:hasRecordOfActivity"]["dpv:hasConsentStatus"] == "dpv:ConsentWithdrawn"
    assert process_of(withdrawn) == before
    assert before["dpv:hasRecipient"]["dpv:hasAddress"] == "Kade 8, 1235 EF Demodam"
    told = "U trok uw toestemming in: Bellen over onze dienstverlening"
    assert told in main_of(browser.get("/berichten/"))


def test_a_receipt_says_the_version_and_the_title_of_now_also_for_the_same_words(
    browser, given, publish, rows
):
    publish(version=3, words={"version": 3, "title": "Bellen na afloop"})

    browser.submit(browser.get(f"/toestemmingen/{given.id}/antwoord/"), {"answer": "yes"})

    urls = [f"/toestemmingen/{given.id}/bewijs/{e.id}.json" for e in rows(ConsentEvent)]
    records = [browser.get(url).json["dpv:hasRecordOfActivity"] for url in urls]
    notices = [record["dpv:hasNotice"] for record in records]
    assert [notice["dct:hasVersion"] for notice in notices] == ["2", "3"]
    assert [notice["dct:title"] for notice in notices] == [
        "Bellen over onze dienstverlening",
        "Bellen na afloop",
    ]
    assert len({notice["dct:identifier"] for notice in notices}) == 1


def test_a_no_in_a_form_has_no_receipt(browser, sessions):
    send(browser, "no")

    with sessions() as session:
        assert session.query(ConsentReceipt).count() == 0


@pytest.mark.parametrize("change", ["status", "text", "proof", "no proof", "extra"])
def test_a_receipt_that_was_changed_is_not_genuine(browser, visitor, given, change):
    found = receipt(browser, given).json
    if change == "status":
        found["dpv:hasRecordOfActivity"]["dpv:hasConsentStatus"] = "dpv:ConsentRefused"
    elif change == "text":
        found["dpv:hasRecordOfActivity"]["dpv:hasNotice"]["dct:description"][0] = "Mag alles?"
    elif change == "proof":
        found["proof"]["jws"] = found["proof"]["jws"][:-4] + "AAAA"
    elif change == "no proof":
        del found["proof"]
    else:
        found["extra"] = True

    with pytest.raises(NotGenuine):
        verify(found, visitor.get(KEYS).json)


def test_a_receipt_of_another_portal_is_not_genuine(browser, visitor, given):
    stranger = ECKey.generate_key("P-256", auto_kid=True)
    other = settings_for("postgresql+psycopg://x", receipt_keys=json.dumps([_private(stranger)]))
    document = {k: v for k, v in receipt(browser, given).json.items() if k != "proof"}

    with pytest.raises(NotGenuine):
        verify(sign(document, other), visitor.get(KEYS).json)


def test_old_receipts_stay_verifiable_when_keys_change(browser, given):
    old = receipt(browser, given).json
    newer = ECKey.generate_key("P-256", auto_kid=True)
    keys = [_private(newer), RECEIPT_KEY.as_dict(private=False)]
    later = settings_for("postgresql+psycopg://x", receipt_keys=json.dumps(keys))

    assert verify(old, public_keys(later))["@type"] == "dpv:ConsentReceipt"
    assert sign({"a": 1}, later)["proof"]["kid"] == newer.kid


@pytest.mark.parametrize("value", ['\x7f é 😀 \u2028 / \\ " \b \x1f', None, ["b", "a"], True])
def test_receipts_of_before_rfc_8785_stay_verifiable(value):
    # They were signed over sorted JSON; of what stands in a receipt that is the same, byte by byte.
    document = {"z": {"b": value, "a": "x"}, "@id": "urn:uuid:1"}
    signed = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    payload = sign(document, settings_for())["proof"]["jws"].split(".")[1]

    assert urlsafe_b64decode(payload + "==") == signed.encode()


@pytest.mark.parametrize("value", [2**60, float("nan"), "\ud800"])
def test_what_has_no_canonical_form_is_not_genuine(value):
    receipt = sign({"a": 1}, settings_for()) | {"a": value}

    with pytest.raises(NotGenuine):
        verify(receipt, public_keys(settings_for()))


def test_only_public_keys_are_published(visitor):
    answer = visitor.get(KEYS)

    [key] = answer.json["keys"]
    assert set(key) >= {"kty", "crv", "x", "y", "kid"}
    assert "d" not in key
    assert answer.headers["Cache-Control"].startswith("public")


def test_the_paper_says_the_same_and_is_accessible(browser, given):
    answer = receipt(browser, given, "pdf")

    text = words_of_pdf(answer.data)
    assert is_tagged(answer.data)
    for said in ("Bewijs: Bellen over onze dienstverlening", QUESTION, "U zei ja", "Geldt tot"):
        assert said in text
    assert RECEIPT_KEY.kid in text.replace(" ", "")


def test_the_paper_is_in_the_language_that_was_read(browser, rows):
    browser.get("/taal/?taal=en&next=/")
    send(browser, "yes")
    browser.get("/taal/?taal=nl&next=/")

    answer = receipt(browser, consent_of(rows, browser.owner_id), "pdf")

    assert "May somebody call you to ask whether we helped you well?" in words_of_pdf(answer.data)
    assert is_tagged(answer.data, "en")


def test_downloading_is_a_line(browser, given, rows):
    receipt(browser, given)

    line = rows(ConsultationLine)[-1]
    assert (line.activity, line.action) == ("toestemmingen", "downloaded")


@pytest.mark.parametrize("kind", ["json", "pdf"])
def test_a_receipt_is_for_its_owner_only(browser, other_browser, given, kind):
    path = receipt(browser, given, kind).request.path

    theirs = other_browser.get(path)
    unknown = browser.get(f"/toestemmingen/{given.id}/bewijs/{uuid4()}.{kind}")
    elsewhere = browser.get(path.replace(str(given.id), str(uuid4())))

    assert theirs.status_code == unknown.status_code == elsewhere.status_code == 404


def test_receipts_lie_sealed_in_the_database(given, sessions):
    with sessions() as session:
        [kept] = session.query(ConsentReceipt)

    assert b"dpv" not in kept.sealed


def _private(key: ECKey) -> dict[str, object]:
    return key.as_dict(private=True)
