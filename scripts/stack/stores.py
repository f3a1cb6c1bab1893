"""The stores and the two trust zones, as the local stack sees them."""

from dataclasses import dataclass

from infra.stores import DESCRIPTIONS
from infra.stores import Zone as Zone

VHOSTS: dict[Zone, str] = {"open": "travessia", "confidential": "travessia-confidential"}


@dataclass(frozen=True)
class Store:
    """A store: one database with its keys, one broker user, one set of roles."""

    name: str
    zone: Zone

    @property
    def prefix(self) -> str:
        """How its environment variables begin."""
        return self.name.upper()

    @property
    def vhost(self) -> str:
        return VHOSTS[self.zone]

    @property
    def keys_database(self) -> str:
        return f"{self.name}_keys"

    @property
    def owner(self) -> str:
        """The migration role, which owns both databases."""
        return f"{self.name}_migrate"

    @property
    def connections(self) -> dict[str, tuple[str, ...]]:
        """Which roles may connect to which database."""
        name = self.name
        return {
            name: (name, f"{name}_relay", f"{name}_audit", f"{name}_erase", self.owner),
            self.keys_database: (f"{name}_keys", f"{name}_destroy", self.owner),
        }

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(role for roles in self.connections.values() for role in roles))


STORES: tuple[Store, ...] = tuple(Store(found.name, found.zone) for found in DESCRIPTIONS.values())


def stores_of(zone: Zone) -> tuple[Store, ...]:
    return tuple(store for store in STORES if store.zone == zone)


def store_named(name: str) -> Store:
    return next(store for store in STORES if store.name == name)
