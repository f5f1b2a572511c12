"""The second format: the definition with its defaults, of before there was more than questions."""

from typing import Any

Part = dict[str, Any]
CONTACT = ("email", "phone")
READ = ("title", "summary", "send", "start", "sections")
"""The parts of a form that residents read, in which `%%` stood for one per cent sign."""


def as_format_3(stored: Part) -> Part:
    """The same version, with what the third format added left at nothing.

    Before questions had roles, the last e-mail address and the last telephone number were those of
    the applicant.
    """
    form = {key: _plain(part) if key in READ else part for key, part in stored["form"].items()}
    questions = [q for s in form["sections"] for p in s["pages"] for q in p["questions"]]
    last = {question["kind"]: question["id"] for question in questions}
    for question in questions:
        if question["kind"] in CONTACT:
            is_last = question["id"] == last[question["kind"]]
            question["role"] = "contact" if is_last else None
    return {**stored, "format": 3, "form": form, "computed": {}}


def _plain(part: Any) -> Any:
    if isinstance(part, str):
        return part.replace("%%", "%")
    if isinstance(part, list):
        return [_plain(each) for each in part]
    return {key: _plain(each) for key, each in part.items()} if isinstance(part, dict) else part
