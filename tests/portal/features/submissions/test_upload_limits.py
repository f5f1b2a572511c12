"""How much one may send: of one file, of one form, in an hour; at the limit and just over it."""

import io

import pytest
from werkzeug.test import EnvironBuilder

from forms import Catalogue, form_from_values, load_sources
from portal.domain.upload_quota import MB
from portal.files.arriving import ArrivingFile, LeftOutFile
from portal.storage.uploads import Upload, name_of
from portal.web.edge.bodies import PortalRequest
from tests.browser import main_of
from tests.factories import BSN, a_task, settings_for
from tests.files_made import a_pdf, a_picture
from tests.forms_filled import MOVE, REPORT, fill
from tests.parts import change_settings, publish_only


def of_size(size: int) -> bytes:
    """A PDF with so many bytes."""
    content = a_pdf()
    return content + b"\n" * (size - len(content))


def add(browser, page, *files):
    """Add files to the page's question, and stay there."""
    return browser.submit(page, files={"contract": list(files)}, button=("action", "stay"))


def names(database):
    """The names of the files that are kept."""
    return [name_of(database, upload) for upload in database.query(Upload).order_by(Upload.made_at)]


def test_a_form_takes_as_much_as_is_promised_without_settings():
    quota = settings_for().upload_quota

    assert (quota.file_mb, quota.files, quota.form_mb, quota.hour_mb) == (50, 20, 200, 500)
    assert quota.body_bytes == 201 * MB


@pytest.mark.parametrize("changes", [{"files_mb": 300}, {"files_form_mb": 501}])
def test_limits_that_leave_each_other_no_room_are_refused(changes):
    with pytest.raises(ValueError, match="PORTAL_FILES_FORM_MB"):
        settings_for(**changes)


def test_a_file_of_just_the_limit_is_taken_and_one_byte_more_is_not(app, browser, database):
    change_settings(app, files_mb=1)
    page = fill(browser, until="contract")
    assert "elk van hoogstens 1 MB" in main_of(page)

    answer = add(browser, page, ("goed.pdf", of_size(MB)), ("groot.pdf", of_size(MB + 1)))

    assert "“groot.pdf” is te groot. Een bestand mag 1 MB zijn." in main_of(answer)
    assert names(database) == ["goed.pdf"]


def test_files_of_a_form_fill_its_megabytes_and_not_a_byte_more(app, browser, database):
    change_settings(app, files_mb=1, files_form_mb=1)
    page = fill(browser, until="contract")
    page = add(browser, page, ("a.pdf", of_size(MB - 5000)))

    answer = add(browser, page, ("b.pdf", of_size(5001)), ("c.pdf", of_size(5000)))

    assert "“b.pdf” past er niet meer bij: uw bestanden zijn samen te groot." in main_of(answer)
    assert names(database) == ["a.pdf", "c.pdf"]


def test_one_file_more_than_a_form_takes_does_not_fit_and_the_others_stay(app, browser, database):
    change_settings(app, files_count=2)
    page = fill(browser, until="contract")
    assert "U kunt 2 bestanden sturen" in main_of(page)

    answer = add(browser, page, *((f"blad-{number}.pdf", a_pdf()) for number in range(1, 4)))

    assert "“blad-3.pdf” past er niet meer bij" in main_of(answer)
    assert names(database) == ["blad-1.pdf", "blad-2.pdf"]


def test_files_for_a_task_have_the_same_limits(app, browser, world, database):
    change_settings(app, files_mb=1, files_form_mb=1, files_count=3)
    task = a_task()
    world.tasks.tasks[BSN].append(task)
    page = browser.get(f"/taken/{task.id}/")
    assert "U kunt 3 bestanden sturen, elk van hoogstens 1 MB." in main_of(page)
    files = [("a.pdf", of_size(MB - 5000)), ("b.pdf", of_size(5001)), ("c.pdf", of_size(MB + 1))]

    answer = browser.submit(page, files={"documents": files})

    assert "“b.pdf” past er niet meer bij" in main_of(answer)
    assert "“c.pdf” is te groot" in main_of(answer)
    assert names(database) == ["a.pdf"]


def test_of_a_file_that_is_too_large_only_the_beginning_is_kept():
    with ArrivingFile(10) as file:
        assert [file.write(b"x" * 8) for _number in range(3)] == [8, 8, 8]
        file.seek(0)
        assert file.read() == b"x" * 11


def test_files_that_are_too_many_for_any_form_are_not_kept(app):
    change_settings(app, files_count=2)
    data = {
        "a": [(io.BytesIO(b"x"), "x.pdf") for _number in range(3)],
        "b": (io.BytesIO(b"lost"), ""),
    }
    environ = EnvironBuilder(method="POST", data=data).get_environ()

    with app.app_context(), PortalRequest(environ) as request:
        files = request.files.getlist("a")

        kinds = [type(file.stream) for file in files]
        assert kinds == [ArrivingFile, ArrivingFile, LeftOutFile]
        assert [file.stream.read() for file in files] == [b"x", b"x", b""]
        assert request.files["b"].stream.read() == b""


def test_question_with_room_for_three_takes_three(visitor, database):
    page = fill(visitor, REPORT, until="foto")
    files = [(f"{number}.jpg", a_picture()) for number in range(4)]

    answer = visitor.submit(page, files={"photo": files}, button=("action", "stay"))

    assert "past er niet meer bij" in main_of(answer)
    assert len(names(database)) == 3


def test_question_with_a_size_of_its_own_takes_no_larger_file(app, browser, database):
    source = (
        Catalogue.load(load_sources()).form(MOVE).model_dump(mode="json", exclude_defaults=True)
    )
    [contract] = [
        question
        for section in source["sections"]
        for page in section["pages"]
        for question in page["questions"]
        if question["id"] == "contract"
    ]
    contract["max_mb"] = 1
    publish_only(app, [form_from_values(source, load_sources())])
    page = fill(browser, until="contract", changes={"contact": {}, "contract": {}})

    answer = add(browser, page, ("goed.pdf", a_pdf()), ("groot.pdf", a_pdf() + b"0" * 1024 * 1024))

    assert "“groot.pdf” is te groot. Een bestand mag 1 MB zijn." in main_of(answer)
    assert names(database) == ["goed.pdf"]


def test_request_that_is_too_large_as_a_whole_has_a_page_of_its_own(app, browser, monkeypatch):
    page = fill(browser, until="contract")
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 100_000)

    answer = browser.submit(page, files={"contract": ("a.pdf", a_pdf() + b"0" * 200_000)})

    assert answer.status_code == 413
    assert "samen te groot" in main_of(answer)


def test_too_many_megabytes_in_an_hour_are_held_back(browser, sessions):
    page = fill(browser, until="contract")
    add(browser, page, ("a.pdf", a_pdf()))
    with sessions() as session:
        session.query(Upload).update({"size": settings_for().files_hour_mb * MB, "draft_id": None})
        session.commit()

    answer = add(browser, page, ("b.pdf", a_pdf()))

    assert "Probeer het over een uur weer" in main_of(answer)
