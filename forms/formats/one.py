"""The first format: the bare definition, without its defaults and without its sources.

The defaults and the register of sources stand here as they were on the last day of this format,
so that its versions stay what they were.
"""

import json
from pathlib import Path
from typing import Any

Part = dict[str, Any]

SOURCES = Path(__file__).parent / "sources_of_one.json"
FORM: Part = {"norms": []}
PAGE = {"intro": "", "why": "", "show_if": None}
QUESTION = {"hint": "", "short": "", "when_empty": "", "required": True, "show_if": None}
ONE_INPUT = {"prefill": "", "autocomplete": "", "max_length": 200}
OF_KIND: dict[str, Part] = {
    "text": ONE_INPUT,
    "textarea": ONE_INPUT | {"max_length": 1000},
    "email": ONE_INPUT | {"autocomplete": "email"},
    "phone": ONE_INPUT | {"autocomplete": "tel"},
    "date": {"not_before": None, "too_early": "", "not_after": None, "too_late": ""},
    "file": {
        "later": False,
        "max_files": 10,
        "max_mb": 20,
        "accept": ["pdf", "jpg", "png", "heic"],
    },
    "known": {"required": False},
    "about": {"required": False},
    "consent": {"required": False},
    "number": {"at_least": 0, "at_most": 999_999},
    "calculation": {"required": False},
}
IN_QUESTION: dict[str, Part] = {
    "options": {"hint": ""},
    "steps": {"hint": "", "role": "amount", "show_if": None},
    "outcomes": {"show_if": None},
}


def as_format_2(form: Part) -> Part:
    """The same version with all that it needs."""
    sections = [
        {**section, "pages": [_page(page) for page in section["pages"]]}
        for section in form["sections"]
    ]
    register = json.loads(SOURCES.read_text("utf-8"))
    return {
        "format": 2,
        "form": {**FORM, **form, "sections": sections},
        "sources": {
            question["id"]: _source(register[question["source"]], question)
            for section in sections
            for page in section["pages"]
            for question in page["questions"]
            if question["kind"] == "data_choice"
        },
    }


def _page(page: Part) -> Part:
    return {**PAGE, **page, "questions": [_question(each) for each in page["questions"]]}


def _question(question: Part) -> Part:
    whole = {**QUESTION, **OF_KIND.get(question["kind"], {}), **question}
    for name in IN_QUESTION.keys() & question.keys():
        whole[name] = [{**IN_QUESTION[name], **part} for part in question[name]]
    return whole


def _source(source: Part, question: Part) -> Part:
    """No more of the source than the question asks."""
    fields = {field["id"]: field for field in source["fields"]}
    [purpose] = (each for each in source["purposes"] if each["id"] == question["purpose"])
    return {
        **source,
        "fields": [fields[name] for name in question["fields"]],
        "purposes": [{**purpose, "fields": question["fields"]}],
    }
