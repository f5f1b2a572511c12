"""What a resident is told of a file: why it can't be taken, or what we did with it."""

from collections.abc import Mapping

from portal.files.verdict import FileFault, Note
from portal.texts.labels import N_

DAMAGED = N_("“%(name)s” is beschadigd. Open het zelf, sla het opnieuw op en stuur het dan.")
TOO_LARGE = N_("“%(name)s” is te groot om te openen. Maak er een PDF van met minder erin.")
FAULTS: Mapping[FileFault, str] = {
    FileFault.UNREADABLE: DAMAGED,
    FileFault.PROTECTED: N_("“%(name)s” is beveiligd met een wachtwoord. Haal dat eraf."),
    FileFault.PROGRAM: N_(
        "“%(name)s” kunnen wij niet aannemen: er zit een programma in. Maak er een PDF van."
    ),
    FileFault.MACROS: N_(
        "“%(name)s” kunnen wij niet aannemen: er zit iets in dat vanzelf kan starten, zoals een "
        "macro. Maak er een PDF van."
    ),
    FileFault.OUTSIDE: N_(
        "“%(name)s” kunnen wij niet aannemen: het haalt iets van een andere plek op. Maak er een "
        "PDF van."
    ),
    FileFault.OTHER: N_("“%(name)s” kunnen wij niet aannemen. Maak er een PDF van."),
    FileFault.FILLED_ELSEWHERE: N_(
        "“%(name)s” is een formulier dat niet overal te openen is. Kies bij Afdrukken voor "
        "“Opslaan als PDF” en stuur dat."
    ),
    FileFault.TOO_LARGE: TOO_LARGE,
    FileFault.TOO_HEAVY: TOO_LARGE,
    FileFault.BUSY: N_(
        "“%(name)s” konden wij nu niet bekijken: het is druk. Kies het zo nog een keer."
    ),
    FileFault.INFECTED: N_(
        "“%(name)s” kunnen wij niet aannemen: onze virusscanner vond er een virus in. Kijk het "
        "apparaat na waar het van komt, en stuur een schoon bestand."
    ),
    FileFault.TOO_LATE: N_(
        "“%(name)s” hebben wij nog niet bekeken: het waren er te veel tegelijk. Kies het nog een "
        "keer."
    ),
}
OF_PICTURES: Mapping[FileFault, str] = {
    FileFault.UNREADABLE: N_("“%(name)s” is beschadigd. Maak de foto opnieuw."),
    FileFault.TOO_LARGE: N_(
        "“%(name)s” is te groot. Maak de foto kleiner, of scan met hoogstens 300 dpi."
    ),
    FileFault.TOO_HEAVY: N_(
        "“%(name)s” is te groot. Maak de foto kleiner, of scan met hoogstens 300 dpi."
    ),
}
"""What is said of a picture instead."""
OF_OFFICE: Mapping[FileFault, str] = {
    FileFault.UNREADABLE: N_(
        "“%(name)s” is beschadigd. Sla het opnieuw op, of maak er een PDF van."
    ),
    FileFault.TOO_LARGE: N_("“%(name)s” is te groot. Maak er een PDF van."),
}
NOTES: Mapping[Note, str] = {
    Note.ACTIVE_REMOVED: N_(
        "Hier zat iets in dat vanzelf kon starten. Dat hebben wij eruit gehaald."
    ),
    Note.SIGNED: N_("Hier staat een digitale handtekening in. Wij sturen het door zoals het is."),
    Note.SIGNED_ACTIVE: N_(
        "Hier staat een digitale handtekening in. Wij sturen het door zoals het is, ook al zit er "
        "iets in dat vanzelf kan starten."
    ),
}
MARKS: Mapping[Note, str] = {
    Note.ACTIVE_REMOVED: N_("zonder wat vanzelf kon starten"),
    Note.SIGNED: N_("met digitale handtekening"),
    Note.SIGNED_ACTIVE: N_("met digitale handtekening, en met iets dat vanzelf kan starten"),
}
"""The same behind the name, on the paper with the answers."""


def text_of(fault: FileFault, kind: str) -> str:
    """Why a file of this kind can't be taken, as msgid with `%(name)s`."""
    if kind == "docx":
        return OF_OFFICE.get(fault, FAULTS[fault])
    return FAULTS[fault] if kind == "pdf" else OF_PICTURES.get(fault, FAULTS[fault])
