"""Failures a person can act on: the message says what happened and what to do."""


class LaunchError(Exception):
    """Stops the command; the message is printed without a traceback."""


class AlreadyRunning(LaunchError):
    """The data folder is in use by another start."""


class StopRequested(BaseException):
    """SIGINT, SIGTERM or SIGHUP arrived. Not an `Exception`, so that no handler on the way swallows it."""
