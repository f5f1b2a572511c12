"""The twelve cases of Cornelis van der Berg: one for each state that a case can be in.

And two that are not in his list: a part of one of his, and one of a neighbour that concerns him.
"""

from portal.embedded.seed.case_shape import (
    Applicant,
    SeedCase,
    SeedDocument,
    SeedStatus,
    Sender,
)
from portal.embedded.zgw.case_type import WAITING

NEWEST = "Uittreksel met mijn adres"
PERMIT, PLACE = "Parkeervergunning GB-123-X", "Gehandicaptenparkeerplaats"


def _received(days_ago: int) -> SeedStatus:
    return SeedStatus(name="Ontvangen", days_ago=days_ago)


def _treated(days_ago: int) -> SeedStatus:
    return SeedStatus(name="In behandeling", days_ago=days_ago)


def _done(days_ago: int, explanation: str = "") -> SeedStatus:
    return SeedStatus(name="Afgerond", days_ago=days_ago, explanation=explanation)


def _application(text: str) -> SeedDocument:
    return SeedDocument(title="Uw aanvraag", kind="Aanvraag", text=text, sender=Sender.RESIDENT)


CORNELIS_CASES: tuple[SeedCase, ...] = (
    SeedCase(
        code="UITTREKSEL-BRP",
        subject=NEWEST,
        days_ago=1,
        statuses=(_received(1),),
        answers={"soortUittreksel": "Uittreksel met adres"},
        payment="nog_niet",
        documents=(_application("U vraagt een uittreksel met uw adres."),),
    ),
    SeedCase(
        code="PARKEERVERGUNNING",
        subject=PERMIT,
        days_ago=12,
        statuses=(_received(12), _treated(9)),
        answers={"kenteken": "GB-123-X"},
        payment="geheel",
        paid_days_ago=12,
        documents=(
            _application("U vraagt een parkeervergunning voor de Havenstraat."),
            SeedDocument(
                title="Kopie kentekenbewijs",
                kind="Bijlage",
                text="Kentekenbewijs GB-123-X",
                sender=Sender.RESIDENT,
            ),
        ),
    ),
    SeedCase(
        code="PARKEERVERGUNNING",
        subject="Parkeervergunning voor bezoek",
        days_ago=15,
        statuses=(
            _received(15),
            _treated(13),
            SeedStatus(
                name=WAITING, days_ago=3, explanation="Wij missen een kopie van uw rijbewijs."
            ),
        ),
        answers={"kenteken": "Wisselend"},
        payment="gedeeltelijk",
        paid_days_ago=14,
        documents=(_application("U vraagt een parkeervergunning voor bezoek."),),
        asked="Rijbewijs",
        reason="Wij missen een kopie van uw rijbewijs.",
    ),
    SeedCase(
        code="KWIJTSCHELDING",
        subject="Kwijtschelding gemeentelijke belastingen",
        days_ago=40,
        statuses=(_received(40), _treated(33), _done(3, "Uw aanvraag is toegekend.")),
        answers={"belastingjaar": "2026"},
        documents=(_application("U vraagt kwijtschelding van de afvalstoffenheffing."),),
        result="Toegekend",
        reason="Uw inkomen is laag genoeg. U hoeft de heffing niet te betalen.",
        has_decision=True,
    ),
    SeedCase(
        code="KWIJTSCHELDING",
        subject="Kwijtschelding hondenbelasting",
        days_ago=80,
        statuses=(_received(80), _treated(70), _done(8, "Uw aanvraag is afgewezen.")),
        answers={"belastingjaar": "2026"},
        documents=(_application("U vraagt kwijtschelding van de hondenbelasting."),),
        result="Afgewezen",
        reason="Voor hondenbelasting is geen kwijtschelding mogelijk.",
        has_decision=True,
    ),
    SeedCase(
        code="PARKEERVERGUNNING",
        subject="Parkeervergunning tweede auto",
        days_ago=60,
        statuses=(_received(60), _done(50, "U heeft uw aanvraag ingetrokken.")),
        answers={"kenteken": "SX-987-B"},
        documents=(_application("U vraagt een parkeervergunning voor een tweede auto."),),
        result="Ingetrokken",
        reason="U heeft uw aanvraag ingetrokken.",
    ),
    SeedCase(
        code="MELDING-OR",
        subject="Losse stoeptegels bij Marktplein 3",
        days_ago=2,
        statuses=(_received(2),),
        answers={"categorie": "wegdek", "plaats": "Marktplein 3, Demodam"},
        payment="nvt",
        fields={"zaakgeometrie": {"type": "Point", "coordinates": [5.1211, 52.0907]}},
    ),
    SeedCase(
        code="MELDING-OR",
        subject="Lantaarnpaal doet het niet",
        days_ago=6,
        statuses=(
            _received(6),
            SeedStatus(
                name="Ingepland", days_ago=4, explanation="Wij vervangen de lamp deze week."
            ),
        ),
        answers={"categorie": "verlichting", "plaats": "Havenstraat 10, Demodam"},
        fields={"zaakgeometrie": {"type": "Point", "coordinates": [5.1236, 52.0921]}},
    ),
    SeedCase(
        code="MELDING-OR",
        subject="Container is vol",
        days_ago=30,
        statuses=(
            _received(30),
            SeedStatus(name="Ingepland", days_ago=29),
            _done(27, "Wij hebben de container geleegd."),
        ),
        answers={"categorie": "afval", "plaats": "Stationsweg 8, Demodam"},
        result="Verwerkt",
        reason="Wij hebben de container geleegd.",
    ),
    SeedCase(
        code="VERHUIZING",
        subject="Verhuizing naar Havenstraat 10 A-2",
        days_ago=300,
        statuses=(_received(300), _treated(299), _done(296, "Uw nieuwe adres is verwerkt.")),
        answers={
            "verhuisdatum": "20260201",
            "nieuwAdres": "Havenstraat 10 A-2, 1235 EF Demodam",
            "meeverhuizers": "Niemand",
            "woonsituatie": "huur",
        },
        documents=(
            _application("U geeft door dat u verhuist naar de Havenstraat."),
            SeedDocument(
                title="Huurcontract",
                kind="Huurcontract",
                text="Huurcontract",
                sender=Sender.RESIDENT,
            ),
        ),
        result="Verwerkt",
        reason="Uw nieuwe adres staat in de BRP.",
        has_decision=True,
        withdrawn_days_ago=200,
    ),
    SeedCase(
        code="KWIJTSCHELDING",
        subject="Kwijtschelding rioolheffing",
        days_ago=100,
        statuses=(_received(100), _treated(95)),
        answers={"belastingjaar": "2026"},
        documents=(
            _application("U vraagt kwijtschelding van de rioolheffing."),
            SeedDocument(
                title="Notitie over vermogen",
                kind="Interne notitie",
                text="Alleen voor medewerkers.",
            ),
            SeedDocument(
                title="Melding over het huishouden",
                kind="Bijlage",
                text="Er wonen meer mensen.",
                sender=Sender.NEIGHBOUR,
            ),
            SeedDocument(
                title="Uitkomst van het onderzoek",
                kind="Bijlage",
                text="Vertrouwelijk.",
                secrecy="vertrouwelijk",
            ),
        ),
    ),
    SeedCase(
        code="PARKEERVERGUNNING",
        subject=PLACE,
        days_ago=50,
        statuses=(_received(50), _treated(48)),
        answers={"kenteken": "GB-123-X"},
        documents=(_application("U vraagt een parkeerplaats op kenteken."),),
        fields={
            "opschorting": {
                "indicatie": True,
                "eerdereOpschorting": False,
                "reden": "Wij wachten op advies van de arts.",
            },
            "verlenging": {"reden": "Er is een medisch advies nodig.", "duur": "P28D"},
        },
    ),
)
OTHER_CASES: tuple[SeedCase, ...] = (
    SeedCase(
        code="PARKEERVERGUNNING",
        subject="Laadpaal voor Havenstraat 12",
        days_ago=20,
        statuses=(_received(20), _treated(14)),
        applicant=Applicant.NEIGHBOUR,
    ),
    SeedCase(
        code="PARKEERVERGUNNING",
        subject="Advies van de arts",
        days_ago=45,
        statuses=(_received(45), _treated(40)),
        applicant=Applicant.NOBODY,
        main=PLACE,
    ),
)
"""Not in his own list. The first is shown where `cases.toml` shows interested parties something."""
RELATED = (PLACE, PERMIT)
"""Subjects of two cases of which the first one is about the second."""
