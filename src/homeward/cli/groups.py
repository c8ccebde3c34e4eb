"""Groups of commands whose name alone is a command too."""

from __future__ import annotations

from collections.abc import Mapping

import typer


def falling_back(usual: str, flags: Mapping[str, str] | None = None) -> type[typer.core.TyperGroup]:
    """
    Return a group in which ``homeward GROUP X`` means ``homeward GROUP usual X`` unless X names a step.

    *flags*: options that stand for a step of their own, as ``homeward match LIST --within`` for ``match within LIST``.
    """
    steps = flags or {}

    class _Group(typer.core.TyperGroup):
        """Puts the usual step in front where none is named."""

        def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
            """Put the step in front."""
            if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h")):
                step = next((step for flag, step in steps.items() if flag in args), usual)
                args = [step, *(one for one in args if one not in steps)]
            return super().parse_args(ctx, args)

    return _Group
