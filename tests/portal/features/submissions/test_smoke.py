from uuid import uuid4
from portal.storage.submissions import Submission
from portal.storage.sendings import Sending
from tests.forms_filled import *
from tests.factories import *
from tests.browser import *

def test_stay(browser, rows):
    page = fill(browser)
    p = browser.submit(page, form="send", button=("action","stay"))
    assert not rows(Submission), p.request.path

def test_nul(browser):
    for path in ("/zaken/%00/", "/formulieren/verhuizing-doorgeven/ontvangen/%00/", "/volgen/%00/", "/formulieren/%00/", "/formulieren/verhuizing-doorgeven/%00/","/?q=%00", "/inloggen/?next=/%00", "/zaken/%ff%fe/", "/inloggen/digid?next=/a%00b"):
        r = browser.get(path); print(path, r.status_code)

def test_parknul(browser, pass_time):
    page = fill(browser, until="dag")
    pass_time(timedelta(minutes=20))
    r = browser.post("/formulieren/verhuizing-doorgeven/dag/", data={"moving_date-day": "\x00"})
    print(r.status_code, r.location)

def test_key(browser, other_browser, world):
    t1, t2 = a_task(), a_task(a_case("Z-2"))
    world.tasks.tasks[BSN].append(t1); world.tasks.tasks[OTHER_BSN].append(t2)
    p1 = browser.get(f"/taken/{t1.id}/")
    r = browser.submit(p1, files={"documents": ("a.exe", b"MZ")})
    print(r.status_code, main_of(r)[:300])
    key = filled_in(form_on(p1))["key"]
    p2 = other_browser.get(f"/taken/{t2.id}/")
    r = other_browser.submit(p2, {"key": key}, files={"documents": ("a.pdf", a_pdf())})
    print(r.status_code, heading_of(r))

def test_conf(visitor):
    send(visitor, REPORT, {"contact": {"email": "een@voorbeeld.example"}})
    r = send(visitor, REPORT)
    assert "een@" not in r.text

def test_pages(browser):
    print(main_of(browser.get("/berichten/?pagina=9")))
    send(browser)
    print(main_of(browser.get("/berichten/?pagina=9")))
