"""Settings in, gateways out: the only file that picks what stands behind each of them."""

from forms import DataSource, load_sources
from portal.domain.outside import Gateways
from portal.domain.sources import Shape, SourceDescription, SourceField
from portal.gateways import addresses, consultations, identity, mail, persons, sources, tasks
from portal.gateways.cases.zgw import intake, reading
from portal.settings import Settings


def connect(settings: Settings) -> Gateways:
    """The outside systems as the settings name them; nothing is asked of them yet."""
    return Gateways(
        cases=reading.connect(settings),
        intake=intake.connect(settings),
        tasks=tasks.connect(settings),
        persons=persons.connect(settings),
        addresses=addresses.connect(settings),
        sources=sources.connect(settings, map(described, load_sources())),
        identity=identity.connect(settings),
        mailer=mail.connect(settings),
        consultations=consultations.connect(settings),
    )


def described(source: DataSource) -> SourceDescription:
    """A source of the register as its gateway must know it."""
    return SourceDescription(
        id=source.id,
        records=source.records,
        fields=tuple(
            SourceField(name=field.id, at_source=field.at_source, shape=Shape(field.type))
            for field in source.fields
        ),
    )
