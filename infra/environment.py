"""Reads environment variables: secrets also from files, and one clear line for what is missing, wrong or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


class SettingsError(Exception):
    """The environment does not describe a process that could start. The message names variables, never values."""


class Environment:
    """A mapping of variables; a secret `NAME` may stand in the file that `NAME_FILE` names."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    def refuse_unknown(self, prefix: str, known: Iterable[str]) -> None:
        """Raises SettingsError when a variable with this prefix is none of ours: most likely a typing error."""
        allowed = set(known)
        names = [n for n in self.variables if n.startswith(prefix) and n.removesuffix("_FILE") not in allowed]
        unknown = sorted(set(names) - allowed)
        if unknown:
            raise SettingsError(f"unknown environment variables: {', '.join(unknown)}")

    def find(self, name: str) -> str | None:
        """The value of `name`, or the stripped content of the file in `name_FILE`, or None."""
        value, file = self.variables.get(name), self.variables.get(f"{name}_FILE")
        if value and file:
            raise SettingsError(f"{name} and {name}_FILE are both set; remove one")
        return _content(f"{name}_FILE", Path(file)) if file else value or None

    def text(self, name: str, default: str | None = None) -> str:
        value = self.find(name) or default
        if value is None:
            raise SettingsError(f"{name} is not set")
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        value = self.text(name, None if default is None else str(default))
        try:
            return int(value)
        except ValueError as error:
            raise SettingsError(f"{name} must be a whole number") from error

    def one_of(self, name: str, choices: Iterable[str], default: str) -> str:
        value, allowed = self.text(name, default), tuple(choices)
        if value not in allowed:
            raise SettingsError(f"{name} must be one of: {', '.join(allowed)}")
        return value

    def path(self, name: str) -> Path | None:
        """The existing file that `name` points at, or None when it is not set."""
        value = self.variables.get(name)
        if not value:
            return None
        if not Path(value).is_file():
            raise SettingsError(f"{name} names a file that does not exist")
        return Path(value)

    def is_on(self, name: str) -> bool:
        return self.variables.get(name, "").lower() in ("1", "y", "yes", "t", "true", "on")


def _content(name: str, path: Path) -> str:
    try:
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name} cannot be read") from error
