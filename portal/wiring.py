"""Settings in, gateways out: the only file that picks what stands behind each of them."""

from portal.domain.outside import Gateways
from portal.gateways import addresses, consultations, identity, mail, persons, tasks
from portal.gateways.cases import intake, reading
from portal.settings import Settings


def connect(settings: Settings) -> Gateways:
    """The outside systems as the settings name them; nothing is asked of them yet."""
    return Gateways(
        cases=reading.connect(settings),
        intake=intake.connect(settings),
        tasks=tasks.connect(settings),
        persons=persons.connect(settings),
        addresses=addresses.connect(settings),
        identity=identity.connect(settings),
        mailer=mail.connect(settings),
        consultations=consultations.connect(settings),
    )
