"""Items of the catalogue by their names: an odd one hides no other, and is not taken for absent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Self, TypeVar

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.answers import log_odd

T = TypeVar("T")
SYSTEM = "catalogue"


@dataclass(frozen=True, slots=True)
class NamedItems(Mapping[str, T], Generic[T]):
    """Those that could be read, by their names; `odd`: why each other one could not."""

    by_name: Mapping[str, T] = field(default_factory=dict)
    odd: tuple[str, ...] = ()

    @classmethod
    def of(cls, items: Iterable[tuple[str, T]], odd: tuple[str, ...] = ()) -> Self:
        """These items; of two with one name the last."""
        return cls(dict(items), odd)

    def __getitem__(self, name: str) -> T:
        """The one with this name; raises `KeyError`."""
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        """The names of those that could be read."""
        return iter(self.by_name)

    def __len__(self) -> int:
        """How many could be read."""
        return len(self.by_name)

    def named(self, name: str) -> T | None:
        """The one with this name; None: there is none.

        Raises `InvalidSourceAnswer` where it may be one that could not be read.
        """
        if name not in self.by_name and self.odd:
            raise InvalidSourceAnswer(SYSTEM, f"{name} is not among what could be read: {self}")
        return self.by_name.get(name)

    def readable(self) -> Mapping[str, T]:
        """Those that could be read; the log says why others could not.

        Raises `InvalidSourceAnswer` where none could: that is not "there is nothing".
        """
        if self.odd and not self.by_name:
            raise InvalidSourceAnswer(SYSTEM, str(self))
        if self.odd:
            log_odd(SYSTEM, self.odd)
        return self.by_name

    def __str__(self) -> str:
        """Why others could not be read, for operators."""
        return "; ".join(self.odd)
