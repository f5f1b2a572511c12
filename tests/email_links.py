"""The link in a mail that confirms an address."""

import re

from portal.domain.messages import Mail

LINK = re.compile(r"https?://[^/]+(/mijn-gegevens/bevestigen/\S+/)")
OLD, NEW = "oud@voorbeeld.example", "nieuw@voorbeeld.example"


def link_in(mail: Mail) -> str:
    """The path of the link."""
    [path] = LINK.findall(mail.text)
    return path
