"""Where one stack of one checkout keeps its files, and the names derived from that."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from scripts.failures import UsageError

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Layout:
    """The paths of the stack `name` in the checkout `root`.

    Not `durable`: its database does not wait for the disk. It survives its own death, but no loss of power; for tests.
    """

    name: str = "dev"
    root: Path = field(default=ROOT)
    durable: bool = True

    def __post_init__(self) -> None:
        if not (self.name.isascii() and self.name.replace("-", "").isalnum()):
            raise UsageError(f"the stack name {self.name!r} may hold only letters, digits and hyphens")

    @property
    def has_usual_ports(self) -> bool:
        """The stack that people use has the ports they remember; the others come and go, and a port that one of them
        leaves for a second is taken by the next: whoever asked there would speak to a stranger.
        """
        return self.name == Layout.name

    @property
    def run(self) -> Path:
        return self.root / ".run" / self.name

    @property
    def logs(self) -> Path:
        return self.run / "logs"

    @property
    def pids(self) -> Path:
        return self.run / "pids"

    @property
    def secrets(self) -> Path:
        return self.run / "secrets"

    @property
    def postgres(self) -> Path:
        return self.run / "postgres"

    @property
    def rabbitmq(self) -> Path:
        return self.run / "rabbitmq"

    @property
    def ports(self) -> Path:
        return self.run / "ports.json"

    @property
    def lock(self) -> Path:
        return self.root / ".run" / f"{self.name}.lock"

    @property
    def identity(self) -> str:
        """Differs between checkouts and between stacks of one checkout."""
        return hashlib.sha256(f"{self.root}\0{self.name}".encode()).hexdigest()[:12]

    def make(self) -> None:
        """Creates the folders; the secrets are for the owner alone."""
        for folder in (self.run, self.logs, self.pids, self.postgres, self.rabbitmq):
            folder.mkdir(parents=True, exist_ok=True)
        self.secrets.mkdir(mode=0o700, exist_ok=True)


def stack_names(root: Path = ROOT) -> list[str]:
    """The stacks that have left something in a checkout."""
    return sorted(folder.parent.name for folder in (root / ".run").glob("*/pids"))
