"""What a page of a form sends of itself, beside the answers."""

from wtforms import IntegerField

from portal.web.edge.forms import HtmlForm, TextField, UuidField


class PageForm(HtmlForm):
    """The draft that the tab showed, the state of it, and the button that was pressed."""

    draft = UuidField()
    revision = IntegerField(default=0)
    action = TextField()
    remove = UuidField()
    look_up = TextField()
