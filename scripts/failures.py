"""Expected failures of a command: one clear line and an exit code."""

OK, FAILURE, USAGE, VERIFICATION, PARTIAL, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 4, 69, 130


class CommandError(Exception):
    """Ends a command with one line on stderr."""

    exit_code = FAILURE


class UsageError(CommandError):
    """The command was asked for something it refuses."""

    exit_code = USAGE


class Unavailable(CommandError):
    """Something the command depends on is missing or down."""

    exit_code = UNAVAILABLE
