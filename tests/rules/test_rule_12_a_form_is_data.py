"""Rule 12: a form is data. A new product is one YAML file; a draft finishes as it began."""

from decimal import Decimal

import pytest

from forms import CATALOGUE, Catalogue, SourceRegister, load_sources, load_version
from portal.storage import drafts, form_versions
from portal.storage.drafts import Draft, FormVersion
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests import remission
from tests.browser import heading_of, links_of, main_of
from tests.forms.past_versions import FORMATS, change_all_rules, stored_versions
from tests.forms_filled import MOVE, begin, fill, page_id, send
from tests.parts import change_parts, publish_only
from tests.remission import REMISSION, applicant, know

DOG = """
slug: hond-aanmelden
title: Hond aanmelden
summary: Meld uw hond aan voor de hondenbelasting.
event: geld
synonyms: [hondenbelasting, nieuwe hond, puppy]
product:
  login: digid_midden
  term: {weeks: 8, law: "Algemene wet bestuursrecht, artikel 4:13"}
send: Hond aanmelden
start:
  for_whom: [U heeft een hond.]
  have_at_hand: [De naam van uw hond.]
  cost: Het kost niets.
  minutes: 2
  at_once: U krijgt meteen een bewijs.
  then: [U krijgt een brief.]
  data:
    - {what: Naam van uw hond, why: Zo kennen wij hem., law: "Gemeentewet, art. 226", source: U.}
  other_ways: {phone: Bel ons., counter: Kom langs., paper: Schrijf ons.}
case:
  type: HOND
  description: Hond aanmelden
  properties: {naam: name}
  documents: {answers: Aanvraag}
  service_days: 5
sections:
  - title: Uw hond
    pages:
      - id: naam
        title: Hoe heet uw hond?
        questions: [{id: name, kind: text, label: "Hoe heet uw hond?", max_length: 40}]
"""


