"""E-mail through NotifyNL: one template whose fields are the subject and the text.

Notify itself does not mind the same `reference` twice, so it is asked first. A mail that was handed
over just when the answer got lost is found then, and not sent again.
"""

import time
from dataclasses import dataclass

from joserfc import jwt
from joserfc.jwk import OctKey

from portal.domain.failures import SourceError
from portal.domain.messages import Mail
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.mail.resources import SENT_MAILS
from portal.settings import Settings

SYSTEM = "mail"
NO_MAIL = "portal check"
"""Reference of no mail."""


@dataclass(frozen=True, slots=True)
class Notify:
    """A `Mailer` on the API of NotifyNL (as GOV.UK Notify, version 2)."""

    api: Api
    template: str

    def send(self, mail: Mail) -> None:
        """Hand over one mail; the same reference only once."""
        if self._has(mail.reference):
            return
        body = {
            "email_address": mail.to,
            "template_id": self.template,
            "personalisation": {"onderwerp": mail.subject, "tekst": mail.text},
            "reference": mail.reference,
        }
        try:
            self.api.post("v2/notifications/email", body)
        except SourceError:
            if not self._has(mail.reference):
                raise

    def check(self) -> None:
        """Ask once for a mail that there is not; raises `SourceError`."""
        self._has(NO_MAIL)

    def _has(self, reference: str) -> bool:
        answer = self.api.read(SENT_MAILS, "v2/notifications", {"reference": reference})
        mails = answer.notifications.whole(SYSTEM)
        return any(mail.reference == reference for mail in mails)


def connect(settings: Settings) -> Notify:
    """The gateway of these settings. Only the worker sends, so it may wait long."""
    service, key = settings.mail_service_id, settings.mail_key.get_secret_value()

    def headers() -> dict[str, str]:
        claims = {"iss": service, "iat": int(time.time())}
        token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(key))
        return {"Authorization": f"Bearer {token}"}

    api = Api(
        system=SYSTEM,
        link=link_of(settings, "mail"),
        base_url=str(settings.mail_url).rstrip("/"),
        limit_s=settings.case_timeout_seconds,
        headers=headers,
    )
    return Notify(api, settings.mail_template_id)
