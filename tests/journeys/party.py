"""“Buurtfeest aanvragen”: a form for journeys alone, with all that a page can have."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver.common.keys import Keys
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from forms import load_sources
from forms.loading import load_form
from portal.services import publishing
from tests.journeys.resident import Resident
from tests.journeys.world import RELOAD_S, World, eventually

FILE = Path(__file__).parent / "buurtfeest.yaml"
FORM = "/formulieren/buurtfeest/"
BEGIN, MUSIC_UNTIL = "Hoe laat begint het?", "Tot hoe laat is er muziek?"
WHAT, AMOUNT, REASON = "Wat koopt of huurt u?", "Hoeveel kost het?", "Waarom is dit zo duur?"
ADDED = f"Er zijn vragen bij gekomen: {MUSIC_UNTIL} Wie maken er muziek?"
ADDED_TO_ROW = f"Er is een vraag bij gekomen: {REASON}"
LIST, SUM = "Wat gaat het feest kosten?", "Dit gaat het feest kosten"
TOO_MUCH = "Samen is dit meer dan € 20.000. Verander een bedrag of haal iets weg."
END = "U kunt dit niet online aanvragen"
CHOICES = {
    "days-from-day": "1",
    "days-from-month": "12",
    "days-from-year": "2027",
    "days-until-day": "2",
    "days-until-month": "12",
    "days-until-year": "2027",
    "since-month": "5",
    "since-year": "2001",
}
TICKED = ("#things-tent", "[name=born_in-pick]", "[name=name]", "#question-honest input")


@contextmanager
def published(world: World, file: Path = FILE) -> Iterator[None]:
    """Residents can fill it in meanwhile, or the form in another file."""
    form = load_form(file, load_sources())
    engine = create_engine(world.database_url)
    try:
        with Session(engine) as database:
            publishing.publish(database, form, "journeys")
            yield
            publishing.retire(database, form.slug, "journeys")
    finally:
        engine.dispose()


def begin(
    resident: Resident, name: str, form: str = FORM, title: str = "Buurtfeest aanvragen"
) -> None:
    """Be at its first page, once the portal knows the form."""

    def look() -> bool:
        resident.browser.driver.get(resident.portal + form)
        return resident.reads(title)

    eventually(look, every_s=RELOAD_S)
    resident.press("Beginnen")
    resident.log_in_as(name)


def type_over(resident: Resident, label: str, text: str) -> None:
    """Type in place of what stands there, and stay: to empty the box first would be a change."""
    label_xpath = f'//label[starts-with(normalize-space(.), "{label}")]'
    driver = resident.browser.driver
    box_id = driver.find_element("xpath", label_xpath).get_attribute("for") or ""
    driver.find_element("id", box_id).send_keys(Keys.CONTROL + "a" + Keys.NULL + text)


def fill_in_row(resident: Resident, what: str, amount: str) -> None:
    """What it is and what it costs."""
    type_over(resident, WHAT, what)
    type_over(resident, AMOUNT, amount)


def answer_reason(resident: Resident, text: str) -> None:
    """Say why it costs so much, once that is asked: at once with scripts, else by going on."""
    resident.press_here("Volgende")
    resident.wait_for(ADDED_TO_ROW)
    type_over(resident, REASON, text)
    resident.press("Volgende")


def look_up_car(resident: Resident) -> None:
    """Ask the RDW which car it is; the rest of the page stays as it is."""
    type_over(resident, "Kenteken van uw auto", "ab123c")
    resident.press_here("Zoek kenteken")
    resident.wait_for("De RDW zegt bij dit kenteken: Volkswagen Golf, grijs, APK tot en met")


def fill_in_numbers(resident: Resident) -> None:
    """The one number that must be there."""
    type_over(resident, "Op welke rekening krijgt u het geld?", "NL91 ABNA 0417 1643 00")
    resident.press("Volgende")


def fill_in_choices(resident: Resident) -> None:
    """One of each kind."""
    driver = resident.browser.driver
    for css in TICKED:
        driver.execute_script("arguments[0].click()", driver.find_element("css selector", css))
    type_over(resident, "Hoe groot is het feest?", "120,5")
    type_over(resident, "Hoeveel procent komt uit de straat?", "80 %")
    for name, text in CHOICES.items():
        driver.find_element("name", name).send_keys(text)
    resident.press("Volgende")
