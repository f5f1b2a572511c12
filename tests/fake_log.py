"""The municipality's log as tests need it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.domain.consultations import Consultation, ConsultationProof
from portal.domain.failures import NotFound, SourceAnswer
from tests.witness import Fake


@dataclass
class FakeConsultations(Fake):
    """The municipality's log of what employees looked at. Plays `ConsultationLog`."""

    system = "consultation log"
    lines: dict[str, list[Consultation]] = field(default_factory=lambda: defaultdict(list))
    """By BSN."""
    is_there: bool = True

    def is_connected(self) -> bool:
        return self.is_there

    def lines_of(
        self, proof: ConsultationProof, first: date, last: date
    ) -> SourceAnswer[list[Consultation]]:
        self._meet("lines_of", proof)
        found = self.lines.get(proof.subject.bsn, ())
        lines = [line for line in found if first <= line.at.date() <= last]
        return SourceAnswer(lines, self.odd)

    def line(self, proof: ConsultationProof, line_id: UUID) -> Consultation:
        self._meet("line", proof)
        for line in self.lines.get(proof.subject.bsn, ()):
            if line.id == line_id:
                return line
        raise NotFound(line_id)
