"""Which documents a resident may see and who sent them: one rule for the page and the download.

A kind of case says of each kind of document which way it goes (`richting`). Its versions have URLs
of their own, so that a kind is also known by its name.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self
from uuid import UUID

from portal.domain.cases import DocumentSender
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.catalogue_resources import DocumentTypeLink
from portal.gateways.cases.zgw.resources import Document, Zaak, uuid_of
from portal.gateways.cases.zgw.sights import WHOLE, Sight
from portal.gateways.cases.zgw.uploads import AUTHOR
from portal.gateways.problems import is_absent

FINAL = frozenset({"definitief", "gearchiveerd"})
"""States of a document in which it is no draft any more."""
IN, OUT = "inkomend", "uitgaand"
SHARED_WAYS = frozenset({IN, OUT})
"""Which way a document goes, as the municipality sees it. Any other way is for employees only."""
OUR_NUMBER = re.compile(r"([0-9a-f]{32})-[0-9]+", re.ASCII)
"""How the portal numbers what residents send (`NewDocument.reference`): by what it was sent in."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What a document of a case is."""

    name: str
    sender: DocumentSender


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """Which documents of one case its resident may see."""

    zgw: Zgw
    case_type: CaseType
    own: frozenset[UUID]
    """What the documents came in that are theirs: submissions and replies."""
    letters: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    """The documents of decisions that were sent, with the kinds that such a decision has."""

    def for_letters(self, letters: Mapping[str, frozenset[str]]) -> Self:
        """The same with these letters by URL, each with the kinds that such a decision has."""
        return replace(self, letters={uuid_of(url): kinds for url, kinds in letters.items()})

    def kind_of(self, document: Document) -> DocumentKind | None:
        """What it is; None where the resident may not see it. Raises `SourceError`."""
        rule = self.zgw.case_rules.of(self.case_type.code)
        is_secret = document.vertrouwelijkheidaanduiding not in rule.most_confidential.and_less
        if is_secret or not _is_final(self.zgw, document):
            return None
        name = self.zgw.catalogue.name_of(document.informatieobjecttype)
        ways = self._ways_of(document, name)
        if ways - SHARED_WAYS:
            return None
        sent_in = _sent_in(document)
        if sent_in in self.own:
            return DocumentKind(name, DocumentSender.RESIDENT)
        is_received = bool(sent_in or document.ontvangstdatum) or ways == {IN}
        goes_out = OUT in ways and not (sent_in or (is_received and IN in ways))
        if not goes_out and not self.zgw.document_rules.shows(name, self.case_type.code):
            self._hold_letter(document, ways)
            return None
        sender = DocumentSender.OTHERS if is_received else DocumentSender.MUNICIPALITY
        return DocumentKind(name, sender)

    def _ways_of(self, document: Document, name: str) -> frozenset[str]:
        """Which ways such a document goes in the case; none where nothing has such a kind."""
        ways = _ways_in(self.zgw, self.case_type, document.informatieobjecttype, name)
        kinds = self.letters.get(uuid_of(document.url), frozenset())
        is_letter = document.informatieobjecttype in kinds or any(
            _has_name(self.zgw, url, name) for url in kinds
        )
        return ways | {OUT} if is_letter else ways

    def _hold_letter(self, document: Document, ways: frozenset[str]) -> None:
        """Raise `InvalidSourceAnswer` for a letter of which nobody says which way it goes."""
        if uuid_of(document.url) in self.letters and not ways:
            raise InvalidSourceAnswer("catalogue", "a letter of a kind that its decision hasn't")


def rule_of(zgw: Zgw, zaak: Zaak, own: Collection[UUID], sight: Sight = WHOLE) -> DocumentRule:
    """Which documents of this case are shown: of what came in through the portal, only their own.

    Its own marks say what it was made of, also where the portal's database knows it no more: for
    who started it, as what they sent is not of an interested party.
    """
    marked = zaak.submissions if sight.is_whole else frozenset()
    case_type = zgw.catalogue.case_type(zaak.zaaktype)
    return DocumentRule(zgw, case_type, marked | frozenset(own))


def kinds_taken(zgw: Zgw, case_type: CaseType) -> tuple[str, ...]:
    """Names of the kinds of document that residents may add to such a case, today.

    Those that can be read: nobody is shown anything by it. Raises `SourceError` where none can.
    """
    kinds = zgw.catalogue.document_types(case_type, today()).readable()
    links = zgw.catalogue.document_links(case_type).readable("catalogue")
    has_name = partial(_is_known_as, zgw)
    ways = {name: _ways_among(links, url, name, has_name) for name, url in kinds.items()}
    return tuple(sorted(name for name in kinds if IN in ways[name] <= SHARED_WAYS))


def _is_final(zgw: Zgw, document: Document) -> bool:
    """Whether it is whole, and no draft."""
    is_final = document.status in FINAL
    if not document.status:
        is_final = zgw.document_rules.shows_without_status
    is_whole = document.inhoud is not None
    return is_final and is_whole


def _ways_in(zgw: Zgw, case_type: CaseType, url: str, name: str) -> frozenset[str]:
    """Which ways this kind of document goes in such a case; none where it has no such kind.

    Where the case type has this very version, other versions count only if they are internal.
    """
    links = zgw.catalogue.document_links(case_type).whole("catalogue")
    return _ways_among(links, url, name, partial(_has_name, zgw))


def _ways_among(
    links: Collection[DocumentTypeLink], url: str, name: str, has_name: Callable[[str, str], bool]
) -> frozenset[str]:
    """The same, by these links; `has_name`: whether the kind at a URL has a name."""
    by_url = [link.richting for link in links if link.informatieobjecttype == url]
    by_name = [
        link.richting
        for link in links
        if not (by_url and link.richting in SHARED_WAYS)
        and has_name(link.informatieobjecttype, name)
    ]
    return frozenset([*by_url, *by_name])


def _has_name(zgw: Zgw, url: str, name: str) -> bool:
    """Whether the kind of document at this URL has this name; one that is gone has none.

    Raises `SourceError`, also where it is closed to us: it could be the internal one.
    """
    try:
        return zgw.catalogue.name_of(url) == name
    except SourceRefused as error:
        if is_absent(error):
            return False
        raise


def _is_known_as(zgw: Zgw, url: str, name: str) -> bool:
    """The same; one that can't be read is known as nothing."""
    try:
        return _has_name(zgw, url, name)
    except InvalidSourceAnswer:
        return False


def _sent_in(document: Document) -> UUID | None:
    """The submission or reply in which it came through this portal; None where it did not.

    A number can be made up and an author copied: only both together say so.
    """
    number = OUR_NUMBER.fullmatch(document.identificatie)
    return UUID(number[1]) if number and document.auteur == AUTHOR else None
