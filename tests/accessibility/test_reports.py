"""What an audit leaves behind: EARL for tools, a page for people, a summary for the portal."""

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from accessibility import __main__ as command
from accessibility import earl, false_alarms, journeys, known, report, summary
from accessibility.known import BadKnownFault, Known
from accessibility.outcomes import Verdict
from portal.configuration import accessibility
from portal.domain.accessibility import AuditOutcome
from tests.accessibility.seen import TODAY, audit_of, look, result_of

TOO_WIDE = Verdict("reflow", AuditOutcome.FAILED, ("too wide: table.<b>",))
WORDS = {"nl": "Te breed.", "en": "Too wide."}
KNOWN = Known(
    check="reflow",
    until=TODAY + timedelta(days=30),
    what=WORDS,
    cause=WORDS,
    measure=WORDS,
    states=("case",),
)
IRI = r"^(https|urn):([\w.~:/?#=-]|%[0-9A-F]{2})+$"
ASSERTION = {
    "type": "object",
    "required": ["@type", "mode", "assertedBy", "subject", "test", "result"],
    "additionalProperties": False,
    "properties": {
        "@type": {"const": "Assertion"},
        "mode": {"const": "earl:automatic"},
        "assertedBy": {"const": "urn:mijngemeente:audit"},
        "subject": {
            "type": "object",
            "required": ["@id", "@type", "title", "source", "language"],
            "properties": {
                "@id": {"pattern": IRI},
                "@type": {"const": ["TestSubject", "sch:WebPage"]},
                "source": {"pattern": IRI},
                "language": {"enum": ["nl", "en"]},
            },
        },
        "test": {
            "type": "object",
            "required": ["@id"],
            "properties": {"@id": {"pattern": IRI}},
        },
        "result": {
            "type": "object",
            "required": ["@type", "outcome", "date"],
            "properties": {
                "@type": {"const": "TestResult"},
                "outcome": {
                    "enum": [
                        f"earl:{one}"
                        for one in ("passed", "failed", "cantTell", "inapplicable", "untested")
                    ]
                },
            },
        },
    },
}
TEST_CASE = {
    "type": "object",
    "required": ["@id", "@type", "title", "description", "isPartOf"],
    "properties": {
        "@type": {"const": "TestCase"},
        "isPartOf": {
            "type": "array",
            "items": {"pattern": r"^https://www\.w3\.org/TR/WCAG2[12]/#[a-z-]+$"},
        },
        "conformsTo": {
            "type": "array",
            "items": {"pattern": "^https://www.w3.org/WAI/standards-guidelines/act/rules/"},
        },
    },
}


def by_type(document, kind):
    return [node for node in document["@graph"] if node["@type"] == kind]


def test_earl_has_the_shape_of_the_schema():
    result = result_of(look(TOO_WIDE, state="case"), look(language="en", width=1280))
    document = json.loads(earl.as_json(result))
    assertions, tests = by_type(document, "Assertion"), by_type(document, "TestCase")

    for one in assertions:
        Draft202012Validator(ASSERTION).validate(one)
    for one in tests:
        Draft202012Validator(TEST_CASE).validate(one)
    assert {one["test"]["@id"] for one in assertions} <= {one["@id"] for one in tests}
    assert by_type(document, ["Assertor", "Software"])[0]["@id"] == assertions[0]["assertedBy"]
    used = {key for node in document["@graph"] for key in node if not key.startswith("@")}
    earls_own = {"subject", "test", "result"}
    assert used - earls_own <= document["@context"].keys()


def test_earl_says_the_worst_of_all_widths_once():
    result = result_of(look(TOO_WIDE, state="case", width=320), look(state="case", width=1280))
    assertions = by_type(json.loads(earl.as_json(result)), "Assertion")
    found = [
        one["result"]
        for one in assertions
        if one["subject"]["title"] == "case" and one["test"]["@id"].endswith("reflow")
    ]

    assert [one["outcome"] for one in found] == ["earl:failed"]
    assert found[0]["description"] == "320 px: too wide: table.<b>"


