"""Signed notes (C2SP signed-note): a text and, after an empty line, signatures that name their keys."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infra.ledger.keys import SigningKey, VerifierKey, is_name

DASH = "— "
MOST_BYTES, MOST_SIGNATURES = 1_000_000, 100


class NoteRefused(Exception):
    """The note is malformed, or no trusted key signed it; the text says which, without quoting it."""


@dataclass(frozen=True)
class Signature:
    """One signature line: the key's name and id, and what it signed with."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {base64.b64encode(self.key_id + self.value).decode()}\n"

    def is_of(self, key: VerifierKey) -> bool:
        return (self.name, self.key_id) == (key.name, key.key_id)


@dataclass(frozen=True)
class Note:
    """A text that ends in a newline, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))


def parse(note: str) -> Note:
    """Take a note apart; nothing in it may be believed before `verify`. Raises NoteRefused."""
    try:
        too_long = len(note.encode()) > MOST_BYTES
    except UnicodeEncodeError as error:
        raise NoteRefused("the note is not valid UTF-8") from error
    if too_long:
        raise NoteRefused("the note is too long")
    if any(character < " " and character != "\n" for character in note):
        raise NoteRefused("the note holds a control character")
    head, found, tail = note.rpartition("\n\n")
    if not found or not head or not tail.endswith("\n"):
        raise NoteRefused("the note has no signatures")
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteRefused("the note has too many signatures")
    return Note(head + "\n", tuple(map(parse_signature, lines)))


def parse_signature(line: str) -> Signature:
    """One signature line without its newline. Raises NoteRefused."""
    name, space, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not space or not is_name(name):
        raise NoteRefused("a signature line is malformed")
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteRefused("a signature is not base64") from error
    if len(content) < 5:
        raise NoteRefused("a signature is too short")
    return Signature(name, content[:4], content[4:])


def verify(note: Note | str, keys: Iterable[VerifierKey]) -> str:
    """The text, once one of these keys has signed it and none of them wrongly. Raises NoteRefused.

    Signatures by keys that are not given are ignored; a wrong one by a given key spoils the note.
    """
    opened = parse(note) if isinstance(note, str) else note
    known = [(key, s) for s in opened.signatures for key in keys if s.is_of(key)]
    if not known:
        raise NoteRefused("the note is not signed by a known key")
    if not all(key.accepts(opened.text.encode(), signature.value) for key, signature in known):
        raise NoteRefused("a signature does not match the text")
    return opened.text


def sign(text: str, key: SigningKey, others: Sequence[Signature] = ()) -> str:
    """A note over `text`, which ends in a newline, signed by `key`. Raises NoteRefused for an impossible text."""
    if not text.endswith("\n") or text == "\n":
        raise NoteRefused("a note's text ends in a newline")
    signature = Signature(key.name, key.verifier.key_id, key.sign(text.encode()))
    note = str(Note(text, (signature, *others)))
    parse(note)
    return note
