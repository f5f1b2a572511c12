"""Collect all texts into translations/messages.pot, update every language and compile it.

What it writes depends on nothing but the texts and the files they stand in: no dates, no line
numbers, no guesses. A changed Dutch text has an empty translation until somebody fills it.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "messages.pot"
SOURCE = "nl"
"""The language of the texts in the code; it has no catalogue."""
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
FOLDERS = {"portal", "forms", "templates"}
UNUSED = ("Project", "Report-", "POT-", "PO-", "Last-", "Language-Team", "Generated-")
"""Beginnings of header lines that say nothing here, or change by themselves."""
HEADER = """\
# Texts of MijnGemeente. The msgid is the Dutch text that residents read.
# `make translations` keeps this file up to date with the code."""


def main() -> None:
    """Write the template and every language, and say what is left to translate."""
    template = collected()
    TEMPLATE.write_text(written(template), "utf-8", newline="\n")
    for path in languages():
        catalog = updated(path, template)
        path.parent.mkdir(exist_ok=True)
        path.write_text(written(catalog), "utf-8", newline="\n")
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        texts = untranslated(catalog)
        print(f"{path.parent.parent.name}: {len(texts)} of {len(catalog)} texts to translate")
        for text in texts:
            print(f"  {text}")


def collected() -> Catalog:
    """All texts of the templates, the Python code and the forms; raises `BadForm`."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel's
    catalog = Catalog(header_comment=HEADER, fuzzy=False)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=_has_texts)
    for name, line, text, comments, context in found:
        catalog.add(text, None, [(Path(name).as_posix(), line)], (), comments, context=context)
    return catalog


def languages() -> tuple[Path, ...]:
    """Where the catalogue of each language stands, or will stand: a folder makes a language."""
    folders = sorted(path for path in FOLDER.iterdir() if path.is_dir())
    return tuple(folder / "LC_MESSAGES/messages.po" for folder in folders)


def updated(path: Path, template: Catalog) -> Catalog:
    """The catalogue at `path` with exactly the texts of the template, and nothing guessed."""
    before = path.read_bytes() if path.exists() else b""
    catalog = read_po(BytesIO(before), locale=path.parent.parent.name)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=True)
    catalog.obsolete.clear()
    for message in catalog:
        if message.id and message.fuzzy:
            message.flags.discard("fuzzy")
            message.string = ("",) * catalog.num_plurals if message.pluralizable else ""
    return catalog


def written(catalog: Catalog) -> str:
    """The catalogue as it stands in its file: by file, without what changes by itself."""
    file = BytesIO()
    catalog.fuzzy = False
    write_po(file, catalog, width=0, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    lines = file.getvalue().decode("utf-8").splitlines(keepends=True)
    unused = tuple(f'"{name}' for name in UNUSED)
    return "".join(line for line in lines if not line.startswith(unused))


def untranslated(catalog: Catalog) -> list[str]:
    """The Dutch texts that have no translation yet."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and not all(_forms(message))
    ]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _has_texts(folder: str) -> bool:
    steps = Path(folder).relative_to(ROOT).parts
    return not steps or (steps[0] in FOLDERS and "__pycache__" not in steps)


if __name__ == "__main__":
    main()