@pytest.fixture
def catalogue(app, tmp_path):
    """A catalogue in a folder of its own, which can be changed and read again."""

    def with_forms(**texts: str) -> Catalogue:
        for name, text in texts.items():
            (tmp_path / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")
        forms = Catalogue.load(load_sources(), tmp_path)
        publish_only(app, forms)
        return forms

    return with_forms


@pytest.fixture
def with_dog(catalogue):
    """A product that came just now."""
    return catalogue(hond_aanmelden=DOG)


def test_rule_12_a_new_yaml_file_is_a_whole_product(browser, with_dog, world, do_jobs, rows):
    home = browser.get("/?q=ik heb een puppy")
    start = browser.get(links_of(home)["Hond aanmelden"])
    page = browser.visit(links_of(start)["Beginnen"])
    check = browser.submit(page, {"name": "Bello"})
    receipt = browser.submit(check, form="send")
    do_jobs()

    assert heading_of(page) == "Hoe heet uw hond?"
    assert "Bello" in main_of(check)
    assert "Dat staat in de wet (Algemene wet bestuursrecht, artikel 4:13)." in main_of(receipt)
    [case] = world.intake.made.values()
    assert (case.new.case_type, case.new.properties) == ("HOND", {"naam": ("Bello",)})
    assert rows(Submission)[0].slug == "hond-aanmelden"


def test_rule_12_a_draft_finishes_on_the_version_it_began_on(browser, catalogue, with_dog, rows):
    begin(browser, "hond-aanmelden")
    began_on = rows(Draft)[0].version
    changed = DOG.replace("Hoe heet uw hond?", "Wat is de naam van uw hond?")
    catalogue(hond_aanmelden=changed)

    page = begin(browser, "hond-aanmelden")
    check = browser.submit(page, {"name": "Bello"})
    browser.submit(check, form="send")

    assert heading_of(page) == "Hoe heet uw hond?"
    assert rows(Submission)[0].version == began_on


def test_rule_12_who_begins_after_a_change_gets_the_new_version(
    browser, other_browser, catalogue, with_dog
):
    begin(browser, "hond-aanmelden")
    catalogue(hond_aanmelden=DOG.replace("Hoe heet uw hond?", "Wat is de naam van uw hond?"))

    page = begin(other_browser, "hond-aanmelden")

    assert heading_of(page) == "Wat is de naam van uw hond?"


def test_rule_12_another_process_compiles_the_version_of_a_draft_again(
    browser, catalogue, with_dog
):
    begin(browser, "hond-aanmelden")
    catalogue(hond_aanmelden=DOG.replace("Hoe heet uw hond?", "Anders?"))
    form_versions.COMPILED.clear()

    assert heading_of(begin(browser, "hond-aanmelden")) == "Hoe heet uw hond?"


def test_rule_12_a_draft_of_a_form_that_is_gone_does_no_harm(
    browser, catalogue, with_dog, tmp_path
):
    begin(browser, "hond-aanmelden")
    (tmp_path / "hond-aanmelden.yaml").unlink()
    catalogue(kat_aanmelden=DOG.replace("hond-aanmelden", "kat-aanmelden"))

    assert browser.get("/overzicht/").status_code == 200
    assert "Hond aanmelden" in main_of(browser.get("/overzicht/"))
    assert page_id(browser.visit("/formulieren/hond-aanmelden/verder/"))
    assert "Beginnen" not in links_of(browser.get("/formulieren/hond-aanmelden/"))


def test_rule_12_a_published_version_is_kept_once_and_never_changes(browser, other_browser, rows):
    begin(browser)
    [first] = [row for row in rows(FormVersion) if row.slug == MOVE]
    begin(other_browser)

    [second] = [row for row in rows(FormVersion) if row.slug == MOVE]
    assert (first.version, first.source, first.published_at) == (
        second.version,
        second.source,
        second.published_at,
    )


@pytest.fixture(params=FORMATS)
def remission_of_before(request, app, rows):
    """Somebody has a draft on a form version that was stored in this format."""
    sources = stored_versions(request.param)
    version = next(v for v, source in sources.items() if load_version(v, source).slug == REMISSION)
    resident = applicant(app)
    with portal_of(app).sessions() as database:
        drafts.store_version(database, version, REMISSION, sources[version])
        drafts.begin(database, resident.owner_id, REMISSION, version)
        database.commit()
    return version, resident


@pytest.fixture
def change_everything(app, monkeypatch):
    """Every rule for forms changes, and no source is left in the register."""

    def change() -> None:
        change_all_rules(monkeypatch)
        change_parts(app, sources=SourceRegister(sources=()))
        form_versions.COMPILED.clear()

    return change


def test_rule_12_a_draft_on_a_version_of_each_format_is_finished_after_all_rules_changed(
    remission_of_before, change_everything, world, do_jobs, rows
):
    version, resident = remission_of_before
    know(world)
    remission.fill(resident, remission.fetching("inkomen"), until="wonen")
    change_everything()

    receipt = remission.send(resident, remission.fetching("inkomen"))
    do_jobs()

    assert receipt.status_code == 200
    assert rows(Submission)[0].version == version
    [case] = world.intake.made.values()
    assert dict(case.new.properties)["belastingjaar"] == (Decimal(2026),)


def test_rule_12_a_submission_of_each_format_is_delivered_after_all_rules_changed(
    remission_of_before, change_everything, world, do_jobs, rows
):
    _version, resident = remission_of_before
    know(world)
    remission.send(resident, remission.fetching("inkomen", "auto"))
    change_everything()

    do_jobs()

    [case] = world.intake.made.values()
    assert case.new.case_type == "KWIJTSCHELDING"
    assert rows(Submission)[0].delivered_at is not None


@pytest.mark.parametrize("slug", [path.stem for path in CATALOGUE.glob("*.yaml")])
def test_rule_12_no_code_and_no_template_names_a_form(slug):
    root = CATALOGUE.parents[1]
    code = [(f"portal/{room}", "py") for room in ("features", "services", "web")]
    for folder, ending in (*code, ("templates", "html")):
        for path in (root / folder).rglob(f"*.{ending}"):
            assert slug not in path.read_text("utf-8"), path


def test_rule_12_a_change_of_the_form_does_not_stop_a_journey_halfway(browser, app):
    fill(browser, until="dag")
    publish_only(app, [])

    page = browser.get(f"/formulieren/{MOVE}/dag/")

    # The form is no longer offered, and who began finishes all the same.
    assert page_id(page) == "dag"
    assert "/ontvangen/" in send(browser).request.path
    assert browser.visit(f"/formulieren/{MOVE}/verder/").request.path == f"/formulieren/{MOVE}/"
    publish_only(app, Catalogue.load(load_sources()))
    assert page_id(begin(browser)) == "gegevens"
