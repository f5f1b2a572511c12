"""What left the portal, in which a BSN is searched for (rule 6)."""

import zlib
from dataclasses import dataclass, field

from itsdangerous import base64_decode

from tests.papers import title_of_pdf, words_of_pdf


@dataclass
class Output:
    """Everything that left the portal: name of the place → text."""

    texts: list[tuple[str, str]] = field(default_factory=list)

    def add(self, place: str, said: object) -> None:
        """Keep what was said there; of a PDF also what can be read in it."""
        if isinstance(said, bytes):
            self.texts.append((place, said.decode("utf-8", "replace")))
        else:
            self.texts.append((place, str(said)))
        if isinstance(said, bytes) and said.startswith(b"%PDF"):
            self.texts.append((f"paper: {place}", f"{title_of_pdf(said)} {words_of_pdf(said)}"))

    def places_of(self, bsn: str) -> set[str]:
        """Where this BSN stands: as it is, in hexadecimal, or with dots."""
        ways = (bsn, bsn.encode().hex(), f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}")
        return {place for place, text in self.texts for way in ways if way in text}


def opened(cookie: str) -> str:
    """What a session cookie says, to who can read it: it is signed, not sealed."""
    value = cookie.partition("=")[2].partition(";")[0]
    payload = value.lstrip(".").partition(".")[0]
    try:
        content = base64_decode(payload)
        return (zlib.decompress(content) if value.startswith(".") else content).decode()
    except (ValueError, zlib.error):
        return value
