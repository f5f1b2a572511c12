"""Filling an empty embedded world: twelve cases in all states for one resident, and two others."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, exists, select, text, update

from portal.embedded.clock import AMSTERDAM, as_text, in_dutch, today
from portal.embedded.desk import decisions, tasks
from portal.embedded.desk.handlers import ensure_handler
from portal.embedded.desk.pdf import letter
from portal.embedded.registers.residents import CORNELIS, Resident
from portal.embedded.seed.case_data import CORNELIS_CASES, OTHER_CASES, RELATED
from portal.embedded.seed.case_shape import Applicant, SeedCase, SeedStatus, Sender
from portal.embedded.storage import (
    DOCUMENT,
    DOCUMENT_VERSION,
    STATUS,
    ZAAK,
    ZAAKINFORMATIEOBJECT,
)
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.besluiten import Withdrawal, end_decision
from portal.embedded.zgw.catalogue import catalogue, catalogue_id
from portal.embedded.zgw.zaken import relations
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
        sower = _Sower(connection, world, CORNELIS)
        ids = {seed.subject: sower.sow(number, seed) for number, seed in _in_order()}
        for seed in OTHER_CASES:
            if seed.main:
                main = address(world, "zaak", ids[seed.main])
                relations.set_main_case(connection, world, ids[seed.subject], main)
        _relate(connection, *(ids[subject] for subject in RELATED))


def _in_order() -> Iterator[tuple[int, SeedCase]]:
    """The others, then his cases in the order in which they began; his are numbered from 1."""
    ordered = sorted(CORNELIS_CASES, key=lambda seed: -seed.days_ago)
    yield from enumerate(OTHER_CASES, start=1 + len(ordered))
    yield from enumerate(ordered, start=1)


def _relate(connection: Connection, case_id: UUID, other: UUID) -> None:
    """Let the case be about the other one; when it last changed stays as it is."""
    named = {relations.OTHERS: [{"url": str(other), "aardRelatie": "onderwerp"}]}
    query = update(ZAAK).where(ZAAK.c.id == case_id)
    connection.execute(query.values(data=ZAAK.c.data.op("||")(named)))


def _submission(number: int) -> UUID:
    """What this case was made of at a portal, which has it no more."""
    return catalogue_id("submission", str(number))


def _marks(number: int, seed: SeedCase) -> list[dict[str, str]]:
    """By what a portal finds what it made itself."""
    if seed.applicant is not Applicant.RESIDENT:
        return []
    return [{"bron": "portaal", "kenmerk": str(_submission(number))}]


class _Sower:
    """Puts one case after another into the world for one resident."""

    def __init__(self, connection: Connection, world: World, resident: Resident) -> None:
        self._connection = connection
        self._world = world
        self._resident = resident

    def sow(self, number: int, seed: SeedCase) -> UUID:
        """Make one case with everything in it; gives its id."""
        started = today() - timedelta(seed.days_ago)
        case_id = self._make(number, seed, started)
        case = locked_case(self._connection, case_id)
        self._add_people(case, seed)
        self._add_answers(case, seed)
        self._add_documents(case, seed, started, _submission(number))
        if len(seed.statuses) > 1:
            ensure_handler(self._connection, self._world, case, seed.code)
        for status in seed.statuses:
            if seed.result and status is seed.statuses[-1]:
                self._end(case, seed, status)
            self._set_status(case, seed, status)
        self._ask(case, seed)
        touch(self._connection, case_id, **self._payment(seed), **seed.fields)
        self._date_back(case_id)
        return case_id

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
                "kenmerken": _marks(number, seed),
            }
        )
        return create_case(self._connection, self._world, body)

    def _add_people(self, case: Row[Any], seed: SeedCase) -> None:
        resident = self._resident
        himself = {
            "inpBsn": resident.bsn,
            "geslachtsnaam": resident.surname,
            "voorvoegselGeslachtsnaam": resident.prefix,
            "voorletters": resident.initials,
            "voornamen": resident.given_names,
        }
        if seed.applicant is Applicant.RESIDENT:
            self._add_person(case, seed, "initiator", himself)
        if seed.applicant is Applicant.NEIGHBOUR:
            neighbour = {"geslachtsnaam": "Bos", "voorletters": "T."}
            self._add_person(case, seed, "initiator", neighbour)
            self._add_person(case, seed, "belanghebbende", himself)

    def _add_person(
        self, case: Row[Any], seed: SeedCase, role: str, person: dict[str, str]
    ) -> None:
        body = RolBody.model_validate(
            {
                "zaak": self._case(case),
                "betrokkeneType": "natuurlijk_persoon",
                "roltype": self._type("roltype", seed.code, role),
                "roltoelichting": "Aanvrager" if role == "initiator" else "Woont ernaast",
                "betrokkeneIdentificatie": person,
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
            decision_id, _ = decisions.take(self._connection, self._world, case, verdict)
            self._withdraw(case, seed, decision_id)
        body = ResultaatBody(
            zaak=self._case(case),
            resultaattype=self._type("resultaattype", seed.code, seed.result),
            toelichting=seed.reason,
        )
        set_result(self._connection, self._world, body)

    def _withdraw(self, case: Row[Any], seed: SeedCase, decision_id: UUID | None) -> None:
        """The decision holds no more, where the municipality withdrew it."""
        if decision_id is not None and seed.withdrawn_days_ago is not None:
            day = today() - timedelta(seed.withdrawn_days_ago)
            withdrawal = Withdrawal(day, "ingetrokken_overheid")
            end_decision(self._connection, self._world, case.id, decision_id, withdrawal)

    def _payment(self, seed: SeedCase) -> dict[str, str | None]:
        """What was paid, and when: at noon of that day."""
        paid = None
        if seed.paid_days_ago is not None:
            day = today() - timedelta(seed.paid_days_ago)
            paid = as_text(datetime.combine(day, time(12), AMSTERDAM))
        return {"betalingsindicatie": seed.payment, "laatsteBetaaldatum": paid}

    def _set_status(self, case: Row[Any], seed: SeedCase, status: SeedStatus) -> None:
        day = today() - timedelta(status.days_ago)
        body = StatusBody(
            zaak=self._case(case),
            statustype=self._type("statustype", seed.code, status.name),
            datum_status_gezet=_in_the_morning(day),
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
        links = select(ZAAKINFORMATIEOBJECT.c.informatieobject)
        rows = links.where(ZAAKINFORMATIEOBJECT.c.zaak == case_id)
        in_order = self._connection.scalars(rows.order_by(ZAAKINFORMATIEOBJECT.c.seq)).all()
        for place, document_id in enumerate(in_order):
            self._date_back_document(document_id, place)

    def _date_back_document(self, document_id: UUID, place: int) -> None:
        """A document came in on the day when it was made, after those before it in the case."""
        query = select(DOCUMENT.c.data["creatiedatum"].astext).where(DOCUMENT.c.id == document_id)
        made = date.fromisoformat(self._connection.execute(query).scalar_one())
        came = {"beginRegistratie": as_text(_in_the_morning(made) + timedelta(seconds=place))}
        for table, column in (
            (DOCUMENT, DOCUMENT.c.id),
            (DOCUMENT_VERSION, DOCUMENT_VERSION.c.document),
        ):
            data = table.c.data.op("||")(came)
            self._connection.execute(update(table).where(column == document_id).values(data=data))

    def _case(self, case: Row[Any]) -> str:
        return address(self._world, "zaak", case.id)

    def _type(self, kind: str, *names: str) -> str:
        return address(self._world, kind, catalogue_id(kind, *names))


def _in_the_morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), AMSTERDAM).astimezone(UTC)
