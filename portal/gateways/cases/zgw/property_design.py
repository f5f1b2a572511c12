"""The specification (eigenschap `specificatie`) that a property needs for what a form gives."""

from forms.properties import PropertyShape, ValueFormat

FORMATS = {ValueFormat.TEXT: "tekst", ValueFormat.NUMBER: "getal", ValueFormat.DAY: "datum"}
LONGEST_TEXT = 255
"""Characters; a longer text is in the PDF as a whole."""
LENGTH_OF_DAY = "8"
"""jjjjmmdd."""


def specification_of(shape: PropertyShape) -> dict[str, object]:
    """The specification, in the names of the Catalogi API."""
    return {
        "groep": "",
        "formaat": FORMATS[shape.format],
        "lengte": _length(shape),
        "kardinaliteit": "N" if shape.is_list else "1",
        "waardenverzameling": list(shape.codes),
    }


def _length(shape: PropertyShape) -> str:
    if shape.format is ValueFormat.DAY:
        return LENGTH_OF_DAY
    if shape.format is ValueFormat.NUMBER:
        return f"{shape.longest},{shape.decimals}" if shape.decimals else str(shape.longest)
    return str(min(shape.longest, LONGEST_TEXT))
