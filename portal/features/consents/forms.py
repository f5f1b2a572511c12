"""The answer to a question for consent that is asked again."""

from portal.web.edge.forms import HtmlForm, TextField


class AnswerForm(HtmlForm):
    """Yes or no, to the text with this fingerprint."""

    answer = TextField()
    text = TextField()
