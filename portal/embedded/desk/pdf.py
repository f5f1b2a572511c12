"""Small real PDF documents: letters, decisions and applications of the demo municipality."""

from functools import lru_cache

import typst

_SOURCE = """
#set document(title: sys.inputs.title, author: sys.inputs.author)
#set text(lang: "nl", size: 11pt)
#set page(margin: 2.5cm)
#text(size: 9pt)[Gemeente Demodam #h(1fr) #sys.inputs.day]
#v(1cm)
= #sys.inputs.title
#v(4mm)
#for line in sys.inputs.text.split("\\n") [#par(line)]
"""


@lru_cache(maxsize=64)
def letter(title: str, text: str, *, day: str, author: str = "Gemeente Demodam") -> bytes:
    """A PDF/UA-1 of one page; each line of the text is a paragraph."""
    pdf = typst.compile(
        _SOURCE.encode(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"title": title, "text": text, "day": day, "author": author},
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst made more than one document")
    return pdf
