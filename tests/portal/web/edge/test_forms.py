"""Small forms: what makes no sense counts as not sent, and words are in the page's language."""

from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import InputRequired

from portal.web.edge.forms import HtmlForm, PageNumber, PathField, UuidField

KEY = "951f2b52-b09e-4698-86b2-6f3f54b135d4"


class Example(HtmlForm):
    next = PathField(default="/hier/")
    key = UuidField()


class Needed(HtmlForm):
    name = StringField(validators=[InputRequired()])


@pytest.fixture(autouse=True)
def _request(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ({}, "/hier/"),
        ({"next": ""}, "/hier/"),
        ({"next": "//elders.example"}, "/hier/"),
        ({"next": "/zaken/?a=b"}, "/zaken/?a=b"),
    ],
)
def test_a_path_stays_on_this_site(sent, path):
    assert Example(MultiDict(sent)).next.data == path


@pytest.mark.parametrize(
    ("sent", "key"), [({}, None), ({"key": "x"}, None), ({"key": KEY}, UUID(KEY))]
)
def test_a_key_is_a_uuid_or_none(sent, key):
    assert Example(MultiDict(sent)).key.data == key


@pytest.mark.parametrize(
    ("sent", "number"), [({}, 1), ({"pagina": "x"}, 1), ({"pagina": "-3"}, 1), ({"pagina": "9"}, 4)]
)
def test_a_page_lies_within_the_list(sent, number):
    assert PageNumber(MultiDict(sent)).within(4) == number


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Dit veld is vereist."), ("en", "This field is required.")]
)
def test_messages_of_the_library_are_in_the_language_of_the_page(app, language, words):
    with app.test_request_context(headers={"Accept-Language": language}):
        form = Needed(MultiDict())

        assert form.validate() is False
        assert form.name.errors == [words]
