#!/usr/bin/env python3
"""Verifies bundles, Merkle proofs, signed notes and checkpoints offline, and trusts nobody's server.

inclusion    {"leafIdx", "treeSize", "root", "leafHash" (or "leafData": the leaf itself), "proof": [hash, ...]}
consistency  {"size1", "size2", "root1", "root2", "proof": [hash, ...]}; equal sizes: empty proof and equal roots
note         {"note": text as in C2SP signed-note, "vkey": "name+id+key" or "vkeys": [...]}
checkpoint   {"checkpoint": text as in C2SP tlog-checkpoint, "vkey" or "vkeys", "origin": the log's name (optional)}

One JSON object on standard input. Hashes: 32 bytes in base64 or hex. Numbers: whole, below 2^64, or such in a string.
"proof": null is an empty one. Proofs and their other names are those of RFC 6962 and RFC 9162 (SHA-256): leaf_index,
tree_size, root_hash, leaf_hash, leaf_input, audit_path, inclusion_path, first, second, first_hash, second_hash,
consistency, consistency_path; also logIndex, rootHash, hashes. Members not named here (desc, wantErr) are ignored, one
that comes twice is refused, and so is size zero: an empty tree proves nothing. Keys are Ed25519 (type 1) or timestamped
cosignatures (type 4); signatures of other keys are ignored, a false one of a given key refuses the note.
exit codes: 0 verified; 3 not verified, with the reason; 2 unusable input: no JSON, members missing or of a wrong type,
not base64, no key, no bundle there. Needs this file, Python 3.9 or later and `cryptography`; no network."""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import re
import struct
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FALSE, UNUSABLE = 3, 2
MAX_NOTE, MAX_INPUT, MAX_BUNDLE, MAX_NUMBER = 1 << 20, 4 << 20, 512 << 20, 2**64 - 1
FORMAT, LEAF, PADDING = "travessia-bundle/1", 153, 33
TEXT, NAME = re.compile(r"[^\x00-\x09\x0b-\x1f\ud800-\udfff]*"), re.compile(r"[^\s+\ud800-\udfff]+")
VKEY = re.compile(rf"({NAME.pattern})\+([0-9a-fA-F]{{8}})\+(.*)")
Key = NamedTuple("Key", [("name", str), ("id", bytes), ("kind", int), ("public", bytes)])  # noqa: UP014
MEMBERS = {
    "inclusion": "leafidx leafindex index logindex|treesize size|root roothash|leafhash leafdata leafinput|"
    "proof auditpath inclusionpath hashes",
    "consistency": "size1 first|size2 second|root1 firsthash|root2 secondhash|proof consistency consistencypath",
    "note": "note|vkey vkeys",
    "checkpoint": "checkpoint note|vkey vkeys|origin",
}


class Refused(Exception):
    """Why something is not verified or of no use, and the exit code."""


def need(holds: object, reason: str, code: int = FALSE) -> None:
    if not holds:
        raise Refused(reason, code)


@contextmanager
def at(place: str) -> Iterator[None]:
    """Says where it was that something does not hold, or cannot be read."""
    try:
        yield
    except Refused as error:
        raise Refused(f"{place}: {error.args[0]}", FALSE) from None
    except Exception as error:  # noqa: BLE001 - whatever a forged input breaks here, it is not verified
        raise Refused(f"{place}: {type(error).__name__}", FALSE) from None


