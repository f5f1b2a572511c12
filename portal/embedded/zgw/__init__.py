"""The embedded case API: Zaken, Catalogi, Documenten, Besluiten and Notificaties of ZGW.

It keeps to the published specifications and answers as Open Zaak 1.30 was seen to do. In three
things it differs on purpose: a filter with an empty value and an unknown key in a search body are
refused (there they find every case), and a key that is taken never answers 500 (but for a quirk).
"""

from flask import Blueprint

from portal.embedded.zgw import besluiten, catalogi, documenten, notificaties, zaken


def blueprints() -> tuple[Blueprint, ...]:
    """The five APIs: `zaken`, `catalogi`, `documenten`, `besluiten` and `notificaties`."""
    return (
        zaken.blueprint(),
        catalogi.blueprint(),
        documenten.blueprint(),
        besluiten.blueprint(),
        notificaties.blueprint(),
    )
