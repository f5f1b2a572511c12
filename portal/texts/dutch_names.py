"""Dutch names within a text in any language: marked, so that a page can say that they are Dutch.

Signs that isolate a text from what stands around it (Unicode, U+2068 and U+2069) stand around each.
"""

from portal.configuration.languages import DUTCH
from portal.texts.names import ShownName
from portal.texts.words import Words

BEGIN, END = "\u2068", "\u2069"
UNMARKED = str.maketrans("", "", BEGIN + END)


def as_dutch(name: str) -> str:
    """The name as it stands in a text of which a page is made; '' stays ''."""
    return f"{BEGIN}{unmarked(name)}{END}" if name else ""


def marked(name: ShownName) -> str:
    """The name as it stands in such a text, whatever its language."""
    return as_dutch(name.text) if name.lang == DUTCH.code else name.text


def form_title(words: Words, title: str) -> str:
    """The title of a form, or of a task: one that nobody translated stands as a Dutch name."""
    text = words.text_of(title)
    return as_dutch(title) if text == title else text


def unmarked(text: str) -> str:
    """The text alone: for what has no languages within it, as a file."""
    return text.translate(UNMARKED)
