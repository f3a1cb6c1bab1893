"""The `travessia` command line: every module of `scripts.commands` is a command of its own."""

import errno
import importlib
import pkgutil
import sys

import typer

from scripts import commands
from scripts.failures import FAILURE, INTERRUPTED, CommandError
from scripts.stack.supervisor import Interrupted


def build() -> typer.Typer:
    """A module offers `command` (a function) or `app` (a typer app with commands of its own)."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
    for found in pkgutil.iter_modules(commands.__path__):
        module = importlib.import_module(f"{commands.__name__}.{found.name}")
        name = found.name.rstrip("_").replace("_", "-")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name, help=module.__doc__)
        else:
            app.command(name, help=module.__doc__)(module.command)
    return app


def main() -> None:
    """Runs a command; an expected failure is one line on stderr and its exit code."""
    try:
        build()(prog_name="travessia")
    except CommandError as error:
        _end(str(error), error.exit_code)
    except (Interrupted, KeyboardInterrupt):
        _end("interrupted", INTERRUPTED)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        _end(f"{error.strerror}: {error.filename or 'the checkout'}", FAILURE)


def _end(message: str, code: int) -> None:
    print(f"travessia: {message}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
