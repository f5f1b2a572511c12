"""The way of the Tab key over a page: from the skip link, over all that can be used, and out."""

from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

BACK_WITHIN_S = 5.0
POLL_S = 0.02
FROM_THE_TOP = """
    document.activeElement.blur();  // to nowhere: a menu that has focus stays open
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
"""
"""The next Tab goes to the first stop of the page."""
BEGIN_WALK = (
    """
    const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";
    const isRinged = (one) => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const nameOf = (one) =>
        `${one.tagName.toLowerCase()} "${(one.innerText || one.name || "").trim()}"`;
    // A menu that lies over the page counts where it was opened: after it one goes on from there.
    const placeOf = (one) => {
        const panel = one.closest("details > :not(summary)");
        const floats = panel && getComputedStyle(panel).position === "absolute";
        return floats && panel.parentElement.firstElementChild.getBoundingClientRect();
    };
    const note = ({ target }) => {
        target.scrollIntoView({ block: "nearest" });  // as the browser is about to do
        const box = target.getBoundingClientRect();
        // Of a link over two lines each part counts: the middle of both lies beside it.
        const hits = [box, ...target.getClientRects()].map((part) =>
            document.elementFromPoint(part.left + part.width / 2, part.top + part.height / 2));
        const whole = target.closest(".option, .card");
        const place = placeOf(target) || box;
        walk.stops.push({
            number: walk.seen.indexOf(target),
            name: nameOf(target),
            left: place.left + scrollX,
            right: place.right + scrollX,
            top: place.top + scrollY,
            bottom: place.bottom + scrollY,
            is_marked: isRinged(target) || Boolean(whole && isRinged(whole)),
            is_seen: [target, ...(target.labels || [])]
                .some((one) => hits.some((hit) => hit && one.contains(hit))),
            is_primary: target.matches("main .utrecht-button--primary-action"),
        });
        walk.seen.push(target);
    };
    // Of radio buttons that belong together the Tab key stops at one.
    const isReached = (one) => walk.seen.some((seen) => seen === one
        || (one.type === "radio" && seen.type === "radio" && seen.name === one.name));
    const walk = { stops: [], seen: [], focused: document.activeElement, at: [scrollX, scrollY] };
    const controls = [...document.querySelectorAll(CONTROLS)];
    const wanted = controls.filter((one) => one.tabIndex >= 0 && !one.disabled
        && !one.closest("[inert]") && one.checkVisibility({ visibilityProperty: true }));
    walk.end = () => {
        document.removeEventListener("focusin", note);
        walk.focused.focus({ preventScroll: true });
        scrollTo(...walk.at);
        const missed = wanted.filter((one) => !isReached(one)).map(nameOf);
        return { stops: walk.stops, missed, rtl: document.dir === "rtl" };
    };
    window.__walk = walk;
"""
    + FROM_THE_TOP
    + """
    document.addEventListener("focusin", note);
    return controls.length;
"""
)
"""`number`: which earlier stop it is, or -1. `missed`: what Tab should reach and did not."""
END_WALK = "return window.__walk.end()"
BEGIN_SKIP = (
    """
    const skip = {
        focused: document.activeElement, at: [scrollX, scrollY], url: location.href,
        heard: window.onpopstate,
    };
    window.__skip = skip;
    window.onpopstate = null;
"""
    + FROM_THE_TOP
)
"""The way back is kept from scripts of the page, which would put an earlier page in its place."""
END_SKIP = """
    const skip = window.__skip, main = document.querySelector("main");
    const before = main.compareDocumentPosition(document.activeElement);
    if (location.href !== skip.url) {
        history.back();  // to the entry that knows what was sent: it can be sent again
    }
    skip.focused.focus({ preventScroll: true });
    scrollTo(...skip.at);
    return { isPast: !(before & Node.DOCUMENT_POSITION_PRECEDING), url: skip.url };
"""

LISTEN_AGAIN = "window.onpopstate = window.__skip.heard"
"""Only now: the way to the part and the way back are an event each."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that had focus, and where on the page it stands."""

    number: int
    name: str
    left: float
    right: float
    top: float
    bottom: float
    is_marked: bool
    is_seen: bool
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """All stops of the Tab key on one page."""

    stops: tuple[Stop, ...]
    goes_round: bool
    """Whether it came back to a stop in the middle: it can't leave."""
    missed: tuple[str, ...]
    is_rtl: bool


def walk(driver: Chrome) -> Walk:
    """Press Tab until the page is over; focus is afterwards where it was."""
    controls = driver.execute_script(BEGIN_WALK)
    # To what has focus, and so to wherever it goes: a chain of actions takes twice as long.
    driver.switch_to.active_element.send_keys(Keys.TAB * (controls + 2))
    found: dict[str, Any] = driver.execute_script(END_WALK)
    walked = [Stop(**stop) for stop in found["stops"]]
    stops = tuple(takewhile(lambda stop: stop.number < 0, walked))
    goes_round = len(stops) < len(walked) and walked[len(stops)].number > 0
    return Walk(stops, goes_round, tuple(found["missed"]), found["rtl"])


def faults(walked: Walk, *, reaches_primary: bool) -> list[str]:
    """All that is wrong on the way, in one line each."""
    found = [*trapped(walked), *missed(walked), *out_of_order(walked)]
    if reaches_primary and not any(stop.is_primary for stop in walked.stops):
        found.append("the Tab key does not reach the primary action")
    return [*found, *unmarked(walked), *hidden(walked)]


def trapped(walked: Walk) -> list[str]:
    """Where the Tab key can't leave."""
    return [f"the Tab key goes round after {walked.stops[-1].name}"] if walked.goes_round else []


def missed(walked: Walk) -> list[str]:
    """What can be used with a mouse only."""
    return [f"the Tab key does not reach {name}" for name in walked.missed]


def out_of_order(walked: Walk) -> list[str]:
    """Stops after which the next one is higher on the page, though not in a next column."""
    return [
        f"focus goes back up, from {one.name} to {other.name}"
        for one, other in pairwise(walked.stops[1:])
        if other.bottom <= one.top and not _is_next_column(one, other, is_rtl=walked.is_rtl)
    ]


def unmarked(walked: Walk) -> list[str]:
    """Stops that look the same with focus as without."""
    return [f"focus is not marked: {stop.name}" for stop in walked.stops if not stop.is_marked]


def hidden(walked: Walk) -> list[str]:
    """Stops that lie behind something else while they have focus."""
    return [f"focus is hidden: {stop.name}" for stop in walked.stops if not stop.is_seen]


def skip_link(driver: Chrome) -> list[str]:
    """Whether the first stop leads past what stands on every page; the page is as it was after."""
    driver.execute_script(BEGIN_SKIP)
    ActionChains(driver).send_keys(Keys.TAB, Keys.ENTER, Keys.TAB).perform()
    after = driver.execute_script(END_SKIP)
    WebDriverWait(driver, BACK_WITHIN_S, POLL_S).until(lambda _: driver.current_url == after["url"])
    driver.execute_script(LISTEN_AGAIN)
    return [] if after["isPast"] else ["the first stop of the Tab key does not lead to main"]


def _is_next_column(one: Stop, other: Stop, *, is_rtl: bool) -> bool:
    return other.right <= one.left if is_rtl else other.left >= one.right
