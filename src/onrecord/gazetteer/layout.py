"""How the compiled gazetteer lies in its file (docs/decisions/0003-gazetteer-file.md, 0007).

    magic, 8 bytes · length of the directory, 4 bytes · directory, JSON · sections, each at a multiple of 8 bytes

The directory gives the sections' places and the table of strings. All numbers are little-endian.
"""

from __future__ import annotations

import struct

MAGIC = b"ONRGAZ01"
HEAD = struct.Struct("<8sI")

ENTRY = struct.Struct("<IBiiIIHHHBHB")
"""number, kind of id, latitude and longitude in 1e-5 degrees, population, place of the name, country, first-order and
second-order division (index of the entry plus one; 0 none), feature, zone, importance. Country, feature and zone are
indices into the table of strings."""

WIDE = struct.Struct("<IBiiIIHIIHHB")
"""The rows of an installed file, which may have more divisions and features than the shipped one."""

NOWHERE = -(2**31)
"""Latitude of an entry without coordinates."""

DEGREE = 100_000
"""Coordinates are stored in 1e-5 degrees, about one metre."""

KINDS = ("geonames", "iso", "ourairports", "onrecord", "wof")
"""Where an entry's id comes from: the kinds of :data:`WORDED` have words, the others numbers."""

WORDED = ("iso", "onrecord")

NUMBER = struct.Struct("<I")
"""A posting, or the place of a list of postings; and an index of an entry in the order of ids."""

INDEX_BITS = 20
"""A posting is the index of an entry in its low bits and, above them, how the name is related to the entry.

The shipped file has so many low bits. The directory of an installed file tells its own under ``bits``; its rows are
:data:`WIDE`."""

MATCHES = ("name", "alternate", "short")
"""The entry's own name; another name; the name without its generic word ("Belgorod" for "Belgorod Oblast")."""

SEVERAL = 1 << 31
"""This bit of a key's number says that the rest is the place of a list: its length, then its postings."""
