"""Answers of NotifyNL (as GOV.UK Notify, version 2), as far as they are read."""

from pydantic import TypeAdapter

from portal.gateways.answers import ItemList, Resource


class SentMail(Resource):
    """A mail that was handed over (notification)."""

    reference: str | None


class SentMails(Resource):
    """Mails that fit a question."""

    notifications: ItemList[SentMail]


SENT_MAILS = TypeAdapter(SentMails)
