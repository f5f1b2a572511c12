"""Rule 8: consent and choice are checked where they are used; unknown means no.

`FakeSources` itself fails every test in which it is asked without a committed choice.
"""

import ast
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import update

from portal.domain.consultations import ConsultationProof
from portal.domain.sources import FetchPermission
from portal.storage import data_choices
from portal.storage.consultations import ConsultationLine
from portal.storage.data_choices import DataChoice, Item
from portal.storage.drafts import Draft, content_of
from tests.browser import main_of
from tests.factories import OTHER_BSN
from tests.forms_filled import page_id
from tests.remission import FETCH, SUPPLY, applicant, fetching, fill, know, send
from tests.witness import NoChoice

ROOT = Path(__file__).parents[2] / "portal"
ALL_ON: frozenset[str] = frozenset()


@pytest.fixture
def applying(app, world):
    know(world)
    return applicant(app)


def the_item(rows, name: str = "income_choice") -> Item:
    [draft] = rows(Draft)
    return Item(draft.owner_id, draft.id, name)


def test_rule_08_looking_at_the_question_asks_nobody(applying, world):
    fill(applying, until="inkomen")

    assert world.sources.asked == []


def test_rule_08_exactly_the_chosen_source_is_asked_once_for_no_more_than_was_told(
    applying, world, rows
):
    page = fill(applying, fetching("inkomen"))

    assert world.sources.asked == [("uwv", ("payer", "month", "net"))]
    assert "gross" not in main_of(page)
    assert [(c.item, c.choice, c.outcome) for c in rows(DataChoice)] == [
        ("income_choice", FETCH, "ok"),
        ("savings_choice", SUPPLY, ""),
        ("vehicle_choice", SUPPLY, ""),
    ]


def test_rule_08_who_supplies_everything_has_nothing_asked(applying, world):
    send(applying)

    assert world.sources.asked == []


def test_rule_08_the_choice_is_committed_before_the_source_is_asked(applying, world, sessions):
    found = []

    def look(chosen: FetchPermission) -> None:
        with sessions() as database:
            row = database.get(DataChoice, chosen.choice)
            found.append((row.choice, row.outcome))

    world.sources.on_fetch = look
    fill(applying, fetching("inkomen"), until="geld_partner")

    assert found == [(FETCH, "begun")]


def test_rule_08_the_line_names_the_choice_and_that_it_was_one(applying, rows):
    fill(applying, fetching("inkomen"), until="geld_partner")

    [line] = [line for line in rows(ConsultationLine) if line.source == "UWV"]
    [choice] = rows(DataChoice)
    assert (line.action, line.how_chosen, line.outcome) == ("fetched", "ophalen", "ok")
    assert (line.object_kind, line.object_ref) == ("data_choice", str(choice.id))
    assert line.data_kinds == ["income"]


def test_rule_08_after_another_choice_the_source_is_left_alone_and_its_data_is_gone(
    applying, world, rows, database
):
    check = fill(applying, fetching("inkomen"))
    assert "Bakkerij De Korenbloem" in main_of(check)

    page = applying.get(f"{page_url('inkomen')}?terug=controleren")
    applying.submit(page, {"income_choice": SUPPLY})
    check = fill(applying)

    assert len(world.sources.asked) == 1
    assert "Bakkerij" not in main_of(check)
    [draft] = rows(Draft)
    assert "Bakkerij" not in str(content_of(database, draft))
    assert [c.choice for c in rows(DataChoice) if c.item == "income_choice"] == [FETCH, SUPPLY]


def page_url(name: str) -> str:
    return f"/formulieren/kwijtschelding-aanvragen/{name}/"


