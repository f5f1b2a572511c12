"""“Idee voor de buurt insturen”: a form for tests alone, in which one chooses whether to log in."""

from pathlib import Path

FILE = Path(__file__).parent / "buurtidee.yaml"
SLUG = "buurtidee"
FORM = f"/formulieren/{SLUG}/"
