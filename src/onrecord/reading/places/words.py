"""The words around place names: what they say about the kind of place, and what is no place at all."""

from __future__ import annotations

from onrecord.wordset import wordset

KINDS: dict[str, frozenset[str]] = {
    "first": wordset(
        "region oblast province governorate state krai republic emirate voivodeship prefecture land canton"
    ),
    "second": wordset(
        "district county parish raion rayon borough prefecture department municipality subdistrict cercle woreda "
        "territory arrondissement subprefecture"
    ),
    "town": wordset("city town village settlement suburb neighborhood neighbourhood hamlet capital port camp commune"),
    "air": wordset("airport airfield airbase aerodrome airstrip air-base"),
    "spot": wordset(
        "crossing checkpoint base border bridge dam mine prison hospital barracks outpost junction station plant "
        "refinery terminal pass farm oilfield"
    ),
    "nature": wordset(
        "river lake sea gulf strait bay valley island islands peninsula desert mountain mountains forest coast"
    ),
    "area": wordset("area zone front direction sector axis countryside suburbs outskirts enclave frontline"),
}
"""Generic nouns that follow a name, by the kind of place that the name then is."""

BORDERS = frozenset(("border", "borders", "frontier"))
"""Kinds of place that a country or a town has ("the Chad border"), so that the name is still that of either."""

KIND_OF: dict[str, str] = {word: kind for kind, words in reversed(KINDS.items()) for word in words}

FEATURES: dict[str, tuple[str, ...]] = {
    "first": ("ADM1", "RGN", "PCLI"),
    "second": ("ADM2", "ADM3", "ADMD", "ADM1", "ADM4", "ADM5"),
    "town": ("PPL", "PPLC", "ADM3", "ADM4"),
    "air": ("AIRB", "AIRP"),
    "spot": ("BDRP", "BDG", "DAM", "PS", "HSP", "MSQE", "PASS", "INSM", "AIRB"),
    "nature": ("STM", "LK", "LKS", "SEA", "GULF", "STRT", "BAY", "VAL", "ISL", "ISLS", "PEN", "DSRT", "MT", "MTS",
               "FRST", "OCN", "CNL", "CHN", "DLTA", "RGN"),
}  # fmt: skip
"""GeoNames feature codes that fit each kind."""

PRECISION: dict[str, int] = {
    "ADM1": 4, "ADM2": 3, "ADM3": 3, "ADM4": 3, "ADM5": 3, "ADMD": 3, "PCLI": 6, "CONT": 7, "RGNE": 7, "OCN": 7,
    "SEA": 7, "RGN": 5, "STM": 5, "LK": 5, "LKS": 5, "GULF": 5, "STRT": 5, "BAY": 5, "VAL": 5, "PEN": 5, "DSRT": 5,
    "MTS": 5, "FRST": 5, "CNL": 5, "CHN": 5, "ISLS": 5, "SHOL": 5,
    "ISL": 5, "DLTA": 5, "LCTY": 5,
}  # fmt: skip
"""UCDP ``where_prec`` by feature code; what is not here is a point, 1."""

WITHIN = wordset("in near outside around across throughout inside within")
"""Prepositions that only places (and times) follow."""

TOWARD = wordset("at from to into toward towards over via of off through between above beyond onto")
"""Prepositions that places follow, as other things do."""

NEAR = wordset("near outside around beyond off toward towards")
"""Prepositions after which the spot itself is not the place: UCDP's 2."""

BEFALL = wordset(
    "hit strike shell bomb bombard pound attack storm besiege encircle surround capture seize recapture retake raid "
    "target evacuate liberate occupy reach enter leave flee overrun control defend cut"
)
"""Verbs whose object is often a town, in reports of war."""

STREETS = wordset(
    "road rd street st avenue ave drive dr lane ln boulevard blvd highway hwy way parkway pkwy court ct place "
    "terrace turnpike freeway expressway route interstate circle trail alley streets avenues roads"
)

MEDIA = wordset(
    "post times tribune herald news independent journal gazette star telegraph mail daily weekly examiner chronicle "
    "dispatch observer review today press sun globe inquirer courier enquirer monitor tv radio television channel "
    "magazine broadcasting media express record bulletin sentinel register reporter ledger standard mirror reuters"
)
"""A name before one of these is part of the name of an outlet."""

NO_PLACE_AFTER = wordset(
    "university college institute bank airlines airways fc united rovers corp inc ltd llc company co group motors "
    "declaration accords accord convention agreement treaty protocol process virus fever jr sr ii iii iv foundation "
    "fund trust association society league cup open prize film festival award awards symphony orchestra"
)
"""A name before one of these names a firm, a school, a team, a treaty or a disease."""

