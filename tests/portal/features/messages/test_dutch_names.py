"""Dutch names in messages: on a page in another language they say that they are Dutch."""

from uuid import uuid4

from portal.domain.messages import MessageKind
from portal.storage.messages import add_message
from tests.browser import main_element
from tests.heard import not_told_as_dutch
from tests.portal.features.messages.facts import FACTS

OF_THE_MUNICIPALITY = {"title", "status", "note", "task", "decision"}
"""Facts that are Dutch in each language, where nobody translated them."""


def test_names_in_each_kind_of_message_say_that_they_are_dutch(browser, sessions, resident):
    browser.get("/taal/?taal=en&next=/")
    for kind in MessageKind:
        facts = FACTS[kind]
        with sessions.begin() as session:
            message = add_message(session, resident.key, kind, about=str(uuid4()), facts=facts)
        names = [facts[fact] for fact in OF_THE_MUNICIPALITY & facts.keys()]
        for path in (f"/berichten/{message}/", "/berichten/"):
            main = main_element(browser.get(path))
            assert [not_told_as_dutch(main, name) for name in names] == [[]] * len(names), kind
