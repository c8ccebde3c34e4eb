"""The same acts as commands, and every check as an offline command. No rule lives here."""

from __future__ import annotations

import sys

from homeward.cli.app import app
from homeward.cli.show import show_refusal
from homeward.model.findings import FindingsRefusal, Refusal


def main() -> None:
    """Run the command line: exit 0 done, 1 refused, 2 usage, 3 findings of `error` or `law`."""
    try:
        app()
    except FindingsRefusal as refusal:
        show_refusal(refusal)
        sys.exit(3)
    except Refusal as refusal:
        show_refusal(refusal)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("\nerror: stopped; nothing half-written was left\n")
        sys.exit(1)
    except (IsADirectoryError, NotADirectoryError, PermissionError, FileExistsError, FileNotFoundError) as problem:
        sys.stderr.write(f"error: {problem.strerror}: {problem.filename}\nhint: check the path and who may read it\n")
        sys.exit(1)
