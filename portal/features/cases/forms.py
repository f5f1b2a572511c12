"""What is sent for a task or for a case, and what is chosen in the list of cases."""

from flask_wtf.file import MultipleFileField
from wtforms import IntegerField

from portal.web.edge.forms import HtmlForm, TextField, UuidField


class TaskForm(HtmlForm):
    """Files, with the key of the page that they were chosen on."""

    key = UuidField()
    documents = MultipleFileField(default=())


class BroughtForm(HtmlForm):
    """Whether it was brought on paper: a button says so, another that it wasn't."""

    brought = TextField()


class DocumentForm(TaskForm):
    """The same, with what kind of document it is."""

    kind = TextField()


LONGEST_SEARCH = 100


class ChoiceForm(HtmlForm):
    """Which cases to see; of longer words only the beginning counts."""

    zoek = TextField(filters=[lambda text: " ".join(text[:LONGEST_SEARCH].split())])
    welke = TextField()
    onderwerp = TextField()
    jaar = IntegerField()
    volgorde = TextField()
