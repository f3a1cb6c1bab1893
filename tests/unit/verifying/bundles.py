"""A small bundle made by hand: six leaves, two streams, a sealed field, a lawful gap; its signer may lie."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.unit.verifying.trees import Signer, b64, consistency, inclusion, leaf, root

STORE = Signer("travessia/toys")
LOG_ID = UUID(int=7)
ORIGIN = f"{STORE.name}/{LOG_ID}"
PARCEL, OTHER, ERASURE = (UUID(int=number) for number in (11, 12, 13))
KEY, PUBLIC, SALT = UUID(int=21), b"p" * 32, b"s" * 32
GONE = UUID(int=22)


def sealed(stream: UUID, version: int, key: UUID, *, gone: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
    """The reference in the state, and what the bundle shows of it."""
    place = {"stream": str(stream), "version": version, "field": "note", "key_id": str(key)}
    commitment = hashlib.sha256(b"\x02" + SALT + PUBLIC + b"ciphertext").hexdigest()
    parts = {"public_key": b64(PUBLIC), "salt": b64(SALT), "ciphertext": b64(b"ciphertext")}
    return place | {"commitment": commitment}, place | (dict.fromkeys(parts) if gone else parts)


def events() -> list[tuple[UUID, int, str, dict[str, Any], list[dict[str, Any]]]]:
    kept, shown = sealed(PARCEL, 1, KEY)
    lost, gap = sealed(OTHER, 1, GONE, gone=True)
    return [
        (PARCEL, 1, "toys.parcel.sent", {"note": kept, "deep": [{"a": [1.5]}]}, [shown]),
        (OTHER, 1, "toys.parcel.sent", {"note": lost}, [gap]),
        (PARCEL, 2, "toys.parcel.moved", {"to": "São Luís"}, []),
        (
            ERASURE,
            1,
            "toys.erasure.erasure-authorised",
            {"key_ids": [str(GONE)], "authorised_by": ["ana", "rui"]},
            [],
        ),
        (ERASURE, 2, "toys.erasure.key-destroyed", {"key_id": str(GONE)}, []),
        (PARCEL, 3, "toys.parcel.arrived", {}, []),
    ]


class Maker:
    """Makes the bundle; `change` may lie in the document before the manifest is signed."""

    def __init__(self, change: Callable[[dict[str, Any]], object] = lambda log: None, *, complete: bool = True) -> None:
        self.data: list[bytes] = []
        self.records: list[dict[str, Any]] = []
        for index, event in enumerate(events()):
            self._add(index, *event)
        self.leaves = [leaf(each) for each in self.data]
        for index, record in enumerate(self.records):
            record["proof"] = [b64(step) for step in inclusion(index, self.leaves)]
        self.log = self._log("leaves.bin" if complete else "")
        change(self.log)
        self.document = {"format": "travessia-bundle/1", "exported_at": "2026-01-01T00:00:00Z", "logs": [self.log]}
        self.files = {"bundle.json": json.dumps(self.document).encode(), "case.html": b"<p>"}
        if complete:
            self.files["leaves.bin"] = b"".join(self.data)

    def _add(self, index: int, stream: UUID, version: int, topic: str, state: Any, shown: list[Any]) -> None:
        text = json.dumps(state, ensure_ascii=False)
        digests = [hashlib.sha256(each.encode()).digest() for each in (topic, "{}", text)]
        numbers = struct.pack(">q16sqq", index + 1, stream.bytes, version, 1000 + index)
        self.data.append(b"\x01" + LOG_ID.bytes + numbers + b"".join(digests))
        self.records.append(
            {
                "stream": str(stream),
                "version": version,
                "position": index + 1,
                "log_id": str(LOG_ID),
                "recorded_at_us": 1000 + index,
                "topic": topic,
                "metadata": "{}",
                "state": text,
                "index": index,
                "sealed": shown,
            }
        )

    def note(self, size: int) -> str:
        return STORE.note(f"{ORIGIN}\n{size}\n{b64(root(self.leaves[:size]))}\n")

    def of(self, stream: UUID) -> list[dict[str, Any]]:
        return [record for record in self.records if record["stream"] == str(stream)]

    def _log(self, leaves: str) -> dict[str, Any]:
        proof = [b64(step) for step in consistency(4, self.leaves)]
        return {
            "store": "toys",
            "origin": ORIGIN,
            "vkey": STORE.vkey,
            "checkpoints": [self.note(4), self.note(6)],
            "consistency": [{"from": 4, "to": 6, "proof": proof}],
            "streams": [
                {"stream": str(PARCEL), "head_version": 3, "records": self.of(PARCEL)},
                {"stream": str(OTHER), "head_version": 1, "records": self.of(OTHER)},
            ],
            "erasures": self.of(ERASURE),
            "leaves": leaves,
        }

    def write(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        names = sorted(self.files)
        listed = [f"{hashlib.sha256(self.files[n]).hexdigest()} {len(self.files[n])} {n}\n" for n in names]
        manifest = STORE.note("travessia-bundle/1\n" + "".join(listed))
        for name, content in (self.files | {"manifest.txt": manifest.encode()}).items():
            (folder / name).write_bytes(content)
        return folder
