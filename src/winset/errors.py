"""Errors a user can act on. Each message says where, what is expected and what was found."""


class WinsetError(Exception):
    """Base of every error that winset raises on purpose; the CLI prints it and exits with 2."""


class ScenarioError(WinsetError):
    """A scenario file has one or more faults; `faults` lists them all, one printable line each."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


class ParameterError(WinsetError):
    """A parameter is unknown, out of bounds, or its table row is malformed."""


class RunError(WinsetError):
    """A run cannot start, resume or be read."""
