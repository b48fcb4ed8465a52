"""Lists of incidents for other programs: JSON, CSV, GeoJSON. Each says that it is machine-read and unverified."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.cli.story import printable
from onrecord.ledger.asjson import NOTICE, keys_of, to_dict
from onrecord.ledger.records import IncidentRow

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would reckon instead of showing."""


def as_json(rows: Sequence[IncidentRow], head: Mapping[str, Any]) -> str:
    """An object with the caution, as of when it is, and the incidents."""
    return json.dumps({**head, "incidents": [to_dict(row) for row in rows]}, indent=2, ensure_ascii=False)


def as_csv(rows: Sequence[IncidentRow]) -> str:
    """A header and a line an incident; the caution stands in the last column of each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*keys_of(IncidentRow), "notice"])
    for row in rows:
        writer.writerow([_cell(value) for value in (*to_dict(row).values(), NOTICE)])
    return out.getvalue().removesuffix("\n")


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def as_geojson(rows: Sequence[IncidentRow], head: Mapping[str, Any]) -> str:
    """A FeatureCollection (RFC 7946): a point an incident, without a geometry where its place is not known."""
    features = []
    for row in rows:
        properties = to_dict(row)
        lat, lon = properties.pop("lat"), properties.pop("lon")
        point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
        features.append({"type": "Feature", "id": row.id, "geometry": point, "properties": properties})
    whole = {"type": "FeatureCollection", **head, "features": features}
    return json.dumps(whole, indent=2, ensure_ascii=False)
