"""Whatever one item of an answer is changed into: our own errors only, and the others stay."""

from copy import deepcopy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.failures import SourceError
from portal.gateways import persons
from tests.factories import BSN
from tests.portal.gateways.recordings import NUMBER, ZOEK, Routes, page
from tests.portal.gateways.test_consultation_log import DAYS, LIST, an_item, connected
from tests.portal.gateways.test_persons import CHILD, NOOR, answering

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["", "0001-01-01", "9999-12-31", "2026-02-30", BSN, "http://[", "openbaar"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


def places(value, path=()):
    """The path of everything in a JSON value."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def changed(data, item):
    """The item with something of it changed, or taken away."""
    item = deepcopy(item)
    *parents, last = data.draw(st.sampled_from(sorted(places(item), key=str)))
    part = item
    for parent in parents:
        part = part[parent]
    if isinstance(part, dict) and data.draw(st.booleans()):
        del part[last]
    else:
        part[last] = data.draw(VALUES)
    return item


STRANGER = object()


def read(ask):
    """The answer; `STRANGER` where it was refused because an item is about somebody else."""
    try:
        return ask()
    except SourceError as error:
        if "somebody else" not in error.reason:
            raise
        return STRANGER


@SHARED
@given(data=st.data())
def test_an_odd_case_raises_our_errors_only_and_hides_no_other(cases, recorded, zgw, data):
    other = deepcopy(zgw.zaak)
    other["url"] = other["url"][:-36] + "11111111-2222-4333-8444-555555555555"
    zgw[ZOEK] = page(changed(data, other), zgw.zaak)

    answer = read(lambda: cases.cases_of(recorded))

    assert answer is STRANGER or NUMBER in {case.number for case in answer.value.cases}


@SHARED
@given(data=st.data())
def test_an_odd_line_raises_our_errors_only_and_hides_no_other(server, recorded, data):
    server.answer = Routes()
    whole = an_item()
    server.answer[LIST] = page(changed(data, an_item()), whole)

    answer = read(lambda: connected(server).lines_of(recorded, *DAYS))

    shown = set() if answer is STRANGER else {str(line.id) for line in answer.value}
    assert answer is STRANGER or whole["verwerktObjectId"] in shown


@SHARED
@given(data=st.data())
def test_an_odd_child_raises_our_errors_only_and_hides_no_other(server, settings, recorded, data):
    server.answers(answering({**NOOR, "kinderen": [changed(data, CHILD), CHILD]}))

    person = persons.connect(settings).person(recorded).value

    assert "Lila van 't Wolkje" in {relative.name for relative in person.relatives}