def read_json(raw: bytes, see: Callable[[dict[str, Any]], object] = id) -> Any:
    """Strict JSON; `see` is shown every object in it, at any depth."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        need(len(found) == len(pairs), "a member of a JSON object comes twice", UNUSABLE)
        see(found)
        return found

    try:
        return json.loads(raw.decode(), object_pairs_hook=once, parse_int=lambda text: int(text[:40]))  # is too large
    except (ValueError, RecursionError) as error:
        raise Refused(f"this is no JSON: {str(error)[:80]}", UNUSABLE) from None


def number(value: Any, name: str) -> int:
    value = int(value) if isinstance(value, str) and re.fullmatch(r"0|[1-9][0-9]{0,19}", value) else value
    need(type(value) is int and 0 <= value <= MAX_NUMBER, f"{name} is no plain whole number below 2^64", UNUSABLE)
    return int(value)


def b64(text: Any, name: str) -> bytes:
    """Strict base64 (RFC 4648, section 4): padded, no other character, no loose bits."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (TypeError, ValueError):
        raw = b""
    need(isinstance(text, str) and base64.b64encode(raw).decode() == text, f"{name} is not base64", UNUSABLE)
    return raw


def hashes(values: Any, name: str = "proof") -> list[bytes]:
    """Hashes in base64 or hex. One of another length can be read, but never proves anything."""
    need(values is None or isinstance(values, list), f"{name} is no list", UNUSABLE)
    need(len(values or []) <= 64, f"{name} has more than 64 hashes, which no tree needs")
    is_hex = [isinstance(text, str) and re.fullmatch(r"[0-9a-fA-F]{64}", text) for text in values or []]
    return [bytes.fromhex(text) if hex else b64(text, name) for text, hex in zip(values or [], is_hex)]  # noqa: A001, B905


def sha(*parts: bytes) -> bytes:
    """A leaf of a Merkle tree is sha(b"\\0", data), a node sha(b"\\1", left, right)."""
    return hashlib.sha256(b"".join(parts)).digest()


def climb(fn: int, sn: int, seed: bytes, path: list[bytes], roots: list[bytes]) -> tuple[bytes, bytes]:
    """RFC 9162, 2.1.3.2 and 2.1.4.2: from a node to the roots of the tree that ended with it, and of the whole one."""
    need(all(len(each) == 32 for each in (seed, *path, *roots)), "a hash is not 32 bytes long")
    old = new = seed
    for step in path:
        need(sn, "the proof is longer than the tree is high")
        if fn & 1 or fn == sn:
            old, new = sha(b"\1", step, old), sha(b"\1", step, new)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = sha(b"\1", new, step)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "the proof is shorter than the tree is high")
    return old, new


def check_inclusion(index: int, size: int, leaf: bytes, proof: list[bytes], root: bytes) -> None:
    """`leaf` is number `index` of the `size` leaves under `root`."""
    need(index < size, f"leaf {index} is outside of a tree of {size} leaves")
    need(climb(index, size - 1, leaf, proof, [root])[1] == root, "leaf and proof give another root")


def check_consistency(size1: int, size2: int, proof: list[bytes], root1: bytes, root2: bytes) -> None:
    """The tree of `size2` leaves begins with the tree of `size1` leaves."""
    need(0 < size1 <= size2, f"the log shrank from {size1} to {size2}" if size1 else "an empty tree proves nothing")
    need(size1 == size2 or proof, "the proof is empty")
    need(size1 < size2 or root1 == root2, f"there are two roots for one size, {size1}: the log was forked")
    path = proof if size1 & (size1 - 1) and size1 < size2 else [root1, *proof]
    shift = (size1 ^ (size1 - 1)).bit_length() - 1 if size1 < size2 else size1.bit_length()
    old, new = climb((size1 - 1) >> shift, (size2 - 1) >> shift, path[0], path[1:], [root1, root2])
    need((old, new) == (root1, root2), f"the proof gives another {'first' if old != root1 else 'second'} root")


def parse_key(text: Any) -> Key:
    """A verifier key: name+id+base64(type ‖ key); the id is SHA-256(name ‖ 0x0A ‖ type ‖ key), 4 bytes in hex."""
    match = VKEY.fullmatch(text) if isinstance(text, str) else None
    name, key_id, encoded = match.groups() if match else ("", "", "")
    need(match, "a verifier key is name+id+key, the id in 8 hex digits", UNUSABLE)
    raw = b64(encoded, f"the key of {name}")
    need(len(raw) == 33 and raw[0] in (1, 4), f"the key of {name} is no Ed25519 key (type 1 or 4, 32 bytes)", UNUSABLE)
    need(sha(name.encode(), b"\n", raw)[:4].hex() == key_id.lower(), f"{name}: the id is not of this key", UNUSABLE)
    return Key(name, bytes.fromhex(key_id), raw[0], raw[1:])


