"""What the caller says of a report: can its publication date and its zone be understood?"""

from __future__ import annotations

import datetime
import re
import zoneinfo

_OFFSET = re.compile(r"[+-](?:0\d|1[0-3]):?[0-5]\d|[+-]14:?00|Z|UTC")


def is_published(published: str) -> bool:
    """Whether a publication date is an ISO date or an ISO instant."""
    try:
        datetime.datetime.fromisoformat(published)
    except ValueError:
        return False
    return True


def is_timezone(timezone: str) -> bool:
    """Whether a zone is an offset or a zone of the IANA database."""
    if _OFFSET.fullmatch(timezone):
        return True
    try:
        zoneinfo.ZoneInfo(timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
