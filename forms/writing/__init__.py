"""How an author writes a form: short, with what forms have in common written once.

Everything here is written out before anything is judged: the engine, the stored versions and the
translations know only the full form. Each value keeps the file and line where it was written, so
that a mistake is told where its author can mend it.

- `product`: what it is, who may ask it, by which laws and within which term (`product`);
- `use`: pages of a fragment, with their laws and their lines on the start page (`fragments`);
- `law: pw35`: a law by the name that it was given once (`laws`);
- `options: {tent: Tent}` in place of a list, and what may be left out (`short`);
- what all forms of a folder have in common (`fragments/defaults.yaml`).
"""

from pathlib import Path

from forms.writing.fragments import FOLDER, Fragments
from forms.writing.full import written_out
from forms.yaml_file import YamlFile

__all__ = ["FOLDER", "Fragments", "read_form_file", "written_out"]


def read_form_file(file: Path) -> YamlFile:
    """A form's file, written out as the full definition; raises `BadForms` if it can't be read.

    What is wrong with how it is written stands in `mistakes`.
    """
    source = YamlFile.inspect(file.name, file.read_bytes())
    return written_out(source, Fragments.beside(file))
