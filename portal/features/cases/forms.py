"""What is sent for a task."""

from flask_wtf.file import MultipleFileField

from portal.web.edge.forms import HtmlForm, UuidField


class TaskForm(HtmlForm):
    """Files, with the key of the page that they were chosen on."""

    key = UuidField()
    documents = MultipleFileField(default=())
