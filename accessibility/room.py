"""Room: does all fit in a narrow window, with spaced and large text, and under a finger.

Each function judges the page at the width that the window has now.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome

NARROWEST_PX = 320
"""WCAG 1.4.10: 1280 px at 400 %."""
USUAL_PX = 1280
HEIGHT_PX = 800
TWICE, ON_A_PHONE = 200, 150
"""Per cent of the usual size of text: what WCAG 1.4.4 asks, and what many have set on a phone."""
MOST_TOLD = 5

MEASURE = """
    const told = (one) => {
        const name = one.className.baseVal ?? one.className;
        return one.tagName.toLowerCase() + (name ? `.${name.trim().replace(/\\s+/g, ".")}` : "");
    };
    const root = document.documentElement;
    const TEXTS = "body *:not(input, select, textarea, svg, svg *)";  // fields scroll by themselves
    const tooWide = () => {
        if (root.scrollWidth <= root.clientWidth) {
            return [];
        }
        const wide = [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
        return (wide.length ? wide : [root]).map(told);
    };
    const clipped = () => [...document.querySelectorAll(TEXTS)].filter((one) => {
        const style = getComputedStyle(one);
        const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
        return one.clientWidth > 1 && one.clientHeight > 1 && (
            (cuts(style.overflowX) && one.scrollWidth > one.clientWidth + 1) ||
            (cuts(style.overflowY) && one.scrollHeight > one.clientHeight + 1));
    });
    // A closed list shows one of its names in one line, which nothing but its width can cut.
    const cutsNames = (list) => {
        const { style, offsetWidth } = list;
        const kept = style.cssText;
        style.cssText += "; inline-size: max-content; min-inline-size: 0; max-inline-size: none";
        const isTooSmall = list.offsetWidth > offsetWidth;
        style.cssText = kept;
        if (list.getAttribute("style") === "") {  // asked, as Chromium writes it down only then
            list.removeAttribute("style");  // htmx keeps pages as text: an empty one breaks the CSP
        }
        return isTooSmall;
    };
    const cutLists = () => [...document.querySelectorAll("select")]
        .filter((one) => one.checkVisibility() && cutsNames(one))
        .map((one) => `${told(one)} "${one.name}"`);
"""
TOO_WIDE = MEASURE + "return tooWide();"
SPACED = (
    MEASURE
    + """
    const before = clipped();
    const spaced = new CSSStyleSheet();  // passes the Content-Security-Policy, a style element not
    spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets.push(spaced);
    const wide = tooWide();
    const cut = clipped().filter((one) => !before.includes(one)).map(told);
    document.adoptedStyleSheets.pop();
    return { wide, cut };
"""
)
LARGE = (
    MEASURE
    + """
    const before = clipped();
    const kept = root.style.fontSize;
    root.style.fontSize = arguments[0];
    const wide = tooWide();
    const cut = clipped().filter((one) => !before.includes(one)).map(told);
    const lists = cutLists();
    root.style.fontSize = kept;
    return { wide, cut, lists: [...new Set([...cutLists(), ...lists])] };
"""
)
SMALL_TARGETS = (
    MEASURE
    + """
    const LEAST = 24;
    const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary,"
        + "[role=button], [role=link], [tabindex='0']";
    const isInSentence = (one) => {
        if (getComputedStyle(one).display !== "inline") {
            return false;
        }
        let block = one.parentElement;
        while (getComputedStyle(block).display === "inline") {
            block = block.parentElement;
        }
        const links = [...block.querySelectorAll(CONTROLS)].map((link) => link.textContent);
        const others = links.reduce((text, link) => text.replace(link, ""), block.textContent);
        return /[\\p{L}\\p{N}]/u.test(others);
    };
    const isLarge = (box) => box.width >= LEAST && box.height >= LEAST;
    const isShown = (box) => box.width > 1 && box.height > 1 && box.bottom + scrollY > 0;
    const targets = [...document.querySelectorAll(CONTROLS)]
        .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }))
        .map((one) => ({ one, box: one.getBoundingClientRect(),
            labels: [...(one.labels || [])].map((label) => label.getBoundingClientRect()) }))
        .filter(({ box, labels }) => isShown(box) && ![box, ...labels].some(isLarge)
            || isShown(box) && isLarge(box));
    const small = targets.filter(({ one, box }) => !isLarge(box) && !isInSentence(one));
    const centre = ({ box }) => [box.left + box.width / 2, box.top + box.height / 2];
    const apart = ([x, y], { box }) => Math.hypot(
        Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    const isCrowded = (target) => targets.some((other) => other !== target
        && !target.one.contains(other.one) && !other.one.contains(target.one)
        && (apart(centre(target), other) < LEAST / 2 || (small.includes(other)
            && Math.hypot(centre(target)[0] - centre(other)[0],
                centre(target)[1] - centre(other)[1]) < LEAST)));
    return small.filter(isCrowded).map(({ one, box }) =>
        `${told(one)} "${one.innerText || one.name || ""}" `
        + `${Math.round(box.width)} by ${Math.round(box.height)} px`);
"""
)


@contextmanager
def window(driver: Chrome, width: int) -> Iterator[None]:
    """A window of this width for a while."""
    size = {"width": width, "height": HEIGHT_PX, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def reflow(driver: Chrome) -> list[str]:
    """What makes the page scroll sideways (1.4.10)."""
    return _told("too wide", driver.execute_script(TOO_WIDE))


def spacing(driver: Chrome) -> list[str]:
    """What no longer fits when a reader spaces out the text (1.4.12)."""
    found = driver.execute_script(SPACED)
    return [*_told("too wide when spaced", found["wide"]), *_told("cut when spaced", found["cut"])]


def large_text(driver: Chrome, percent: int = TWICE) -> list[str]:
    """What no longer fits when text alone is made larger (1.4.4).

    Where the text is twice as large, a name in a list of choices fits too, as it does at the usual
    size. A phone has no room for a long one: there the opened list shows it.
    """
    found = driver.execute_script(LARGE, f"{percent}%")
    wide = _told(f"too wide with text at {percent} %", found["wide"])
    lists = _told("cut in its list", found["lists"]) if percent == TWICE else []
    return [*wide, *_told(f"cut with text at {percent} %", found["cut"]), *lists]


def targets(driver: Chrome) -> list[str]:
    """What is too small to hit and too close to something else (2.5.8).

    In a sentence any size will do, and so it does with room of 24 px around the middle. A label
    that can be pressed counts as its field does.
    """
    return [f"too small: {one}" for one in driver.execute_script(SMALL_TARGETS)]


def _told(what: str, elements: list[str]) -> list[str]:
    return [f"{what}: {one}" for one in elements[:MOST_TOLD]]
