"""The fault matrix as a table: what the portal asks of a case system, and how that can fail.

What comes of each cell stands in `docs/fault-matrix.md`; the tests hold it to what they see, and
write it anew where `WRITE_FAULT_MATRIX` is set.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from portal.domain.deliveries import FailureKind
from portal.embedded.switchboard.switches import Mode, modes_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "fault-matrix.md"
WRITE = "WRITE_FAULT_MATRIX"


@dataclass(frozen=True, slots=True)
class Call:
    """Something that is asked of the case system or the register of tasks, and that can fail."""

    name: str
    part: str
    """Of the switchboard."""
    call: str
    """What fails: in `METHOD /path` of the call."""
    page: str = ""
    """Whose page; `{case}`, `{open}`, `{document}` and `{task}` are those of a resident."""
    shows: str = ""
    """What only stands on that page where the call was answered; empty: the page itself."""


ZAKEN, DOCUMENTEN, OBJECTEN = "/zaken/api/v1", "/documenten/api/v1", "/objecten/api/v2"
LIST, CASE = f"POST {ZAKEN}/zaken/_zoek", "/zaken/{case}/"
DOWNLOAD = CASE + "documenten/{document}"

READS = (
    Call("list", "zaken", LIST, "/zaken/", "Kwijtschelding"),
    Call("overview", "zaken", LIST, "/overzicht/", "Parkeervergunning"),
    Call("search", "zaken", LIST, "/zaken/?zoek=parkeer", "Parkeervergunning"),
    Call("kinds of cases", "catalogi", "/zaaktypen", "/zaken/", "Kwijtschelding"),
    Call("case", "zaken", f"GET {ZAKEN}/zaken/", CASE, "Toegekend"),
    Call("statuses", "zaken", f"{ZAKEN}/statussen", CASE),
    Call("documents", "documenten", "/documenten/", CASE, "Uw aanvraag ("),
    Call("decisions", "besluiten", "/besluiten/", CASE, "Niet mee eens?"),
    Call("catalogue", "catalogi", "/catalogi/", CASE, "Toegekend"),
    Call("tasks of the case", "objecten", "/objecten/", CASE),
    Call("download: case", "zaken", f"GET {ZAKEN}/zaken/", DOWNLOAD),
    Call("download: document", "documenten", "/documenten/", DOWNLOAD),
    Call("what one can send", "catalogi", "/catalogi/", "/zaken/{open}/document-sturen/"),
    Call("tasks", "objecten", "/objecten/", "/overzicht/", "Doe dit uiterlijk"),
    Call("task", "objecten", "/objecten/", "/taken/{task}/", "rijbewijs"),
)
WRITES = (
    Call("look for the case", "zaken", f"GET {ZAKEN}/zaken"),
    Call("catalogue", "catalogi", "GET /catalogi/"),
    Call("case", "zaken", f"POST {ZAKEN}/zaken"),
    Call("role", "zaken", f"POST {ZAKEN}/rollen"),
    Call("properties", "zaken", "/zaakeigenschappen"),
    Call("what it is about", "zaken", "/zaakobjecten"),
    Call("document", "documenten", f"POST {DOCUMENTEN}/enkelvoudiginformatieobjecten"),
    Call("document in case", "zaken", f"POST {ZAKEN}/zaakinformatieobjecten"),
    Call("status", "zaken", f"POST {ZAKEN}/statussen"),
    Call("look for the record", "objecten", f"GET {OBJECTEN}/objects"),
    Call("record", "objecten", f"POST {OBJECTEN}/objects"),
)
EIO = f"{DOCUMENTEN}/enkelvoudiginformatieobjecten"
LOOKS = (
    Call("case", "zaken", f"GET {ZAKEN}/zaken/"),
    Call("whose it is", "zaken", f"GET {ZAKEN}/rollen"),
    Call("statuses", "zaken", f"{ZAKEN}/statussen"),
    Call("decisions", "besluiten", "/besluiten/"),
    Call("catalogue", "catalogi", "/catalogi/"),
    Call("tasks", "objecten", "/objecten/"),
)
REPLIES = (
    Call("look at the case", "zaken", f"GET {ZAKEN}/zaken/"),
    Call("look for the document", "documenten", f"GET {EIO}"),
    Call("document", "documenten", f"POST {EIO}"),
    Call("part of it", "documenten", f"PUT {DOCUMENTEN}/bestandsdelen"),
    Call("end of the upload", "documenten", "/unlock"),
    Call("document in case", "zaken", f"POST {ZAKEN}/zaakinformatieobjecten"),
    Call("task", "objecten", "GET /objecten/"),
    Call("end of the task", "objecten", "PATCH /objecten/"),
)
ENDS = (
    Call("task", "objecten", "GET /objecten/"),
    Call("end of the task", "objecten", "PATCH /objecten/"),
)
TOO_LATE = frozenset({Mode.HANGING, Mode.HANGING_HALFWAY, Mode.LATE})
LONG = frozenset({Mode.HANGING_HALFWAY, Mode.LATE})
"""They take as long as what hangs, and say the same: in `make stress`."""
OFTEN = frozenset(
    {Mode.DOWN, Mode.ERROR_AFTER, Mode.FORBIDDEN, Mode.NOT_FOUND, Mode.TOO_MANY, Mode.CUT_OFF}
)
"""Tried in each run, where a cell takes a whole delivery; the other ways in `make stress`."""
READING = frozenset({Mode.DOWN, Mode.CUT_OFF})
WRITING = frozenset({Mode.ERROR_AFTER, Mode.FORBIDDEN})
"""The same of other errands of the worker: a way of each kind, of what reads and what writes."""
WRITING_CALLS = ("POST ", "PUT ", "PATCH ", "/unlock")
OUTCOMES = {
    FailureKind.DOWN: "waits",
    FailureKind.UNREADABLE: "unreadable",
    FailureKind.REFUSED: "counts",
    FailureKind.OURS: "ours",
}
"""What the document calls a try that failed, by whose fault it was."""


def all_but_long(_call: Call) -> frozenset[Mode]:
    """Of a page."""
    return frozenset(Mode) - LONG


def often(_call: Call) -> frozenset[Mode]:
    """Of a call of a delivery."""
    return OFTEN


def few(call: Call) -> frozenset[Mode]:
    """Of a call of another errand."""
    return WRITING if call.call.startswith(WRITING_CALLS) else READING


def cells_of(
    calls: tuple[Call, ...], tried: Callable[[Call], frozenset[Mode]], one_in: int = 1
) -> list[Any]:
    """Each call with each way in which it can fail; those that each run doesn't try are marked.

    Of what the document has, a run tries one in so many: some of each call, and some of each way.
    """
    return [
        pytest.param(
            call,
            mode,
            id=f"{call.name}: {mode.value}",
            marks=[] if mode in _spread(call, row, tried, one_in) else pytest.mark.stress,
        )
        for row, call in enumerate(calls)
        for mode in modes_that_fail(call.part)
    ]


def _spread(
    call: Call, row: int, tried: Callable[[Call], frozenset[Mode]], one_in: int
) -> list[Mode]:
    """Of the ways to fail that the document has of this call: one in so many, other ones by row."""
    modes = [mode for mode in modes_that_fail(call.part) if mode in tried(call)]
    return [mode for place, mode in enumerate(modes) if (row + place) % one_in == 0]


def modes_that_fail(part: str) -> tuple[Mode, ...]:
    """The ways in which this part can fail."""
    return tuple(mode for mode in modes_of(part) if mode is not Mode.GOOD)


NEVER_SAID = (
    "U heeft geen lopende zaken",
    "U heeft nog geen zaken",
    "Geen zaken gevonden",
    "U hoeft nu niets te doen",
    "Er zijn nog geen documenten",
    "U heeft geen documenten gestuurd",
)
"""What only an answer can say; of a resident who has cases, documents and a task."""
NOTICES: dict[str, str] = {
    "Wij kunnen uw zaken nu niet laten zien": "no cases shown",
    "Wij kunnen 1 zaak nu niet laten zien": "1 case named",
    r"Wij kunnen \d+ zaken nu niet laten zien. Bel ons": "each case named",
    "Wij kunnen nu niet alle stappen laten zien": "no steps shown",
    "Wij kunnen de documenten nu niet laten zien": "no documents shown",
    "Wij kunnen nu niet alle documenten laten zien": "some documents named",
    "Wij kunnen besluiten in deze zaak nu niet laten zien": "no decisions shown",
    "Wij kunnen nu niet zien of u iets moet doen": "no tasks shown",
    "Misschien moet u nog iets doen dat wij nu niet kunnen laten zien": "a task named",
}
"""By what stands on the page: what the document calls it."""
WHAT_TO_DO = ("Probeer", "Bel ons", "bel ons")
