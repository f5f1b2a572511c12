"""What a page of a form sends of itself, beside the answers."""

from wtforms import IntegerField

from portal.web.edge.forms import HtmlForm, TextField, UuidField


class PageForm(HtmlForm):
    """The draft that the tab showed, the state of it, and what a button of it is about."""

    draft = UuidField()
    revision = IntegerField(default=0)
    cents = IntegerField()
    remove = UuidField()
    look_up = TextField()
    asked = TextField()
    remove_row = TextField()


class TwoDraftsForm(HtmlForm):
    """Which of two drafts one goes on with, and which two were shown."""

    keep = TextField()
    own = UuidField()
    other = UuidField()