ORGANS = wordset(
    "police sheriff fire department council court hospital government governor mayor airport jail prison ministry "
    "authorities officials officers emergency county city parish board commission courthouse school schools "
    "district public prosecutor prosecutors troopers highway patrol state regional rescue ambulance health "
    "municipality administration office national army guard bureau attorney medical superior circuit high "
    "elementary middle library water city-council town-hall hall detention correctional legislature senate house "
    "chamber supreme federal community fair area village township river lake park downtown residents resident "
    "native woman man couple family teen students student teacher firefighters firefighter detective deputies "
    "commission centers center census division embassy force navy coast parliament coroner arts"
)
"""A name before one of these is the place that a local body or its people belong to."""

DISEASES = wordset("virus fever flu influenza disease encephalitis strain ebolavirus")
"""What a disease or its cause is named for is no place of the report."""

BEFORE_NATURE = wordset("lake mount fort camp cape river port point")
"""A name after one of these belongs to a longer name."""

OFFICES: dict[str, str] = {
    "mayor": "town", "gov": "first", "governor": "first", "city": "town", "municipal": "town", "regional": "first",
    "sheriff": "second",
}  # fmt: skip
"""Offices after a name tell what kind of place they govern."""

TITLES = wordset(
    "mr mrs ms miss dr prof professor sir lady lord president premier minister chancellor king queen prince "
    "princess gov governor sen senator rep representative congressman congresswoman mayor judge justice sheriff "
    "chief officer detective capt captain lt lieutenant col colonel gen general maj major sgt sergeant adm admiral "
    "rev reverend father pastor bishop pope imam sheikh attorney coach spokesman spokeswoman spokesperson director "
    "chairman chairwoman secretary ambassador envoy deputy analyst"
)

NEVER = wordset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "the of god lord congress senate house court police army union republic president internet twitter facebook "
    "telegram democrat democrats republican republicans liberal labour labor conservative christmas easter ramadan "
    "islam islamic state city county parish province region district town village north south east west northern "
    "southern eastern western northeast northwest southeast southwest central upper lower new old great grand first "
    "second third a an and man woman men women people other mobile home park hill bay street road you i we he she "
    "it they this that here there as at by for from in is on or to was what when where who why with university "
    "college national international christian jewish muslim catholic love hope pope queen king prince bush clinton "
    "obama trump putin english media independence liberty justice peace democracy orange black white green brown "
    "young long march of may most many"
)
"""Names in the gazetteer that are words first; the parser's own word for a place is needed for them."""

DIRECTIONS = wordset(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern central upper lower downtown greater mid inner outer nazi soviet rural"
)

BEFORE_NAMES = DIRECTIONS | wordset("the historic old new")
"""Capitalised words that stand before a name and are no name's beginning that the gazetteer would lack."""

GOVERNMENT_NOUNS = wordset(
    "talk talks negotiation negotiations relation relations tie ties tension tensions war conflict deal agreement "
    "treaty accord dialogue alliance pressure sanction sanctions pact ally allies aid support trade diplomacy "
    "demand message criticism contact contacts"
)
"""Nouns whose "with", "between", "against", "on" or "to" leads to a government."""

SPEECH = wordset(
    "say tell announce claim deny accuse warn threaten promise vow pledge insist argue add note report confirm "
    "state declare reject dismiss condemn denounce blame demand urge call ask request suggest believe think fear "
    "hope want agree refuse decide decline describe acknowledge admit boast maintain stress respond reply react "
    "propose offer plan intend seek try attempt vote approve sign ratify withdraw suspend impose lift expel summon "
    "recognize recognise invade attack strike bomb shell launch fire retaliate annex occupy capture seize deploy "
    "send supply provide arm fund back support help host mediate negotiate ban block veto sanction release free "
    "exchange hand extradite arrest execute test develop build buy purchase sell order mobilize mobilise move act "
    "use employ stockpile target carry conduct destroy shoot down repel"
)
"""What a government says or does: a country or capital that is the subject of one of these is an actor."""

STATIVE = wordset(
    "be have see experience suffer lie border remain become face get come grow rank sit stretch span contain "
    "include lack feature record register go wake mourn"
)
"""Verbs whose subject, if a country, is rather the land or its people than its government."""

ADDRESSED = wordset(
    "accuse blame urge warn tell ask press pressure criticize criticise condemn sanction threaten attack help aid "
    "arm support back persuade convince force invite thank call demand pressurize allow provoke deter"
)
"""Verbs whose object, if a country, is its government."""

LOCAL_NOUNS = wordset(
    "region oblast province governorate state krai republic district county parish raion city town village capital "
    "port border airport airfield airbase base crossing checkpoint coast shore area zone outskirts suburb suburbs "
    "countryside north south east west center centre peninsula river lake valley mountains island street streets "
    "neighborhood neighbourhood territory soil airspace waters frontier front road highway bridge strip field "
    "station plant checkpoint village settlement camp prison hospital dam refinery barracks compound downtown"
)
"""Head nouns with which a name is still a location, not a modifier ("the Belgorod region", "Ukraine's border")."""
