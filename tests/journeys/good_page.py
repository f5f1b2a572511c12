"""A page without a fault, to plant faults in."""

from urllib.parse import quote

GOOD = """<!doctype html><html lang="nl"><head><title>Goed</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:focus-visible { outline: 2px solid }
html { color-scheme: light dark }
body { background: Canvas; color: CanvasText }
form * { min-height: 28px; margin: 4px }</style></head><body>
<header><a class="nl-skip-link" href="#main">Naar de inhoud</a></header>
<nav aria-label="Menu"><ul><li><a href="#name">Hier</a></li></ul></nav>
<main id="main"><h1>Goed</h1><form><label for="name">Naam</label> <input id="name">
<button class="utrecht-button--primary-action">Volgende</button></form></main></body></html>"""
TRAP = "event.preventDefault(); document.getElementById('name').focus()"


def opened(chromium, page):
    """The browser with this page in it; what it said while opening it is forgotten."""
    chromium.begin_anew(javascript=True)
    chromium.driver.get(f"data:text/html;charset=utf-8,{quote(page)}")
    chromium.driver.get_log("browser")
    return chromium.driver


def changed(old, new):
    """The page with a fault in it."""
    assert old in GOOD
    return GOOD.replace(old, new)
