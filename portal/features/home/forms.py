"""What is sent along to pages for everybody."""

from wtforms.validators import AnyOf

from portal.configuration.languages import LANGUAGES
from portal.web.edge.forms import HtmlForm, PathField, TextField

LONGEST_QUERY = 200


class SearchForm(HtmlForm):
    """A search in sentences; of a longer one only the beginning counts."""

    q = TextField(filters=[lambda text: text[:LONGEST_QUERY].strip()])


class LanguageForm(HtmlForm):
    """The language to go on in, and where."""

    taal = TextField(validators=[AnyOf(LANGUAGES)])
    next = PathField(default="/")
