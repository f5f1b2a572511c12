"""Consents: permission for one purpose, as given in one exact text; withdrawable at any time.

Model: AVG art. 7, ISO/IEC TS 27560:2023; see `portal.storage.consents.consents`. Rule 8 is held
by a type: what is done on a consent asks for a `ConsentPermission`, and only
`check_permission` makes one.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from portal.domain.days import AMSTERDAM, months_later
from portal.domain.people import KnownByKey

KEPT_YEARS = 5
"""After its end, as the register of processing activities promises; a trigger holds it too."""


class ConsentState(StrEnum):
    """What happened to a consent last."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ConsentStatus(StrEnum):
    """What a consent is worth at this moment."""

    ACTIVE = "active"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OUTDATED = "outdated"
    """Given to another question than the one that is asked now, or nothing is asked any more."""


class Shared(StrEnum):
    """What the portal can hand over on a consent."""

    NAME = "name"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """One text of one purpose in one language; never changes once somebody answered it."""

    purpose: str
    version: int
    language: str
    title: str
    """What it is called in lists; not part of what is asked."""
    recipient: str
    """Name of the organisation in `who`."""
    question: str
    why: str
    who: str
    what: str
    until: str
    withdrawal: str
    """What withdrawing does."""
    refusal: str
    """That refusing does nothing."""
    agree: str
    decline: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands between the question and the two answers."""
        return (self.why, self.who, self.what, self.until, self.withdrawal, self.refusal)

    @property
    def shown(self) -> str:
        """Exactly what stands on the screen, line by line, answers included."""
        return "\n".join((self.question, *self.sentences, self.agree, self.decline))

    @property
    def sha256(self) -> str:
        """Fingerprint of what is shown, in hexadecimal."""
        return hashlib.sha256(self.shown.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """The organisation that the data goes to."""

    name: str
    client: str
    """Name under which it calls the portal."""
    address: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """What a question was about besides its words, as it stood when somebody answered it."""

    version: int
    title: str
    shares: tuple[Shared, ...]
    recipient: Recipient
    scope: str
    """See `Purpose.scope`."""


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One purpose to ask consent for, as published now; see the files in `portal/purposes/`."""

    code: str
    version: int
    owner: str
    activity: str
    """Code of the processing activity under which it is used: one on the ground of consent."""
    recipient: Recipient
    shares: tuple[Shared, ...]
    valid_months: int
    quiet_months: int
    """Months after a no in which a form does not ask again."""
    texts: dict[str, ConsentText] = field(repr=False)
    """By language."""

    @cached_property
    def scope(self) -> str:
        """Fingerprint of what a yes covers: another scope is another question, to be asked anew."""
        covered = (self.code, self.version, self.recipient.name, sorted(self.shares))
        return hashlib.sha256(json.dumps(covered).encode()).hexdigest()

    def asked(self, text: ConsentText) -> AskedQuestion:
        """What it is about at this moment, for who answers this text of it."""
        return AskedQuestion(
            version=self.version,
            title=text.title,
            shares=self.shares,
            recipient=self.recipient,
            scope=self.scope,
        )

    @cached_property
    def by_sha256(self) -> dict[str, ConsentText]:
        """The texts that can be answered now, by their fingerprint."""
        return {text.sha256: text for text in self.texts.values()}


@dataclass(frozen=True, slots=True)
class ConsentPermission:
    """Proof that this resident consents to this purpose now; only `check_permission` makes one."""

    consent: UUID
    subject: KnownByKey
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class LatestAnswer:
    """What was answered last, and to which question."""

    state: ConsentState
    scope: str
    valid_until: datetime | None
    at: datetime

    def status_at(self, purpose: Purpose | None, now: datetime) -> ConsentStatus:
        """What it is worth at this moment; no job has to have run for it to expire.

        `purpose`: as it is published now; None when it is not asked any more.
        """
        if self.state is not ConsentState.GIVEN:
            return ConsentStatus(self.state)
        if self.valid_until is None or self.valid_until <= now:
            return ConsentStatus.EXPIRED
        if purpose is None or purpose.scope != self.scope:
            return ConsentStatus.OUTDATED
        return ConsentStatus.ACTIVE

    def is_quiet(self, purpose: Purpose, now: datetime) -> bool:
        """Whether asking again would be nagging: it holds, or the no is not long ago."""
        status = self.status_at(purpose, now)
        if status in (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN):
            return months_later(self.at, purpose.quiet_months) > now
        return status is ConsentStatus.ACTIVE


def holds_until(given: datetime, months: int) -> datetime:
    """The last moment (UTC) of a yes: residents are told a day, and that day is theirs."""
    last_day = months_later(given.astimezone(AMSTERDAM), months).date()
    return datetime.combine(last_day, time.max, AMSTERDAM).astimezone(UTC)
