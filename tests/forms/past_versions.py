"""Form versions as they were stored in each format, and a world in which all rules changed."""

from pathlib import Path

from forms import checking
from forms.definition import Form
from forms.kinds import KINDS
from forms.kinds.calculation import CalculationStep
from forms.kinds.choice import ChoiceOption

FOLDER = Path(__file__).parent / "stored"
FORMATS = sorted(folder.name for folder in FOLDER.iterdir())


class Refuser:
    """A validator of today that refuses whatever was right before."""

    def __getattr__(self, name):
        raise AssertionError(f"a stored version was judged again: {name}")


def stored_versions(format_name):
    """Version → source of each form of the catalogue, as it was stored in this format."""
    files = sorted((FOLDER / format_name).glob("*.json"))
    return {file.stem: file.read_text("utf-8") for file in files}


def change_all_rules(monkeypatch):
    """Reserve words that forms use, refuse what was right, and give other defaults."""
    for kind in KINDS.values():
        monkeypatch.setattr(kind.model, "__pydantic_validator__", Refuser())
    monkeypatch.setattr(Form, "__pydantic_validator__", Refuser())
    monkeypatch.setattr(checking, "RESERVED", checking.RESERVED | {"together", "movers", "place"})
    for name in ("text", "textarea", "email", "phone"):
        monkeypatch.setattr(KINDS[name].model.model_fields["max_length"], "default", 1)
    for part in (ChoiceOption, CalculationStep):
        monkeypatch.setattr(part.model_fields["hint"], "default", "Een nieuwe hint")
    monkeypatch.setattr(CalculationStep.model_fields["role"], "default", "minus")
    monkeypatch.setattr(KINDS["file"].model.model_fields["max_files"], "default", 1)
