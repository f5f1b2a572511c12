"""Several case systems as if they were one: each case is asked where its key says that it is."""

from portal.gateways.cases.routing.cases import RoutedCases
from portal.gateways.cases.routing.intake import RoutedIntake
from portal.gateways.cases.routing.systems import NamedCases

__all__ = ["NamedCases", "RoutedCases", "RoutedIntake"]
