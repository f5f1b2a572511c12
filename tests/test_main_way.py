"""The main way is straight: a page that is sent, and a draft that is sent, call by call."""

import pytest

from tests.main_way import House, drawing

VIEWS = "portal.features.submissions.views"


@pytest.fixture(scope="module")
def house():
    return House()


@pytest.mark.parametrize(("view", "passes", "returns"), [("ask", 14, 4), ("send", 11, 2)])
def test_what_is_sent_goes_straight_on(house, view, passes, returns):
    way = house.way(f"{VIEWS}:{view}")

    assert len(way.passes) <= passes, drawing(way)
    assert way.returns <= returns, drawing(way)


def test_the_way_goes_through_the_service_to_the_page(house):
    page, check = house.way(f"{VIEWS}:ask"), house.way(f"{VIEWS}:send")

    assert "portal.services.submissions.saving" in page.modules
    assert "portal.services.submissions.sending" in check.modules
    assert page.passes[-2:] == ["portal.features.submissions.pages", "portal.web.edge.htmx"]
    assert check.passes[-1] == "portal.features.submissions.receipts"


PLANTED = {
    "portal/features/views.py": """
from portal.features import pages
from portal.services.saving import save as keep

def ask(slug):
    if request.method == 'POST':
        kept = keep(slug, request.form)
        pages.show(kept)
        keep(slug, kept)
        return pages.nothing()
    return pages.other(slug)
""",
    "portal/features/pages.py": """
def show(page): page.again()
def nothing(): pass
def other(slug): pass
""",
    "portal/services/saving.py": """
class Kept:
    def again(self): _part(self)

def save(slug, sent): return save(slug, sent)
def _part(part): pass
""",
}


def test_the_count_sees_calls_methods_and_returns(tmp_path):
    for name, source in PLANTED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source, "utf-8")

    way = House(tmp_path).way("portal.features.views:ask")

    assert [(module.rpartition(".")[2], function) for _depth, module, function in way.calls] == [
        ("views", "ask"),
        ("saving", "save"),
        ("pages", "show"),
        ("saving", "Kept.again"),
        ("saving", "_part"),
        ("saving", "save"),
    ]
    assert (len(way.passes), len(way.modules), way.returns) == (4, 3, 1)
    assert way.names == {"slug", "request", "sent", "page", "part"}
