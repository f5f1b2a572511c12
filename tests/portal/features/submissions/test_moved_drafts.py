"""A draft goes on with a newer version of its form where that says so, and else on its own."""

import pytest

from forms import form_from_values, load_sources
from portal.domain.people import Level
from portal.services import publishing
from portal.storage.drafts import Draft, content_of
from portal.storage.uploads import Upload
from tests.browser import form_on, main_of
from tests.factories import BSN
from tests.forms_filled import CONTRACT, MOVE, begin, fill, open_page, page_id, send
from tests.parts import look_anew

CHANGED = "Dit formulier is veranderd."


def values_of(form):
    return form.model_dump(mode="json", exclude_defaults=True)


def page_in(values, page_id):
    return next(
        page for part in values["sections"] for page in part["pages"] if page["id"] == page_id
    )


@pytest.fixture
def publish(app, database):
    """Publish a version made of these values; this process knows it."""

    def publish_(values, **mapping):
        if mapping:
            values["drafts"] = {"from": "older", **mapping}
        form = form_from_values(values, load_sources())
        publishing.publish(database, form, "Jo")
        look_anew(app)
        return form

    return publish_


@pytest.fixture
def values(candidates):
    """The moving form with its question about living under another name."""
    values = values_of(candidates.form(MOVE))
    page = page_in(values, "wonen")
    page["questions"][0]["id"] = "housing"
    for part in values["sections"]:
        for each in part["pages"]:
            if "show_if" in each:
                each["show_if"] = each["show_if"].replace("living", "housing")
    values["case"]["properties"]["woonsituatie"] = "housing"
    return values


RENAMED = {"rename": {"living": "housing"}}


def typed(page, name):
    """What stands in this input."""
    [field] = [
        field for field in form_on(page, "questions").iter("input") if field.get("name") == name
    ]
    return field.get("value")


def test_without_a_mapping_it_finishes_on_its_own_version(browser, publish, values, rows):
    fill(browser, until="contact")
    [before] = rows(Draft)
    publish(values)

    page = begin(browser)

    assert CHANGED not in main_of(page)
    assert page_id(page) == "contact"
    assert rows(Draft)[0].version == before.version
    assert "/ontvangen/" in send(browser).request.path


def test_with_a_mapping_it_goes_on_where_it_was_and_says_so_once(
    browser, publish, values, rows, database
):
    fill(browser, until="contact")
    form = publish(values, **RENAMED)

    page, again = begin(browser), begin(browser)

    [draft] = rows(Draft)
    assert (page_id(page), draft.version) == ("contact", form.version)
    assert CHANGED in main_of(page)
    assert CHANGED not in main_of(again)
    answers = content_of(database, draft).answers
    assert answers["housing"] == "rent"
    assert "living" not in answers


def test_it_is_sent_as_the_new_version(browser, publish, values, do_jobs, world):
    fill(browser, until="contact")
    publish(values, **RENAMED)

    receipt = send(browser)
    do_jobs()

    assert "/ontvangen/" in receipt.request.path
    assert len(world.intake.made) == 1


def test_an_answer_that_does_not_hold_is_asked_again_as_it_was(browser, publish, values):
    options = page_in(values, "wonen")["questions"][0]["options"]
    values["case"]["codes"]["woonsituatie"] = {"own": "koop", "lodging": "inwonend"}
    page_in(values, "wonen")["questions"][0]["options"] = [
        option for option in options if option["value"] != "rent"
    ]
    drop_page(values, "contract", "permission")
    fill(browser, until="contact")
    publish(values, **RENAMED)

    page = begin(browser)

    assert page_id(page) == "wonen"
    assert CHANGED in main_of(page)


def drop_page(values, *questions):
    """Take the pages with these questions out of the form."""
    for part in values["sections"]:
        part["pages"] = [
            page
            for page in part["pages"]
            if not {question["id"] for question in page["questions"]} & set(questions)
        ]
    for question in questions:
        values["case"]["documents"].pop(question)


