"""What stands in whatever leaves the house."""

from __future__ import annotations

UNVERIFIED = "Machine-read, unverified. Check each value against the words it was read from."
