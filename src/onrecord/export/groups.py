"""Groups of event types that derivations treat alike."""

from __future__ import annotations

DEMONSTRATIONS = frozenset({"protest", "labour_strike", "riot", "protest_crackdown"})

VIOLENCE = frozenset(
    {"attack", "ambush_of_aid", "attack_on_civilians", "shooting", "stabbing", "vehicle_attack", "assassination",
     "homicide", "beating", "torture", "execution", "casualties", "raid", "offensive", "ship_attack"}
)  # fmt: skip
"""Violence that is an armed clash, an attack, or a crowd's, by who took part in it."""

BLASTS = frozenset(
    {"air_strike", "drone_strike", "missile_strike", "shelling", "bombing", "suicide_bombing", "mine_blast",
     "grenade_attack", "chemical_attack", "explosion"}
)  # fmt: skip
"""Violence that is told by its means."""

PROPERTY = frozenset({"arson", "looting", "robbery", "damage", "sabotage"})
PLUNDER = frozenset({"arson", "looting"})
TERRITORY = frozenset({"territorial_change", "territorial_recovery"})

POLICED = frozenset(
    {"arrest", "detention", "capture", "raid", "investigation", "trial", "verdict", "rescue", "resignation", "homicide",
     "shooting"}
)  # fmt: skip
"""What is done about a crime, or is one."""

SLIGHT = frozenset(
    {"casualties", "death", "damage", "investigation", "trial", "verdict", "rescue", "evacuation", "resignation",
     "emergency_measures", "restrictions", "prisoner_transfer", "alert", "election", "transport_disruption",
     "humanitarian_aid", "military_aid", "border_closure", "siege", "cyber_attack", "weapons_test"}
)  # fmt: skip
"""Types that are seldom what a report of violence is about."""
