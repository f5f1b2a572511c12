"""What is wrong on a page with questions, for the summary above them."""

from collections.abc import Iterable
from typing import Any

from flask import Flask

from forms.fields import QuestionField


def faults_of(fields: Iterable[QuestionField[Any]]) -> list[tuple[str, str]]:
    """Each fault of each field: the id of the control that it belongs to, and its sentence."""
    return [
        (control, str(error))
        for field in fields
        for control, error in zip(field.error_ids, field.errors, strict=True)
    ]


def register(app: Flask) -> None:
    """Make it a filter of the templates."""
    app.add_template_filter(faults_of)
