"""Checks of options that several commands have; what cannot be understood is told with its mend."""

from __future__ import annotations

from collections.abc import Callable

import typer


def checked(value: str | None, check: Callable[[str], object]) -> str | None:
    """The value, if it passes.

    Raises:
        typer.BadParameter: it does not.
    """
    if value is not None:
        try:
            check(value)
        except ValueError as problem:
            raise typer.BadParameter(str(problem)) from None
    return value


def check_published(value: str | None) -> str | None:
    """A date or an instant of publication."""
    from onrecord.api import check_published as check

    return checked(value, check)


def check_timezone(value: str | None) -> str | None:
    """A time zone."""
    from onrecord.api import check_timezone as check

    return checked(value, check)


def check_point_of_view(value: str | None) -> str | None:
    """A state's code."""
    from onrecord.api import check_point_of_view as check

    return checked(value, check)