def check_note(note: Any, keys: Iterable[Key]) -> tuple[str, list[Key]]:
    """The text of a signed note and which of the given keys signed it, at least one."""
    need(isinstance(note, str), "a note is a text", UNUSABLE)
    need(TEXT.fullmatch(note[: MAX_NOTE + 1]) and len(note) <= MAX_NOTE, "no signed note: too long, or not plain text")
    text, gap, rest = note.rpartition("\n\n")
    whole = gap and rest.endswith("\n") and rest.count("\n") <= 100
    need(whole, "no signed note: that is a text, an empty line, 1 to 100 signature lines, and nothing more")
    known, signers = {(key.name, key.id): key for key in keys}, list[Key]()
    for line in rest[:-1].split("\n"):
        parts = line.split(" ")
        with at("no signed note, a signature line is malformed"):
            raw = b64(parts[-1], "the signature")
            right = len(parts) == 3 and parts[0] == "—" and NAME.fullmatch(parts[1]) and len(raw) > 4
            need(right, "it is a dash, a name, and at least 5 bytes")
        key = known.get((parts[1], raw[:4]))
        if key and key not in signers:
            stamp, signature = (raw[4:12], raw[12:]) if key.kind == 4 else (b"", raw[4:])
            head = b"cosignature/v1\ntime %d\n" % int.from_bytes(stamp, "big") if stamp else b""
            with at(f"the signature of {key.name} is false: the text was changed, or another key signed it"):
                Ed25519PublicKey.from_public_bytes(key.public).verify(signature, head + (text + "\n").encode())
            signers.append(key)
    need(signers, "none of the given keys has signed it")
    return text + "\n", signers


def check_checkpoint(note: Any, keys: Iterable[Key], origin: str | None = None) -> tuple[str, int, bytes, list[Key]]:
    """Origin, size, root and signers of a well-formed checkpoint, of a tree that is not empty, by a given key."""
    text, signers = check_note(note, keys)
    with at("no checkpoint"):
        name, decimal, encoded, *more = text[:-1].split("\n")
        size, root = number(decimal, "the size"), b64(encoded, "the root")
        need(name and all(more), "an empty line")
        need(size and len(root) == 32, "the tree is empty, or its root is not 32 bytes long")
    need(origin is None or name == origin, f"it is of another log: {name}")
    return name, size, root, signers


