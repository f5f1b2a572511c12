"""Many cases in the embedded world: a resident's list is found, not looked for one by one."""

import json
import statistics
import time
from itertools import islice

import pytest
from sqlalchemy import event, text

from bench.growth.embedded_cases import Grown, copy_cases
from bench.growth.numbers import numbers
from portal.embedded import storage
from portal.embedded.seed import first_cases

ZOEK = "/zaken/api/v1/zaken/_zoek?pageSize=20"
BSN = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
FEW_BSN, MANY_BSN, *OTHERS = islice(numbers(), 1_002)
FEW = Grown("GROWN-FEW-", (FEW_BSN,))
MANY = Grown("GROWN-MANY-", (MANY_BSN,))
REST = Grown("GROWN-OTHER-", OTHERS)
MOST = 2.0
"""How much longer the page of 10,000 cases may take than that of 20."""


def body(bsn):
    """What the portal asks for its list."""
    return {
        BSN: bsn,
        "rol__omschrijvingGeneriek": "initiator",
        "maximaleVertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        "ordering": "-startdatum,-identificatie",
        "expand": ["status", "resultaat", "rollen"],
    }


def fill(connection, few, many, others):
    copy_cases(connection, REST, others)
    copy_cases(connection, MANY, many)
    copy_cases(connection, FEW, few)
    connection.execute(text("ANALYZE zaak, rol, status"))


def vacuum(engine):
    """What a database does by itself after a while: counting needs no rows then."""
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("VACUUM ANALYZE zaak, rol, status"))


@pytest.fixture
def crowded(only_seeds):
    """A connection that sees 5,021 cases more; nobody else ever does."""
    with only_seeds.engine.connect() as connection:
        fill(connection, 21, 1_000, 4_000)
        yield connection
        connection.rollback()


def statements(api, asked):
    """What the database is asked for this request: the page, and how many cases there are.

    Of a second page, as the first one of few cases is not counted.
    """
    seen = []

    def note(_connection, _cursor, statement, parameters, *_):
        if "FROM zaak" in statement or "FROM rol" in statement:
            seen.append((statement, parameters))

    event.listen(api.world.engine, "before_cursor_execute", note)
    api.post(f"{ZOEK}&page=2", asked)
    event.remove(api.world.engine, "before_cursor_execute", note)
    return seen


def nodes(plan):
    """Each step of a plan."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def plan_of(connection, statement, parameters):
    """Its plan where a table is read whole only for want of an index, however small it is."""
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    explained = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
    found = explained.scalar_one()
    [whole] = json.loads(found) if isinstance(found, str) else found
    return list(nodes(whole["Plan"]))


def scans(plan):
    """The tables that are read from begin to end."""
    return [node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"]


def test_list_of_a_resident_reads_no_table_from_begin_to_end(api, crowded):
    asked = statements(api, body(FEW_BSN))

    page, count, *_rest = plans = [plan_of(crowded, *each) for each in asked]

    assert [scans(plan) for plan in plans] == [[] for _ in plans]
    for plan in (page, count):
        assert "ix_rol_resident" in {node.get("Index Name") for node in plan}


def test_page_of_very_many_cases_is_read_in_its_order_and_not_sorted(api, crowded):
    [page, *_rest] = statements(api, body(MANY_BSN))

    plan = plan_of(crowded, *page)

    assert "ix_zaak_newest" in {node.get("Index Name") for node in plan}
    assert not [node for node in plan if node["Node Type"] == "Sort"]
    assert scans(plan) == []


def test_cases_are_counted_by_roles_and_none_is_read(api, crowded):
    [_page, count, *_rest] = statements(api, body(MANY_BSN))

    plan = plan_of(crowded, *count)

    assert "ix_rol_resident" in {node.get("Index Name") for node in plan}
    assert scans(plan) == []


def test_case_is_found_by_its_mark_without_reading_all(api, crowded):
    [page, *_rest] = statements(api, {"kenmerk": f"portaal:{REST.prefix}"})

    assert scans(plan_of(crowded, *page)) == []


@pytest.fixture
def hundred_thousand(only_seeds):
    """100,000 cases more: 10,000 of one resident and 21 of another."""
    with only_seeds.engine.begin() as connection:
        fill(connection, 21, 10_000, 89_979)
    vacuum(only_seeds.engine)
    yield
    storage.forget(only_seeds.engine)
    first_cases.plant(only_seeds)


def seconds(api, bsn):
    began = time.perf_counter()
    answer = api.client.post(ZOEK, json=body(bsn), headers=api.headers)
    assert len(answer.json["results"]) == 20
    return time.perf_counter() - began


@pytest.mark.stress
def test_list_of_10000_cases_takes_about_as_long_as_one_of_20(api, hundred_thousand):
    taken = {
        bsn: statistics.median(seconds(api, bsn) for _ in range(21)) for bsn in (FEW_BSN, MANY_BSN)
    }

    assert taken[MANY_BSN] / taken[FEW_BSN] < MOST, taken
