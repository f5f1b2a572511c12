"""Which texts have been translated."""

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from portal.once import made_once
from portal.resources import resource


@made_once
def translated_texts(code: str) -> frozenset[str]:
    """The Dutch texts that have words in this language.

    In a checkout of the file that translators fill in, in a wheel of what was made of it.
    """
    folder = resource("translations") / code / "LC_MESSAGES"
    written = folder / "messages.po"
    path, read = (written, read_po) if written.exists() else (folder / "messages.mo", read_mo)
    with path.open("rb") as file:
        messages = list(read(file))
    return frozenset(
        message.id
        for message in messages
        if isinstance(message.id, str) and message.id and message.string and not message.fuzzy
    )
