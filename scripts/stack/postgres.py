"""A private PostgreSQL 15 server: made once, started on a free loopback port."""

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

from scripts.failures import CommandError, Unavailable
from scripts.stack import proc
from scripts.stack.credentials import Credentials
from scripts.stack.files import write_secret
from scripts.stack.layout import Layout
from scripts.stack.ports import LOOPBACK
from scripts.stack.processes import Command

BINARIES = Path("/usr/lib/postgresql/15/bin")
ACCOUNT = "postgres"
# Lets the server's account pass the folders above the checkout, whatever their mode; it grants no writing.
_CAPABILITY = "+dac_read_search"
_SETTINGS = {
    "listen_addresses": LOOPBACK,
    # TCP only: a socket path below a deep checkout would exceed the 107 bytes that the kernel allows.
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "fsync": "on",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "dynamic_shared_memory_type": "posix",
    "autovacuum_naptime": "30s",
    "log_min_messages": "warning",
    # A refused statement may hold a person's values: the server's log shall not repeat it.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "%m [%p] %u@%d ",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def command(layout: Layout, port: int) -> Command:
    """How to start the server."""
    data = _data(layout)
    settings = _SETTINGS if layout.durable else _SETTINGS | {"fsync": "off", "full_page_writes": "off"}
    options = [argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")]
    return Command(
        name="postgres",
        arguments=[*_as_account(signal.SIGINT), str(BINARIES / "postgres"), "-D", str(data), "-p", str(port), *options],
        environment=_environment(),
        marker=str(data),
        port=port,
        kind="server",
        stop_signal=signal.SIGINT,
        directory=Path("/"),
    )


def prepare(layout: Layout, credentials: Credentials) -> bool:
    """Makes the data folder if there is none; says whether it did."""
    if not (BINARIES / "postgres").exists():
        raise Unavailable("PostgreSQL 15 is not installed: run scripts/bootstrap.sh, or apt-get install postgresql-15")
    data = _data(layout)
    if (data / "PG_VERSION").exists():
        return False
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700, parents=True)
    password = layout.postgres / "password"
    write_secret(password, credentials.passwords["postgres"])
    if _is_root():
        account = _account()
        for path in (data, password):
            os.chown(path, account.pw_uid, account.pw_gid)
    try:
        _initdb(data, password, [] if layout.durable else ["--no-sync"])
    except CommandError:
        shutil.rmtree(data, ignore_errors=True)
        raise
    finally:
        password.unlink()
    return True


def forget_dead_server(layout: Layout) -> None:
    """Removes the lock file of a killed server whose pid the machine has not yet given back.

    PostgreSQL would take that pid for a running server. First its last children, in the data folder, must end.
    """
    lock = _data(layout) / "postmaster.pid"
    if not lock.exists():
        return
    stat = proc.stat_of(int(lock.read_text().split(maxsplit=1)[0]))
    if stat is not None and stat.state not in "ZX":
        return
    for pid in proc.working_in(_data(layout)):
        proc.wait_for_exit(pid, 10.0)
    if not proc.working_in(_data(layout)):
        lock.unlink(missing_ok=True)


def _initdb(data: Path, password: Path, options: list[str]) -> None:
    arguments = [
        *_as_account(None),
        str(BINARIES / "initdb"),
        f"--pgdata={data}",
        "--username=postgres",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-instructions",
        *options,
    ]
    done = subprocess.run(arguments, env=_environment(), cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()[-1]
        raise CommandError(f"cannot make the PostgreSQL data folder {data}: {reason}")


def _data(layout: Layout) -> Path:
    return layout.postgres / "data"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _is_root() -> bool:
    return os.geteuid() == 0


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise Unavailable(
            "PostgreSQL refuses to run as root and the account `postgres` is missing: install postgresql-15"
        ) from None


def _as_account(parent_death: signal.Signals | None) -> list[str]:
    """PostgreSQL refuses to run as root. The change of account clears the death signal, hence it is set here again."""
    if not _is_root():
        return []
    account = _account()
    prefix = [
        "setpriv",
        f"--reuid={account.pw_uid}",
        f"--regid={account.pw_gid}",
        "--init-groups",
        f"--inh-caps={_CAPABILITY}",
        f"--ambient-caps={_CAPABILITY}",
        f"--bounding-set=-all,{_CAPABILITY}",
    ]
    return [*prefix, "--"] if parent_death is None else [*prefix, "--pdeathsig", "keep", "--"]
