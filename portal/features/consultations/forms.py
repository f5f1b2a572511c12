"""What residents choose to see of who looked at their data."""

from wtforms import IntegerField

from portal.services.consultations.log import USUAL
from portal.web.edge.forms import HtmlForm, TextField


class HistoryForm(HtmlForm):
    """A period in months, and which organisation and kind of data: empty is all."""

    periode = IntegerField(default=USUAL)
    organisatie = TextField()
    soort = TextField()
    pagina = IntegerField(default=1)
