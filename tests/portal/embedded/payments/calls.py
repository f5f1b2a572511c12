"""How the embedded payment provider is called in its tests."""

from tests.worlds import PORTAL, SECRET

API = "/betaaldienst/v2/payments"
HEADERS = {"Authorization": f"Bearer {SECRET}"}
BACK = f"{PORTAL}/betalen/AANVR-1/"
EURO = {"currency": "EUR", "value": "16.30"}