def test_a_question_that_is_new_on_a_page_is_asked_with_the_rest_as_it_was(
    browser, publish, candidates
):
    values = values_of(candidates.form(MOVE))
    extra = {"id": "extra", "kind": "text", "label": "Nog iets", "required": False}
    page_in(values, "dag")["questions"].append(extra)
    fill(browser, until="contact")
    day = typed(open_page(browser, "dag"), "moving_date-day")
    publish(values, drop=["nothing"])

    page = begin(browser)

    assert page_id(page) == "dag"
    assert "Nog iets" in main_of(page)
    assert typed(page, "moving_date-day") == day
    assert page_id(browser.submit(page)) == "wonen"
    assert page_id(begin(browser)) == "contact"


def test_files_come_along_under_the_new_name(browser, publish, candidates, rows):
    values = values_of(candidates.form(MOVE))
    page_in(values, "contract")["questions"][0]["id"] = "lease"
    values["case"]["documents"]["lease"] = values["case"]["documents"].pop("contract")
    page = fill(browser, until="contract")
    browser.submit(page, {"contract-later": None}, files=CONTRACT)
    publish(values, rename={"contract": "lease"})

    begin(browser)

    assert [upload.question for upload in rows(Upload)] == ["lease"]
    assert "contract.pdf" in main_of(open_page(browser, "contract"))


def test_a_tab_that_was_open_loses_nothing_and_overwrites_nothing(browser, publish, values):
    fill(browser, until="contact")
    same, other = open_page(browser, "wonen"), open_page(browser, "wonen")
    publish(values, **RENAMED)
    begin(browser)

    conflict = browser.submit(other, {"living": "own"})
    kept = browser.submit(same, {"living": "rent"})

    assert conflict.status_code == 409
    assert "Ik heb de woning gekocht Houd wat ik net invulde" in main_of(conflict)
    assert kept.status_code == 200
    assert page_id(begin(browser)) == "contact"


def test_a_file_from_a_tab_that_was_open_is_kept(browser, publish, candidates, rows):
    values = values_of(candidates.form(MOVE))
    page_in(values, "contract")["questions"][0]["id"] = "lease"
    values["case"]["documents"]["lease"] = values["case"]["documents"].pop("contract")
    page = fill(browser, until="contract")
    publish(values, rename={"contract": "lease"})
    begin(browser)

    browser.submit(page, {"contract-later": None}, files=CONTRACT)

    assert [upload.question for upload in rows(Upload)] == ["lease"]


def test_what_was_typed_and_not_judged_comes_along(browser, publish, values, database, rows):
    page = fill(browser, until="wonen")
    browser.submit(page, {"living": "own"}, button=("action", "stay"))
    publish(values, **RENAMED)

    assert page_id(begin(browser)) == "wonen"
    assert content_of(database, rows(Draft)[0]).raw_input["wonen"] == {"housing": ["own"]}


def test_only_the_versions_that_are_named_come_along(browser, publish, values, candidates, rows):
    fill(browser, until="contact")
    [before] = rows(Draft)
    values["drafts"] = {"from": ["0" * 12], **RENAMED}
    publish(values)

    assert page_id(begin(browser)) == "contact"
    assert rows(Draft)[0].version == before.version
    values["drafts"] = {"from": [candidates.form(MOVE).version[:12]], **RENAMED}
    named = publish(values)
    begin(browser)
    assert rows(Draft)[0].version == named.version


def test_a_draft_of_a_newer_version_does_not_go_back(
    browser, publish, values, candidates, database, app, rows
):
    first = publish(values | {"title": "Verhuizen"}, drop=["x"])
    newer = publish(values_of(candidates.form(MOVE)) | {"title": "Verhuizen, de tweede"})
    fill(browser, until="wie")
    publishing.publish(database, first, "Jo")
    look_anew(app)

    begin(browser)

    assert rows(Draft)[0].version == newer.version


def test_answers_of_a_higher_level_stay_on_their_version(app, publish, candidates, rows):
    values = values_of(candidates.form(MOVE))
    high_form = publish(values | {"level": "hoog"})
    high = app.test_client().log_in(BSN, Level.HOOG)
    fill(high, until="wie")
    publish(values, drop=["x"])

    begin(high)

    assert rows(Draft)[0].version == high_form.version
