"""What is sent along to the pages of logging in and going on."""

from wtforms import IntegerField

from portal.web.edge.forms import HtmlForm, PathField, TextField


class NextForm(HtmlForm):
    """Where to go afterwards."""

    next = PathField()


class LoginForm(NextForm):
    """Also which level the page asks for, and what went wrong before."""

    niveau = IntegerField(default=0)
    melding = TextField()
