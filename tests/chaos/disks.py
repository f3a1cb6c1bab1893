"""Disks that are full: the tables of a store, or the write-ahead log, on a small file system of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import psycopg

from scripts.stack import parts
from tests.chaos.network import NAMES, ProxiedStack
from tests.chaos.scene import Impossible, Scene, pause

TABLES = ("stored_events", "published", "ledger_leaves")
SPACE = "chaos_small"
ROOM = 2 * 2**20
SEGMENTS = 64 * 2**20
PATIENCE = 60.0


def tables_full(scene: Scene) -> None:
    """No table of the log can grow: commands are answered 503 and leave nothing; it heals when there is room again."""
    stack, store = scene.stack, scene.rng.choice(NAMES)
    with stack.postgres.connect(store) as connection:
        row = connection.execute(
            "SELECT sum(pg_table_size(t::regclass)) FROM unnest(%s::text[]) t", (list(TABLES),)
        ).fetchone()
    size = int(row[0]) if row else 0
    with mounted(stack, size + ROOM) as folder:
        _move(stack, store, folder / "tables")
        try:
            with filled(folder):
                _wait_for_refusals(scene, store)
                pause(scene.lasts(2, 8))
            scene.healed()
        finally:
            _move_back(stack, store)


def log_full(scene: Scene) -> None:
    """The server cannot write its log and ends itself; with room again and started again, it recovers."""
    stack = scene.stack
    wal = stack.layout.postgres / "data" / "pg_wal"
    parts.stop(stack, "postgres")
    size = sum(file.stat().st_size for file in wal.rglob("*") if file.is_file())
    with mounted(stack, size + SEGMENTS) as folder:
        _replace(wal, folder / "wal")
        parts.start(stack, "postgres")
        try:
            with filled(folder):
                _write_until_it_ends(scene)
                pause(scene.lasts(1, 6))
            parts.kill(stack, "postgres")
            parts.start(stack, "postgres")
            scene.healed()
            pause(1)
        finally:
            parts.stop(stack, "postgres")
            _replace_back(wal, folder / "wal")
            parts.start(stack, "postgres")
    scene.healed()


@contextmanager
def mounted(stack: ProxiedStack, size: int) -> Iterator[Path]:
    """A file system of `size` bytes in memory. Raises Impossible where this account may not mount."""
    folder = stack.layout.run / "small"
    folder.mkdir(exist_ok=True)
    while folder.is_mount():  # left by a campaign that was killed
        _unmount(folder)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Impossible(f"this account may not mount a small file system: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        _unmount(folder)


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Nothing more fits into this file system."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096) == 4096:
            pass
    try:
        yield
    finally:
        ballast.unlink()


def _wait_for_refusals(scene: Scene, store: str) -> None:
    """Pages have room for some more rows; then clients are told 503."""
    end, before = monotonic() + PATIENCE, scene.refused()
    while scene.refused() == before:
        if monotonic() > end:
            scene.missed.append(f"no client was answered 503 while the disk of {store} was full")
            return
        pause(0.1)


def _write_until_it_ends(scene: Scene) -> None:
    """Each switch begins another segment of 16 MiB."""
    end = monotonic() + PATIENCE
    try:
        with scene.stack.postgres.connect() as connection:
            while monotonic() < end:
                connection.execute("SELECT pg_logical_emit_message(false, 'chaos', 'full'), pg_switch_wal()")
    except psycopg.Error:
        return
    scene.missed.append("the server went on although its log had no room")


def _move(stack: ProxiedStack, store: str, folder: Path) -> None:
    folder.mkdir()
    account = stack.layout.postgres / "data"
    os.chown(folder, account.stat().st_uid, account.stat().st_gid)
    with stack.postgres.connect(store) as connection:
        connection.execute(f"CREATE TABLESPACE {SPACE} LOCATION '{folder}'".encode())
        for table in TABLES:
            connection.execute(f"ALTER TABLE {table} SET TABLESPACE {SPACE}".encode())


def _move_back(stack: ProxiedStack, store: str) -> None:
    with stack.postgres.connect(store) as connection:
        for table in TABLES:
            connection.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default".encode())
        connection.execute(f"DROP TABLESPACE {SPACE}".encode())


def _replace(folder: Path, other: Path) -> None:
    shutil.copytree(folder, other)
    _own(other, folder)
    folder.rename(folder.with_name("pg_wal_before"))
    folder.symlink_to(other)


def _replace_back(folder: Path, other: Path) -> None:
    before = folder.with_name("pg_wal_before")
    shutil.rmtree(before)
    shutil.copytree(other, before)
    _own(before, folder.parent)
    folder.unlink()
    before.rename(folder)


def _own(folder: Path, like: Path) -> None:
    """Copies made by root belong to root; the server runs as another account."""
    owner = like.stat()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)
    folder.chmod(0o700)