def test_rule_08_a_choice_that_comes_while_data_is_on_its_way_wins(applying, world, sessions):
    def choose_otherwise(_chosen: FetchPermission) -> None:
        with sessions() as database:
            [draft] = database.query(Draft).all()
            item = {"slug": draft.slug, "item": "income_choice", "source": "uwv", "fields": []}
            owner = {"owner_id": draft.owner_id, "draft_id": draft.id}
            database.add(DataChoice(**owner, **item, choice=SUPPLY))
            database.commit()

    world.sources.on_fetch = choose_otherwise
    page = fill(applying, fetching("inkomen"), until="inkomen_opgehaald")

    assert "Bakkerij" not in page.text


@pytest.mark.parametrize(
    "changes",
    [{"choice": SUPPLY}, {"choice": ""}, {"choice": "yes"}, {"outcome": "begun"}, {"item": "x"}],
)
def test_rule_08_what_is_not_a_choice_to_fetch_gives_no_leave(
    applying, world, rows, database, changes
):
    world.sources.is_down = True
    fill(applying, fetching("inkomen"), until="inkomen_opgehaald")
    database.execute(update(DataChoice).values(outcome=""))
    database.execute(update(DataChoice).values(**changes))
    database.commit()

    assert data_choices.use(database, the_item(rows), ALL_ON) is None


def test_rule_08_leave_is_given_once_and_only_to_whom_it_belongs(
    applying, world, rows, database, app
):
    world.sources.is_down = True
    fill(applying, fetching("inkomen"), until="inkomen_opgehaald")
    database.execute(update(DataChoice).values(outcome=""))
    database.commit()
    mine = the_item(rows)
    stranger = applicant(app, OTHER_BSN).owner_id

    assert data_choices.use(database, Item(stranger, mine.draft_id, mine.name), ALL_ON) is None
    assert data_choices.use(database, mine, ALL_ON) is not None
    assert data_choices.use(database, mine, ALL_ON) is None


def test_rule_08_only_the_storage_of_choices_can_make_leave():
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FetchPermission"
    }

    assert makers == {"storage/data_choices.py"}


def test_rule_08_the_fake_source_bites(world, resident):
    with pytest.raises(NoChoice):
        world.sources.fetch(
            ConsultationProof(uuid4(), resident), FetchPermission(uuid4(), "uwv", ("net",))
        )


def test_rule_08_where_no_line_can_be_written_no_source_is_asked(applying, world, monkeypatch):
    page = fill(applying, until="inkomen")

    def refuse(*_args: object) -> None:
        raise RuntimeError("no line can be written")

    monkeypatch.setattr("portal.storage.consultations.write_all", refuse)
    answer = applying.submit(page, {"income_choice": FETCH})

    assert answer.status_code == 500
    assert world.sources.calls == []


def test_rule_08_who_refuses_all_gets_the_same_date_and_a_complete_application(app, world, do_jobs):
    know(world)
    know(world, OTHER_BSN)
    refusing, fetched = applicant(app), applicant(app, OTHER_BSN)

    one = send(refusing)
    other = send(fetched, fetching("inkomen", "spaargeld", "auto"))
    do_jobs()

    def promised(page) -> str:
        return main_of(page).partition("Wij willen uiterlijk op ")[2].partition(" klaar")[0]

    assert promised(one) == promised(other) != ""
    [first, second] = (dict(made.new.properties) for made in world.intake.made.values())
    assert first["inkomenHerkomst"] == ("aangeleverd",)
    assert second["inkomenHerkomst"] == ("opgehaald",)
    assert first["schatting"] == second["schatting"]
    assert all(made.is_complete for made in world.intake.made.values())


def test_rule_08_a_page_of_the_form_is_no_way_round_it(applying, world):
    fill(applying, until="spaargeld")

    page = applying.get(page_url("inkomen_opgehaald"))
    posted = applying.post(
        page_url("inkomen_opgehaald"),
        data={"csrf_token": applying.csrf_token(), "action": FETCH},
    )

    assert page.status_code == posted.status_code == 303
    assert world.sources.asked == []
    assert page_id(applying.visit(page_url("inkomen_opgehaald"))) == "spaargeld"
