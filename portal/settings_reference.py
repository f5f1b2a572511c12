"""The reference page of all settings, made from the settings themselves."""

import json
from textwrap import wrap

from portal.settings import Settings


def reference() -> str:
    """All settings as Markdown: kept in SETTINGS.md by a test."""
    lines = [
        "# Settings",
        "",
        "Environment variables, read once at start. Made by `portal settings`; don't edit.",
        "",
        "| name | kind | usual value | what it is |",
        "|---|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        usual = "**needed**" if field.is_required() else f"`{_plain(field.default)}`"
        kind = str(getattr(field.annotation, "__name__", field.annotation))
        described = " ".join((field.description or "").split())
        variable = field.validation_alias or f"PORTAL_{name.upper()}"
        lines.append(f"| `{variable}` | {_kind(kind)} | {usual} | {described} |")
    return "\n".join(lines)


def example() -> str:
    """All settings as a file for systemd's `EnvironmentFile`, to be filled in.

    What has a usual value is a comment.
    """
    lines = ["# Settings of MijnGemeente. Made by: portal settings --example"]
    for name, field in Settings.model_fields.items():
        variable = field.validation_alias or f"PORTAL_{name.upper()}"
        described = " ".join((field.description or "").split())
        usual = "" if field.is_required() or not field.default else _written(field.default)
        mark = "" if field.is_required() else "#"
        lines += ["", *(f"# {line}" for line in wrap(described, 98)), f"{mark}{variable}={usual}"]
    return "\n".join(lines)


def _kind(text: str) -> str:
    return (
        text.replace("typing.", "")
        .replace("pydantic.types.", "")
        .replace("pathlib.", "")
        .replace("|", "or")
    )


def _written(value: object) -> str:
    """As it is written in the environment."""
    return json.dumps(value) if isinstance(value, (tuple, dict)) else str(value)


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, (tuple, dict)) else str(value)
