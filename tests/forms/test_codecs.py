"""The codec of each kind, without a page: as an import, the counter or an API judges."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import AddressAnswer, StoredFile
from forms.context import ConsentOffer
from forms.kinds import KINDS, kind_of
from forms.kinds.base import InvalidInput
from forms.phones import phone_number
from tests.forms.factories import (
    TODAY,
    a_choice,
    a_context,
    a_form,
    a_page,
    a_question,
    an_address,
)

OFFER = ConsentOffer("Mag het?", ("Zin.",), "Ja", "Nee", "abc", frozenset({"abc"}))
PHOTO = StoredFile("f1", "foto.jpg", 10, "image/jpeg")
BASE = a_context(uploads={"q_file": (PHOTO,)}, consents={"bellen": OFFER})
CHOICE = {"source": "uwv", "purpose": "remission", "fields": ["payer"], "supply": "Vul in."}
KNOWN = {"facts": [{"fact": "person.name", "label": "Naam"}], "wrong": "Bel."}
STEPS = {"steps": [{"id": "one", "label": "Een", "amount": "q_money"}]}
BOXES = {"options": [{"value": each, "label": each} for each in "abc"], "none": "Geen"}
FORM = a_form(
    a_page(a_choice("q_choice", "a", "b")),
    *(
        a_page(a_question(f"q_{kind}", kind))
        for kind in ("text", "textarea", "email", "phone", "people", "date", "address")
    ),
    *(a_page(a_question(f"q_{kind}", kind)) for kind in ("place", "money", "number")),
    *(
        a_page(a_question(f"q_{kind}", kind))
        for kind in ("iban", "kvk", "rsin", "branch", "postcode", "address_abroad")
    ),
    a_page(a_question("q_bsn", "bsn", law="Participatiewet, artikel 17")),
    a_page(a_question("q_licence_plate", "licence_plate", foreign="allowed")),
    *(a_page(a_question(f"q_{kind}", kind)) for kind in ("yes_no", "percentage", "name_use")),
    *(a_page(a_question(f"q_{kind}", kind)) for kind in ("time", "period", "partial_date")),
    a_page(a_question("q_long_list", "long_list", list="countries")),
    a_page(a_question("q_checkboxes", "checkboxes", **BOXES)),
    a_page(a_question("q_declaration", "declaration", statement="Het is waar.")),
    a_page(a_question("q_file", "file", later=True)),
    a_page(a_question("q_known", "known", **KNOWN)),
    a_page(a_question("q_about", "about", topic="consultation", without="Niets.")),
    a_page(a_question("q_data_choice", "data_choice", **CHOICE)),
    a_page(
        a_question("q_fetched", "fetched", of="q_data_choice", none="Niets.", wrong="Bel."),
        show_if="q_data_choice == 'fetch'",
    ),
    a_page(a_question("q_calculation", "calculation", **STEPS, outcomes=[{"text": "Klaar."}])),
    a_page(a_question("q_consent", "consent", purpose="bellen")),
)
QUESTIONS = {question.kind: question for question in FORM.questions()}
FETCHED = {
    "source": "uwv",
    "at": f"{TODAY}T10:00:00+00:00",
    "fields": ["payer"],
    "records": [{"payer": "Bakkerij"}],
}
TYPED = {
    "choice": {"": ["a"]},
    "text": {"": ["  Noor \n de Wit "]},
    "textarea": {"": ["een\r\ntwee"]},
    "email": {"": ["noor@Voorbeeld.example"]},
    "phone": {"": ["0031 6 12345678"]},
    "people": {"": ["p1", "p2"]},
    "date": {"day": ["12-3-2027"]},
    "address": {"postcode": ["1235ef"], "number": ["10"]},
    "place": {"street": ["Haven"], "latitude": ["52.1"], "longitude": ["4.25"]},
    "money": {"": ["1.234,5"]},
    "number": {"": ["007"]},
    "iban": {"": ["IBAN: be68 5390 0754 7034"]},
    "kvk": {"": ["KVK 0123.4567"]},
    "rsin": {"": ["1234 56 782"]},
    "branch": {"": ["0000 1234 5678"]},
    "bsn": {"": ["12345672"]},
    "postcode": {"": ["nl-1012js"]},
    "licence_plate": {"": ["b-a 1234"], "country": ["DE"]},
    "address_abroad": {"street": ["Hauptstr. 1"], "city": ["Berlin"], "country": ["Duitsland"]},
    "percentage": {"": ["50 %"]},
    "name_use": {"": ["V"]},
    "long_list": {"": ["curacao"]},
    "time": {"": ["8 uur"]},
    "period": {"from-day": ["1-3-2027"], "until-month": ["5 maart 2027"]},
    "partial_date": {"month": ["mei"], "year": ["1960"]},
    "yes_no": {"": ["no"]},
    "checkboxes": {"": ["c", "a"]},
    "declaration": {"": ["yes"]},
    "file": {},
    "data_choice": {"": ["fetch"]},
    "consent": {"": ["yes"], "text": ["abc"]},
}


def parsed(kind_name, typed, answers=None, context=BASE):
    """The value of what was typed for the question of this kind."""
    kind, question = KINDS[kind_name], QUESTIONS[kind_name]
    raw = kind.raw_input(typed)
    queries = kind.address_queries(question, raw)
    addresses = {query: AddressAnswer((an_address(10),), is_known=True) for query in queries}
    context = a_context(uploads=context.uploads, consents=context.consents, addresses=addresses)
    return question, kind.parse(question, raw, answers or {}, context), context


def test_every_kind_is_in_the_form_of_these_tests():
    assert QUESTIONS.keys() == KINDS.keys()
    for question in QUESTIONS.values():
        assert isinstance(question, kind_of(question).model)


@pytest.mark.parametrize("kind_name", TYPED)
def test_what_is_read_can_be_written_and_read_again(kind_name):
    question, value, context = parsed(kind_name, TYPED[kind_name])
    kind = KINDS[kind_name]

    again = kind.parse(question, kind.write(question, value, context), {}, context)

    assert value is not None
    assert again == value
    assert json.loads(json.dumps(value)) == value


@pytest.mark.parametrize("kind_name", TYPED)
def test_a_value_holds_only_in_the_one_way_in_which_it_is_stored(kind_name):
    question, value, context = parsed(kind_name, TYPED[kind_name])
    kind = KINDS[kind_name]

    assert kind.holds(question, value, {}, context)
    wrongs = ["nonsense\x00", {"keys": 5}, [value], -1]
    for wrong in wrongs if isinstance(value, bool) else [*wrongs, True]:
        assert not kind.holds(question, wrong, {}, context), wrong


@pytest.mark.parametrize("kind_name", ["yes_no", "declaration"])
def test_a_truth_is_no_number_and_no_word(kind_name):
    for wrong in (1, 0, 1.0, "true", "yes", "ja", [], {}):
        assert not KINDS[kind_name].holds(QUESTIONS[kind_name], wrong, {}, BASE), wrong


def test_values_that_nobody_typed_are_judged_as_if_they_were():
    for kind_name, wrong in (
        ("number", 1_000_000),
        ("phone", "0612345678"),
        ("email", "noor@@example.org"),
        ("text", "BSN 111222333"),
        ("date", "2026-2-3"),
        ("time", "8:00"),
        ("time", "24:00"),
        ("partial_date", "1960-13"),
        ("partial_date", "1960-02-30"),
        ("period", {"from": "2027-03-05", "until": "2027-03-01"}),
        ("period", {"from": "2027-03-05"}),
        ("choice", "c"),
        ("people", {"keys": ["p9"], "names": ["Wie"]}),
    ):
        assert not KINDS[kind_name].holds(QUESTIONS[kind_name], wrong, {}, BASE), wrong


@pytest.mark.parametrize("wrong", [None, 5, True, "", "nonsense", [], [["a"]], {}, {"keys": 5}])
@pytest.mark.parametrize("kind_name", TYPED)
def test_a_value_that_is_odd_is_no_fault_for_who_reads_it(kind_name, wrong):
    kind, question = KINDS[kind_name], QUESTIONS[kind_name]

    assert all(isinstance(line, str) for line in kind.display(question, wrong, BASE))
    assert isinstance(kind.as_property(question, wrong, BASE), tuple)
    assert isinstance(kind.holds(question, wrong, {}, BASE), bool)


def test_what_a_source_or_a_page_said_holds_as_long_as_it_is_still_so():
    fetched, about = QUESTIONS["fetched"], QUESTIONS["about"]
    context = a_context(facts={"about": {"id": "1"}})

    assert KINDS["fetched"].holds(fetched, FETCHED, {}, context)
    assert not KINDS["fetched"].holds(fetched, FETCHED | {"source": "rdw"}, {}, context)
    assert KINDS["about"].holds(about, {"id": "1"}, {}, context)
    assert not KINDS["about"].holds(about, {"id": "2"}, {}, context)


def test_an_empty_answer_is_refused_only_where_it_is_required():
    shown = {"about", "fetched", "calculation", "consent", "data_choice", "known", "people", "file"}
    for kind_name in KINDS.keys() - shown - {"choice"}:
        kind, question = KINDS[kind_name], QUESTIONS[kind_name]
        optional = question.model_copy(update={"required": False})

        assert kind.parse(optional, kind.raw_input({}), {}, BASE) is None
        with pytest.raises(InvalidInput) as caught:
            kind.parse(question, kind.raw_input({}), {}, BASE)
        assert caught.value.messages


@given(st.integers(0, 99_999_999_999))
def test_every_amount_that_fits_holds(cents):
    assert KINDS["money"].holds(QUESTIONS["money"], cents, {}, BASE)


@given(st.sampled_from(["+31612345678", "+31104567890", "+3225550123"]))
def test_a_phone_number_is_written_as_people_do(number):
    assert KINDS["phone"].write(QUESTIONS["phone"], number, BASE)[""] == phone_number(number)


def test_a_thing_that_can_be_counted_is_counted_by_its_kind():
    assert KINDS["people"].count({"keys": [], "names": ["Sam", "Lila"]}) == 2
    assert KINDS["file"].count({"later": False, "files": ["f1"]}) == 1
    assert KINDS["fetched"].count(FETCHED) == 1
    assert KINDS["text"].count("x") == 0


def test_of_an_input_that_came_twice_the_first_counts_unless_it_is_a_box_to_tick():
    assert KINDS["choice"].raw_input({"": ["a", "b"]}).several("") == ("a",)
    assert KINDS["people"].raw_input({"": ["p1", "p2"]}).several("") == ("p1", "p2")


def test_nobody_is_an_answer_also_where_the_household_is_not_known():
    optional = QUESTIONS["people"].model_copy(update={"required": False})
    context = a_context(facts={})
    kind = KINDS["people"]

    nobody = kind.parse(optional, kind.raw_input({"names": [""]}), {}, context)
    assert nobody == {"keys": [], "names": []}
    with pytest.raises(InvalidInput, match="niet ophalen"):
        kind.parse(optional, kind.raw_input({"": ["p1"]}), {}, context)


def test_a_consent_that_is_not_asked_now_stays_as_it_was_answered():
    answer = {"answer": "yes", "text": "of before"}

    assert KINDS["consent"].still_valid(QUESTIONS["consent"], answer, {}, a_context())
    assert not KINDS["consent"].still_valid(QUESTIONS["consent"], answer, {}, BASE)


def test_what_kinds_can_do():
    """Each capability, and the kinds that have it: what the portal and the checks look at."""

    def having(name):
        return {kind_name for kind_name, kind in KINDS.items() if getattr(kind, name)}

    assert having("needs_person") == {
        "about",
        "consent",
        "data_choice",
        "known",
        "name_use",
        "people",
    }
    assert having("last_on_page") == {"declaration"}
    assert having("alone_on_page") == having("after_all_others") == {"consent"}
    assert having("once_on_page") == {"data_choice"}
    assert having("attaches_files") == {"file"}
    assert {KINDS[name].contact_role for name in having("contact_role")} == {"email", "phone"}
    assert {name: KINDS[name].effect for name in having("effect")} == {
        "data_choice": "fetch",
        "fetched": "fetched",
    }
    assert having("is_worked_out") == {"calculation"}
    assert KINDS.keys() - having("by_resident") == {"about", "fetched", "calculation"}
    assert KINDS.keys() - having("has_answer") == {"known", "fetched", "calculation"}
