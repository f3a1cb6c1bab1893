"""The signer: remembers outside the database what it signed last, and signs nothing that does not extend it."""

from __future__ import annotations

import base64
import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.ledger import checkpoints
from infra.ledger.checkpoints import Checkpoint
from infra.ledger.keys import SigningKey
from infra.ledger.merkle import ProofRefused, verify_consistency


class SignerRefused(Exception):
    """The checkpoint is no extension of what was signed before, or nobody knows what that was."""


@dataclass(frozen=True)
class SignerState:
    """What was signed last, None before the first time; and where the logs of earlier epochs ended, oldest first."""

    last: Checkpoint | None = None
    earlier: tuple[Checkpoint, ...] = ()


class Signer:
    """One store's signer. Its state file belongs on another disk than the database, and in no backup of it."""

    def __init__(self, key: SigningKey, state_file: Path) -> None:
        self.key = key
        self.state_file = state_file

    def state(self) -> SignerState:
        """Raises SignerRefused when the file is missing or unreadable: then only an operator may begin anew."""
        try:
            content = json.loads(self.state_file.read_text())
            last = _read(content["last"]) if content["last"] else None
            return SignerState(last, tuple(_read(each) for each in content["earlier"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SignerRefused("the signer's state is missing or unreadable") from error

    def sign(self, checkpoint: Checkpoint, proof: Sequence[bytes] = ()) -> str:
        """The signed note. `proof` shows consistency with the state; raises SignerRefused when it does not.

        The state is on disk before anybody sees the signature. What was signed last may be signed again.
        """
        with self._locked():
            state = self.state()
            _check(state.last, checkpoint, proof)
            if checkpoint != state.last:
                self._write(SignerState(checkpoint, state.earlier))
            return checkpoints.sign(checkpoint, self.key)

    def begin(self, checkpoint: Checkpoint) -> str:
        """Sign the first checkpoint of a new epoch, in the ceremony after a restore. Raises SignerRefused."""
        with self._locked():
            state = self.state()
            if state.last is None or checkpoint.origin in {each.origin for each in (state.last, *state.earlier)}:
                raise SignerRefused("this is no new log")
            self._write(SignerState(checkpoint, (*state.earlier, state.last)))
            return checkpoints.sign(checkpoint, self.key)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Two processes never read and write the state at once."""
        with self.state_file.with_suffix(".lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _write(self, state: SignerState) -> None:
        write_state(self.state_file, state)


def write_state(file: Path, state: SignerState) -> None:
    """Replace the file in one step, and have it on disk when this returns."""
    content = {
        "last": _written(state.last) if state.last else None,
        "earlier": [_written(each) for each in state.earlier],
    }
    draft = file.with_suffix(".draft")
    with draft.open("w") as handle:
        handle.write(json.dumps(content, indent=2) + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    draft.chmod(0o600)
    draft.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _check(last: Checkpoint | None, new: Checkpoint, proof: Sequence[bytes]) -> None:
    if last is None or last == new:
        return
    if new.origin != last.origin:
        raise SignerRefused("another log: a restore needs the ceremony")
    if new.size < last.size:
        raise SignerRefused(f"rolled back: {last.size} leaves were signed, the log has {new.size}")
    if last.size == 0:
        return
    try:
        verify_consistency(last.size, new.size, proof, last.root, new.root)
    except ProofRefused as error:
        raise SignerRefused(f"forked: not an extension of the {last.size} leaves that were signed") from error


def _written(checkpoint: Checkpoint) -> dict[str, Any]:
    root = base64.b64encode(checkpoint.root).decode()
    return {"origin": checkpoint.origin, "size": checkpoint.size, "root": root}


def _read(content: dict[str, Any]) -> Checkpoint:
    root = base64.b64decode(content["root"], validate=True)
    return Checkpoint(str(content["origin"]), int(content["size"]), root)
