"""The command line: `winset VERB`. Each verb has its own file and imports what it needs when called."""

from winset.cli.app import main

__all__ = ["main"]
