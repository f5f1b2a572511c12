"""The document of the fault matrix: it has each cell that is tried in each run, and no other."""

from tests.faults.document import DELIVERY, PAGES, SECTIONS, read, written
from tests.faults.table import DOCUMENT, READS, WRITES, modes_that_fail


def test_it_has_every_cell_and_every_way_to_fail():
    document = DOCUMENT.read_text("utf-8")
    cells = read(document)
    tried = {
        (name, call.name, mode.value)
        for name, section in SECTIONS.items()
        for call in section.calls
        for mode in modes_that_fail(call.part)
        if mode in section.tried(call)
    }

    assert tried - cells.keys() == set()
    assert cells.keys() - tried == set()
    assert written(cells) == document


def test_what_is_written_is_read_back():
    cells = {(PAGES, READS[0].name, "uit"): "whole", (DELIVERY, WRITES[1].name, "404"): "counts"}

    assert read(written(cells)) == cells
