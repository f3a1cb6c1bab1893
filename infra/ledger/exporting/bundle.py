"""The files of a bundle: one JSON document, one page for people, and a signed list of both."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from infra.ledger import notes
from infra.ledger.exporting.page import page
from infra.ledger.keys import SigningKey
from infra.ledger.notes import Note, Signature

FORMAT = "travessia-bundle/1"
MANIFEST = "manifest.txt"


def bundle(
    logs: Sequence[dict[str, Any]], at: datetime, keys: Sequence[SigningKey], more: Mapping[str, bytes]
) -> dict[str, bytes]:
    """All files by name. Every store whose log is shown signs the manifest; `more` are files of all leaves."""
    document = {"format": FORMAT, "exported_at": at.isoformat().replace("+00:00", "Z"), "logs": list(logs)}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    files = {"bundle.json": text.encode(), "case.html": page(document).encode(), **more}
    return files | {MANIFEST: manifest(files, keys).encode()}


def manifest(files: Mapping[str, bytes], keys: Sequence[SigningKey]) -> str:
    """A signed note: digest, size and name of each file, in the order of names."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()} {len(files[name])} {name}\n" for name in sorted(files)]
    text = FORMAT + "\n" + "".join(lines)
    signatures = [Signature(key.name, key.verifier.key_id, key.sign(text.encode())) for key in keys]
    return str(notes.parse(str(Note(text, tuple(signatures)))))


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Into a new or empty folder. Raises FileExistsError for one that holds something."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The one zip of these files: stored, in the order of names, without times; another one is refused."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return raw.getvalue()
