"""A case system in memory: to try things out with, and to hold other case systems against."""

from portal.gateways.cases.memory.cases import MemoryCases
from portal.gateways.cases.memory.intake import MadeCase, MemoryIntake

__all__ = ["MadeCase", "MemoryCases", "MemoryIntake"]
