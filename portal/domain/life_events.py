"""Life events: the words under which residents look for what they want to arrange."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One life event; forms name its slug as their `event`. `icon` is a pictogram."""

    slug: str
    icon: str


LIFE_EVENTS = (
    LifeEvent("verhuizen", "verhuizen"),
    LifeEvent("kind", "kind"),
    LifeEvent("trouwen", "trouwen"),
    LifeEvent("geld", "geld"),
    LifeEvent("parkeren", "parkeren"),
    LifeEvent("melden", "melden"),
    LifeEvent("gegevens", "lock"),
)
