"""Filling an empty embedded world: twelve cases in all states for one resident."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, exists, select, text, update

from portal.embedded.clock import AMSTERDAM, in_dutch, today
from portal.embedded.desk import decisions, tasks
from portal.embedded.desk.handlers import ensure_handler
from portal.embedded.desk.pdf import letter
from portal.embedded.registers.residents import CORNELIS, Resident
from portal.embedded.seed.case_data import CORNELIS_CASES, SeedCase, SeedStatus, Sender
from portal.embedded.storage import STATUS, ZAAK
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.catalogue import catalogue, catalogue_id
from portal.embedded.zgw.zaken.bodies import (
    ResultaatBody,
    StatusBody,
    ZaakBody,
    ZaakeigenschapBody,
)
from portal.embedded.zgw.zaken.cases import create_case, locked_case, touch
from portal.embedded.zgw.zaken.contents import add_property, set_result
from portal.embedded.zgw.zaken.parts import newest_status
from portal.embedded.zgw.zaken.role_bodies import RolBody
from portal.embedded.zgw.zaken.roles import add_role
from portal.embedded.zgw.zaken.statuses import set_status

_ONE_AT_A_TIME = 7_204_111
"""Key of the lock under which the world is filled, so that two processes may start at once."""


def plant(world: World) -> None:
    """Fill the world, unless there are cases in it already; tells nobody about it."""
    with world.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        if connection.scalar(select(exists().select_from(ZAAK))):
            return
        for number, seed in _oldest_first():
            _Sower(connection, world, CORNELIS).sow(number, seed)


def _oldest_first() -> Iterator[tuple[int, SeedCase]]:
    """The cases in the order in which they began, numbered from 1."""
    ordered = sorted(CORNELIS_CASES, key=lambda seed: -seed.days_ago)
    return enumerate(ordered, start=1)


def _submission(number: int) -> UUID:
    """What this case was made of at a portal, which has it no more."""
    return catalogue_id("submission", str(number))


class _Sower:
    """Puts one case after another into the world for one resident."""

    def __init__(self, connection: Connection, world: World, resident: Resident) -> None:
        self._connection = connection
        self._world = world
        self._resident = resident

    def sow(self, number: int, seed: SeedCase) -> None:
        """Make one case with everything in it."""
        started = today() - timedelta(seed.days_ago)
        case_id = self._make(number, seed, started)
        case = locked_case(self._connection, case_id)
        self._add_applicant(case, seed)
        self._add_answers(case, seed)
        self._add_documents(case, seed, started, _submission(number))
        if len(seed.statuses) > 1:
            ensure_handler(self._connection, self._world, case, seed.code)
        for status in seed.statuses:
            if seed.result and status is seed.statuses[-1]:
                self._end(case, seed, status)
            self._set_status(case, seed, status)
        self._ask(case, seed)
        touch(self._connection, case_id, **seed.fields)
        self._date_back(case_id)

    def _make(self, number: int, seed: SeedCase, started: date) -> UUID:
        body = ZaakBody.model_validate(
            {
                "identificatie": f"ZAAK-{started.year}-{number:010d}",
                "bronorganisatie": self._world.rsin,
                "verantwoordelijkeOrganisatie": self._world.rsin,
                "omschrijving": seed.subject,
                "zaaktype": self._type("zaaktype", seed.code),
                "registratiedatum": started,
                "startdatum": started,
                "kenmerken": [{"bron": "portaal", "kenmerk": str(_submission(number))}],
            }
        )
        return create_case(self._connection, self._world, body)

    def _add_applicant(self, case: Row[Any], seed: SeedCase) -> None:
        resident = self._resident
        body = RolBody.model_validate(
            {
                "zaak": self._case(case),
                "betrokkeneType": "natuurlijk_persoon",
                "roltype": self._type("roltype", seed.code, "initiator"),
                "roltoelichting": "Aanvrager",
                "betrokkeneIdentificatie": {
                    "inpBsn": resident.bsn,
                    "geslachtsnaam": resident.surname,
                    "voorvoegselGeslachtsnaam": resident.prefix,
                    "voorletters": resident.initials,
                    "voornamen": resident.given_names,
                },
            }
        )
        add_role(self._connection, self._world, body)

    def _add_answers(self, case: Row[Any], seed: SeedCase) -> None:
        for name, value in seed.answers.items():
            body = ZaakeigenschapBody(
                zaak=self._case(case),
                eigenschap=self._type("eigenschap", seed.code, name),
                waarde=value,
            )
            add_property(self._connection, self._world, body)

    def _add_documents(
        self, case: Row[Any], seed: SeedCase, started: date, submission: UUID
    ) -> None:
        for number, document in enumerate(seed.documents):
            is_own = document.sender is Sender.RESIDENT
            content = letter(document.title, document.text, day=in_dutch(started))
            new = decisions.NewDocument(
                title=document.title,
                kind=document.kind,
                file_name=f"{document.title.lower().replace(' ', '-')}.pdf",
                content=content,
                day=started,
                secrecy=document.secrecy,
                author=document.sender.value,
                is_received=document.sender is not Sender.MUNICIPALITY,
                reference=f"{submission.hex}-{number}" if is_own else "",
            )
            decisions.put_document(self._connection, self._world, case.id, new)

    def _end(self, case: Row[Any], seed: SeedCase, status: SeedStatus) -> None:
        """The result, and the decision where one was taken."""
        if seed.has_decision:
            day = today() - timedelta(status.days_ago)
            verdict = decisions.Verdict(result=seed.result, explanation=seed.reason, day=day)
            decisions.take(self._connection, self._world, case, verdict)
        body = ResultaatBody(
            zaak=self._case(case),
            resultaattype=self._type("resultaattype", seed.code, seed.result),
            toelichting=seed.reason,
        )
        set_result(self._connection, self._world, body)

    def _set_status(self, case: Row[Any], seed: SeedCase, status: SeedStatus) -> None:
        day = today() - timedelta(status.days_ago)
        body = StatusBody(
            zaak=self._case(case),
            statustype=self._type("statustype", seed.code, status.name),
            datum_status_gezet=datetime.combine(day, time(9, 30), AMSTERDAM).astimezone(UTC),
            statustoelichting=status.explanation,
        )
        set_status(self._connection, self._world, body)

    def _ask(self, case: Row[Any], seed: SeedCase) -> None:
        if not seed.asked:
            return
        type_id = catalogue_id("informatieobjecttype", seed.asked)
        tasks.ask(
            self._connection,
            self._world,
            case_id=case.id,
            bsn=self._resident.bsn,
            document_type=catalogue(self._world).resources["informatieobjecttype"][type_id],
            explanation=seed.reason,
            due=today() + timedelta(11),
        )

    def _date_back(self, case_id: UUID) -> None:
        """The case last changed when its last status was set, not when it was sown."""
        moment = newest_status(STATUS.c.set_at)
        self._connection.execute(update(ZAAK).where(ZAAK.c.id == case_id).values(changed_at=moment))

    def _case(self, case: Row[Any]) -> str:
        return address(self._world, "zaak", case.id)

    def _type(self, kind: str, *names: str) -> str:
        return address(self._world, kind, catalogue_id(kind, *names))