class Log:
    """One store's log, as far as the bundle shows it."""

    def __init__(self, shown: dict[str, Any]) -> None:
        self.store, self.origin, self.leaves = shown["store"], str(shown["origin"]), shown["leaves"]
        self.streams, self.erasures = shown["streams"], shown["erasures"]
        self.key, self.notes, self.links = parse_key(shown["vkey"]), shown["checkpoints"], shown["consistency"]
        self.shown, self.gaps = dict[int, tuple[str, int]](), list[tuple[str, str]]()
        self.authorised, self.destroyed = dict[str, int](), dict[str, int]()
        need(self.origin.startswith(self.key.name + "/"), f"{self.origin} is not a log of {self.key.name}")

    def check(self, files: dict[str, bytes], witnesses: list[Key], seen: list[Any]) -> str:
        """All that the bundle shows of this log holds. Returns what was found."""
        points = [check_checkpoint(note, [self.key, *witnesses], self.origin)[1:] for note in self.notes]
        need(points and all(self.key in signers for *_, signers in points), "no checkpoint, or one not by its own key")
        need(len(self.links) == len(points) - 1, "it needs a consistency proof from each checkpoint to the next")
        for link, (old, root1, _), (new, root2, _) in zip(self.links, points, points[1:]):  # noqa: B905
            need(link["from"] == old < new == link["to"], "its checkpoints and consistency proofs are not in order")
            with at(f"from checkpoint {old} to {new}, history was changed"):
                check_consistency(old, new, hashes(link["proof"]), root1, root2)
        (self.size, self.root, signers), roots = points[-1], {size: root for size, root, _ in points}
        for size, root in [(size, root) for origin, size, root, _ in seen if origin == self.origin]:
            need(size <= self.size, f"you saw {size} leaves, it has {self.size}: it was cut, or set back")
            need(size in roots or self.leaves, f"nothing leads from the size you saw, {size}: export with --since it")
            need(roots.setdefault(size, root) == root, f"you saw another root at size {size}: the log was forked")
        names = {entry["stream"] for entry in self.streams}
        need(len(names) == len(self.streams) > 0, "a stream is there twice, or none is")
        for entry in self.streams:
            stream, head, records = entry["stream"], entry["head_version"], entry["records"]
            need(len(records) == head > 0, f"stream {stream}: it shows {len(records)} of {head} events")
            places = [self.check_record(record, stream, version) for version, record in enumerate(records, 1)]
            need(places == sorted(places), f"stream {stream}: its events were not recorded in this order")
        for record in self.erasures:
            self.check_record(record, record["stream"], record["version"])
        for where, key_id in self.gaps:
            need(key_id in self.destroyed, f"{where} is gone, and the log holds no destruction of key {key_id}")
            lawful = self.authorised.get(key_id, self.size) < self.destroyed[key_id]
            need(lawful, f"{where} is gone, and no two people had authorised the destruction of key {key_id}")
        complete = self.check_leaves(files[self.leaves], roots) if self.leaves else "complete by signed head versions"
        cosigners = ", ".join(key.name for key in signers if key.kind == 4) or "no witness you named"
        counts = f"{len(self.streams)} streams, {len(self.shown)} events, {len(self.gaps)} fields lawfully erased"
        return f"{self.origin}: {counts}; {complete}; {self.size} leaves, cosigned by {cosigners}"

    def check_record(self, record: Any, stream: str, version: int) -> tuple[int, int]:
        """The record is what its leaf in the log says. Returns its position and index."""
        where, position, index = f"stream {stream}, event {version}", record["position"], record["index"]
        need((record["stream"], record["version"]) == (stream, version), f"{where}: another event is in its place")
        numbers = struct.pack(">q16sqq", position, UUID(stream).bytes, version, record["recorded_at_us"])
        texts = [sha(record[name].encode()) for name in ("topic", "metadata", "state")]
        leaf = sha(b"\0\1", UUID(record["log_id"]).bytes, numbers, *texts)
        with at(f"{where}, position {position} ({record['topic']}) is not what the log of {self.size} leaves holds"):
            check_inclusion(number(index, "index"), self.size, leaf, hashes(record["proof"]), self.root)
        need(self.shown.setdefault(index, (stream, version)) == (stream, version), f"{where}: two events in one place")
        objects = list[dict[str, Any]]()
        content = read_json(record["state"].encode(), objects.append)
        self.check_sealed(objects, record["sealed"], where)
        if record["topic"].endswith(".erasure.erasure-authorised") and len(set(content["authorised_by"])) > 1:
            self.authorised = {**dict.fromkeys(content["key_ids"], index), **self.authorised}
        elif record["topic"].endswith(".erasure.key-destroyed"):
            self.destroyed.setdefault(content["key_id"], index)
        return position, index

    def check_sealed(self, objects: list[dict[str, Any]], sealed: list[Any], place: str) -> None:
        """Each sealed field has its own ciphertext, or is a gap; the state holds place, key and commitment."""
        four = ("stream", "version", "field", "key_id")
        promised = {tuple(o[n] for n in four): o["commitment"] for o in objects if set(o) == {*four, "commitment"}}
        shown = {tuple(entry[name] for name in four): entry for entry in sealed}
        same = shown.keys() == promised.keys() and len(sealed) == len(shown)
        need(same, f"{place}: its sealed fields are not those shown: one is withheld, moved, re-keyed or there twice")
        for field, entry in shown.items():
            where = f"{place}, field {entry['field']}"
            if entry["ciphertext"] is None:
                self.gaps.append((where, entry["key_id"]))
            else:
                parts = [b64(entry[name], name) for name in ("salt", "public_key", "ciphertext")]
                need(sha(b"\2", *parts).hex() == promised[field], f"{where}: another ciphertext or key than was sealed")

    def check_leaves(self, leaves: bytes, roots: dict[int, bytes]) -> str:
        """Hashes every leaf again up to the roots; no event of a shown stream may be withheld."""
        need(len(leaves) == self.size * LEAF, f"{self.leaves} has not {self.size} leaves")
        streams, stack, position = {UUID(entry["stream"]).bytes for entry in self.streams}, list[bytes](), 0
        for index in range(self.size):
            data, level = leaves[index * LEAF : (index + 1) * LEAF], index
            if data[0]:
                position += 1
                said, stream, version = struct.unpack(">q16sq", data[17:49])
                if said != position or (stream in streams and index not in self.shown):
                    raise Refused(f"stream {UUID(bytes=stream)}, event {version} is withheld or displaced", FALSE)
            found = sha(b"\0", data if data[0] else data[:PADDING])
            while level & 1:
                found, level = sha(b"\1", stack.pop(), found), level >> 1
            stack.append(found)
            if index + 1 in roots:
                for left in stack[-2::-1]:
                    found = sha(b"\1", left, found)
                need(found == roots[index + 1], f"the first {index + 1} leaves give another root: history was changed")
        return "complete by all leaves"