def test_earl_names_the_act_rules_that_a_check_carries_out():
    tests = by_type(json.loads(earl.as_json(result_of(look()))), "TestCase")
    label = next(one for one in tests if one["title"] == "axe label")

    assert label["conformsTo"] == [f"{earl.ACT}e086e5/"]
    assert label["isPartOf"] == ["https://www.w3.org/TR/WCAG22/#name-role-value"]


def test_the_report_tells_each_criterion_with_its_evidence():
    page = BeautifulSoup(
        report.as_html(result_of(look(TOO_WIDE, state="case")), "en"), "html.parser"
    )

    assert len(page.find_all("details")) == 56
    opened = page.find("details", open=True)
    assert "1.4.10 Reflow" in opened.h4.text
    assert "too wide: table.<b>" in opened.text
    assert not page.find_all(["script", "link", "img"])
    assert "not complete" not in page.text


def test_the_report_says_when_states_were_not_seen():
    result = result_of(look(), complete=False)

    assert "State not met: case, decided" in report.as_html(result, "en")
    assert "Toestand niet tegengekomen: case, decided" in report.as_html(result, "nl")


def test_the_portal_reads_the_summary(tmp_path):
    loud = Verdict("console", AuditOutcome.FAILED, ("a rule of the house",))
    result = result_of(look(TOO_WIDE, loud, state="case"), known=[KNOWN])
    path = tmp_path / "summary.json"
    path.write_text(summary.as_json(result), "utf-8")
    audit = accessibility.load(path)

    assert (audit.made_on, audit.is_complete) == (TODAY, True)
    (fault,) = audit.faults
    assert fault.criteria == (("1.4.10", {"nl": "Reflow", "en": "Reflow"}),)
    assert fault.known.what == WORDS


@pytest.mark.parametrize(
    ("state", "today", "is_new"),
    [
        ("case", TODAY, False),
        ("home", TODAY, True),
        ("case", TODAY + timedelta(days=31), True),
    ],
)
def test_a_fault_is_new_unless_it_is_known_there_and_in_time(state, today, is_new):
    result = summary.result_of(audit_of(look(TOO_WIDE, state=state)), [KNOWN], today)

    assert bool(result.new_faults) == is_new
    assert [fault.states for fault in result.faults] == [(state,)]


@pytest.mark.parametrize(
    ("looks", "complete", "known_faults", "status"),
    [
        ([look()], True, [], 0),
        ([look(TOO_WIDE, state="case")], True, [KNOWN], 0),
        ([look(TOO_WIDE, state="case")], True, [], 1),
        ([look()], False, [], 1),
    ],
    ids=["clean", "known", "new", "states unseen"],
)
def test_the_command_fails_for_what_is_new_or_unseen(
    monkeypatch, tmp_path, looks, complete, known_faults, status
):
    def walk(audit):
        seen = audit_of(*looks, complete=complete)
        for name in ("looks", "checks", "browser", "steps"):
            setattr(audit, name, getattr(seen, name))

    monkeypatch.setattr(journeys, "walk", walk)
    monkeypatch.setattr(false_alarms, "load", tuple)
    monkeypatch.setattr(known, "load", lambda: known_faults)
    monkeypatch.setattr(command.write, "__defaults__", (tmp_path,))

    assert command.main([]) == status
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "earl.jsonld",
        "pictures",
        "report.en.html",
        "report.nl.html",
        "summary.json",
    ]


def test_known_faults_tell_what_the_statement_must_tell(tmp_path):
    path = tmp_path / "known.toml"
    path.write_text('[[fault]]\ncheck = "reflow"\nuntil = 2027-01-01\nwhat = { nl = "x" }\n')
    with pytest.raises(BadKnownFault):
        known.load(path)
    texts = "\n".join(f'{name} = {{ nl = "x", en = "y" }}' for name in ("what", "cause", "measure"))
    path.write_text(f'[[fault]]\ncheck = "reflow"\nuntil = 2027-01-01\n{texts}\n')

    assert known.load(path)[0].until == date(2027, 1, 1)
    assert all(one.until for one in known.load())