def files_of(path: Path) -> dict[str, bytes]:
    """Names and contents of a bundle; a zip must be, byte for byte, the one that its contents give."""
    places = sorted(path.iterdir()) if path.is_dir() else [path]
    small = all(each.is_file() for each in places) and sum(each.stat().st_size for each in places) <= MAX_BUNDLE
    need(small, "there is no bundle, or one of more than 512 MB, or something else in it", UNUSABLE)
    files = {each.name: each.read_bytes() for each in places}
    if path.is_dir():
        return files
    raw, again = files[path.name], io.BytesIO()
    need(raw[:4] == b"PK\3\4" or zipfile.is_zipfile(path), "this is neither a directory nor a zip", UNUSABLE)
    with at("the zip"), zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(again, "w") as made:
        need(sum(each.file_size for each in archive.infolist()) <= len(raw), "it is compressed, or parts overlap")
        files = {name: archive.read(name) for name in sorted(archive.namelist())}
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content)
    need(again.getvalue() == raw, "the zip is not what its contents give: bytes were changed or added")
    return files


def check_bundle(path: Path, trust: list[Key], notes: list[str]) -> str:
    """Every store whose log is shown signed the list of all files, and every log holds."""
    files = files_of(path)
    with at("bundle"):
        document = read_json(files["bundle.json"])
        logs = [Log(log) for log in document["logs"]]
        keys = {log.key for log in logs}
        need(document["format"] == FORMAT and logs and len(keys) == len(logs), "not version 1, or no log, or one twice")
        text, signers = check_note(files.pop("manifest.txt").decode(), keys)
        need(set(signers) == keys, "not every store whose log it shows has signed its manifest")
        lines = [f"{sha(files[name]).hex()} {len(files[name])} {name}" for name in sorted(files)]
        other = sorted({line[65:] for line in set(text[:-1].split("\n")[1:]) ^ set(lines)})
        need(not other, f"changed, added or removed: {', '.join(other)[:200]} (size, name)")
        need(text == "\n".join([FORMAT, *lines, ""]), "its manifest is not in order")
        need(not trust or keys <= set(trust), f"you do not trust {', '.join(key.name for key in keys - set(trust))}")
    with at("checkpoint that you saw"):
        seen = [check_checkpoint(note, keys) for note in notes]
        begun = {origin for origin, *_ in seen} - {log.origin for log in logs}
        need(not begun, f"{begun} is not in the bundle: that log was begun anew, look for its ceremony")
    report = ["the bundle holds"]
    for log in logs:
        with at(log.store):
            report.append(log.check(files, trust, seen))
    if not trust:
        report.append("NOT CHECKED whose keys these are (no --trust); what they signed is whole and consistent")
    return "\n  ".join(report)


def check_document(command: str, document: Any) -> str:
    """A foreign proof or note. Every group of names has one member, `origin` may have none."""
    need(isinstance(document, dict), "this is no JSON object", UNUSABLE)
    members, values, names = {name.replace("_", "").lower(): name for name in document}, list[Any](), list[str]()
    for group in MEMBERS[command].split("|"):
        given = [name for name in group.split() if name in members]
        right = len(members) == len(document) and (len(given) == 1 or (group == "origin" and not given))
        need(right, f"there must be one of these, once: {group}", UNUSABLE)
        values.append(document[members[given[0]]] if given else None)
        names += given
    if command == "inclusion":
        index, size = number(values[0], "index"), number(values[1], "size")
        leaf = hashes([values[3]], "leaf")[0] if "leafhash" in names else sha(b"\0", b64(values[3], "leaf"))
        check_inclusion(index, size, leaf, hashes(values[4]), hashes([values[2]], "root")[0])
        return f"leaf {index} is in the tree of {size} leaves"
    if command == "consistency":
        size1, size2, roots = number(values[0], "size1"), number(values[1], "size2"), hashes(values[2:4], "roots")
        check_consistency(size1, size2, hashes(values[4]), *roots)
        return f"the tree of {size2} leaves begins with that of {size1}"
    keys = [parse_key(text) for text in (values[1] if isinstance(values[1], list) else [values[1]])]
    if command == "note":
        return f"the note is signed by {', '.join(key.name for key in check_note(values[0], keys)[1])}"
    origin, size, root, signers = check_checkpoint(values[0], keys, values[2])
    return f"{origin} has {size} leaves, root {root.hex()}, signed by {', '.join(key.name for key in signers)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["bundle", *MEMBERS], help="bundle checks PATH, the others standard input")
    parser.add_argument("path", nargs="?", type=Path, help="an exported bundle: a directory, or its zip")
    parser.add_argument("--trust", type=Path, help="keys that you were given, stores' and witnesses', one on a line")
    parser.add_argument("--seen", type=Path, action="append", default=[], help="a checkpoint that you kept from before")
    given = parser.parse_args()
    try:
        need((given.command == "bundle") == (given.path is not None), "bundle needs a path, the others none", UNUSABLE)
        if given.path:
            lines = (given.trust.read_text() if given.trust else "").split("\n")
            trust = [parse_key(line.strip()) for line in lines if line.strip() and line[0] != "#"]
            need(trust or not given.trust, "there is no key in the file of keys you trust", UNUSABLE)
            found = check_bundle(given.path, trust, [path.read_text() for path in given.seen])
        else:
            raw = sys.stdin.buffer.read(MAX_INPUT + 1)
            need(len(raw) <= MAX_INPUT, "more than 4 MB on standard input", UNUSABLE)
            found = check_document(given.command, read_json(raw))
        print(f"verified: {found}")
        return 0
    except Refused as error:
        reason, code = error.args
    except (OSError, UnicodeDecodeError) as error:
        reason, code = f"a file cannot be read: {error}", UNUSABLE
    print(f"{'not verified' if code == FALSE else 'unusable input'}: {reason}", file=sys.stderr)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
