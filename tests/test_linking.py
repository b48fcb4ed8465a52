"""Linking: which event mentions of different reports are one incident."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import onrecord
from onrecord.ledger.linking import LINK, STORE, Sketch, judge, keys, linkable, partition, sketch
from onrecord.records import Reading
from tests.linking_batch import link


class Reports:
    """Reports that are read and sketched; ``one`` and ``two`` mentions are of their main events."""

    def __init__(self) -> None:
        self.readings: dict[str, Reading] = {}

    def main(self, text: str, published: str, title: str | None = None, page: str | None = None) -> Sketch:
        reading = onrecord.read(text, published=published, title=title)
        event = next(e for e in reading.events if e.main)
        assert linkable(reading, event)
        self.readings[reading.report.id] = reading
        return sketch(reading, event, report=reading.report.id, document=page or reading.report.id)


def main(text: str, published: str, title: str | None = None, page: str | None = None) -> Sketch:
    return Reports().main(text, published, title, page)


def together(*mentions: Sketch) -> bool:
    return len(link({m.anchor: m for m in mentions})) == 1


def apart(*mentions: Sketch) -> bool:
    return len(link({m.anchor: m for m in mentions})) == len(mentions)


STRIKE = (
    "KHARKIV, Ukraine — A missile strike killed four people and wounded eleven in a printing house on Poltavska"
    " Street in Kharkiv on Tuesday, the regional governor said. Rescuers searched the rubble of the"
    " printing house for workers."
)
STRIKE_GROWN = (
    "KHARKIV, Ukraine — The death toll of Tuesday's missile strike on a printing house in Kharkiv has risen to seven"
    " after rescuers found the bodies of three more workers under the rubble on Poltavska Street, the regional governor"
    " said on Thursday. Seven people were killed and sixteen were wounded."
)
SECOND_STRIKE = (
    "KHARKIV, Ukraine — A drone strike wounded two nurses at a children's clinic in the Saltivka district of Kharkiv on"
    " Tuesday at 11:40 p.m., the mayor said. The clinic's windows were shattered and an ambulance burned."
)
SHOOTING = (
    "BENDIGO, Australia — A man was shot dead outside a bakery in Bendigo on Saturday night. Police named the victim as"
    " Torvald Quillfeather, 34, a cabinet maker. Witnesses saw a white van leave Larkspur Lane."
)
TRIAL = (
    "BENDIGO, Australia — A court in Bendigo on Monday charged Osric Pennywhistle, 29, with murder over the shooting of"
    " Torvald Quillfeather outside a bakery last month. Quillfeather, a cabinet maker, was shot dead in Larkspur Lane."
)
CRASH = (
    "TAMALE, Ghana — A bus crashed into a timber lorry near Tamale on Friday, killing nine passengers and injuring"
    " twenty, police said. The bus was on its way to a funeral."
)
PROTEST = (
    "LA PAZ, Bolivia — Thousands of teachers marched through La Paz on Wednesday to protest against the closing of"
    " rural schools. Police fired tear gas in the Plaza Murillo and arrested twelve teachers."
)


def test_a_toll_that_grows_over_days_stays_one_incident():
    assert together(main(STRIKE, "2024-05-14"), main(STRIKE_GROWN, "2024-05-16"))


def test_two_strikes_on_one_city_on_one_day_stay_two():
    assert apart(main(STRIKE, "2024-05-14"), main(SECOND_STRIKE, "2024-05-15"))


def test_a_second_strike_does_not_join_when_the_first_has_several_reports():
    mentions = [main(STRIKE, "2024-05-14"), main(STRIKE_GROWN, "2024-05-16"), main(SECOND_STRIKE, "2024-05-15")]
    assert sorted(map(len, link({m.anchor: m for m in mentions}))) == [1, 2]


def test_what_one_source_tells_each_day_in_the_same_words_stays_one_incident_a_day():
    daily = (
        "Russian forces shelled Nikopol on {day}, the regional governor said on Telegram. A {age}-year-old woman was"
        " taken to hospital. {hit} was damaged."
    )
    mentions = [
        main(daily.format(day="Monday", age=61, hit="A school"), "2024-05-13"),
        main(daily.format(day="Tuesday", age=34, hit="A grain store"), "2024-05-14"),
        main(daily.format(day="Wednesday", age=47, hit="A power line"), "2024-05-15"),
    ]
    assert apart(*mentions)


def test_two_attacks_on_one_town_on_one_day_stay_two_by_their_numbers_though_told_in_the_same_words():
    told = "Drones attacked Nikopol on Monday. A {age}-year-old {who} was {fate}, the governor said. {hit} was damaged."
    first = told.format(age=61, who="woman", fate="killed", hit="A school on Shkilna Street")
    second = told.format(age=34, who="man", fate="wounded", hit="A pharmacy on Sadova Street")
    assert apart(main(first, "2024-05-13"), main(second, "2024-05-13"))


def test_a_follow_up_weeks_later_joins_through_the_name_of_the_victim():
    assert together(main(SHOOTING, "2024-03-03"), main(TRIAL, "2024-04-08"))


def test_another_victim_in_the_same_town_in_the_same_week_is_another_incident():
    other = (
        "BENDIGO, Australia — A woman was shot dead at a petrol station in Bendigo on Thursday. Police named the victim"
        " as Hortense Umbersmith, 61, a retired teacher. A man fled on a motorcycle along Foundry Road."
    )
    assert apart(main(SHOOTING, "2024-03-03"), main(other, "2024-03-01"))


def test_reports_that_name_the_type_differently_are_one_incident():
    blast = STRIKE.replace("A missile strike killed", "An explosion killed").replace(
        "Rescuers searched", "Firefighters searched"
    )
    a, b = main(STRIKE, "2024-05-14"), main(blast, "2024-05-14")
    assert a.type != b.type
    assert together(a, b)


def test_versions_of_one_page_are_one_incident():
    first = "A bridge collapsed in Gorlitz on Monday. Two people were injured."
    later = "Three people were killed when a bridge collapsed in Gorlitz on Monday, the mayor said."
    a, b = (
        main(first, "2024-02-05", page="https://example.org/1"),
        main(later, "2024-02-06", page="https://example.org/1"),
    )
    assert "same_page" in {r.rule for r in judge(a, b).reasons}
    assert together(a, b)


def test_a_page_used_again_for_another_story_is_another_incident():
    a, b = (
        main(CRASH, "2024-01-20", page="https://example.org/latest"),
        main(PROTEST, "2024-06-13", page="https://example.org/latest"),
    )
    assert apart(a, b)


def test_a_page_with_other_words_the_same_day_counts_as_used_again():
    a, b = (
        main(CRASH, "2024-01-20", page="https://example.org/latest"),
        main(PROTEST, "2024-01-20", page="https://example.org/latest"),
    )
    assert {r.weight for r in judge(a, b).reasons if r.rule == "same_page"} == {1.0}


def test_an_outbreak_is_one_incident_over_weeks():
    first = "Health workers in Kalemie reported 112 cases of cholera and four deaths. Most patients drink lake water."
    later = "Cholera has killed 27 people and infected more than 800 in Kalemie, the provincial health office said."
    a, b = main(first, "2022-09-05"), main(later, "2022-10-02")
    assert set(keys(a)) & set(keys(b))
    assert together(a, b)


def test_morning_and_afternoon_of_one_day_speak_against_one_incident():
    told = "A missile hit a {what} in Kharkiv on Tuesday {part}, killing three people."
    morning, afternoon, evening = (
        main(told.format(what=what, part=part), "2024-05-14")
        for what, part in (("bakery", "morning"), ("foundry", "afternoon"), ("bakery", "evening"))
    )
    assert "other_part" in {r.rule for r in judge(morning, afternoon).reasons}
    assert "other_part" not in {r.rule for r in judge(afternoon, evening).reasons}


def test_a_weekend_tells_its_two_days():
    whole = main("Two men were shot dead at a car wash in Bendigo over the weekend, police said.", "2024-03-04")
    day = main("Two men were shot dead at a car wash in Bendigo late on Saturday, police said.", "2024-03-03")
    assert "same_day" in {r.rule for r in judge(whole, day).reasons}


def test_a_place_that_the_gazetteer_does_not_know_is_one_place_by_its_name():
    first = "A hillside came down on a mine in Zumbikaro on Monday, killing seven miners, officials said."
    later = "The landslide in Zumbikaro on Monday buried two pits, a survivor said. Seven miners were killed."
    a, b = main(first, "2024-05-14"), main(later, "2024-05-15")
    assert not a.places
    assert {r.weight for r in judge(a, b).reasons if r.rule == "same_place"} == {2.0}
    assert together(a, b)


def test_two_towns_near_each_other_speak_against_one_incident():
    told = "Shells hit {town} on Monday, the governor said. Two people were killed."
    a, b = main(told.format(town="Nikopol"), "2024-05-14"), main(told.format(town="Marhanets"), "2024-05-14")
    assert {r.rule: r.weight for r in judge(a, b).reasons}["near"] < 0


def test_the_particle_before_a_name_makes_no_difference():
    told = "A rescue worker, {name}, 31, was killed when a drone hit his car near Idlib on Saturday."
    a = main(told.format(name="Hazem al-Rifai"), "2021-09-12")
    b = main(told.format(name="Hazem Rifai"), "2021-09-12")
    assert a.people.at.keys() | a.names.at.keys() == b.people.at.keys() | b.names.at.keys()


def test_a_drone_and_a_missile_speak_against_one_incident():
    told = "A {means} strike killed four people in Kharkiv on Tuesday, the governor said."
    a, b = main(told.format(means="drone"), "2024-05-14"), main(told.format(means="missile"), "2024-05-14")
    assert "other_means" in {r.rule for r in judge(a, b).reasons}


def test_the_only_place_is_that_of_an_event_without_one():
    mention = main("More than 20 officers were killed on Thursday, a militia said of a blast in Baidoa.", "2022-01-28")
    assert [p.own for p in mention.places if p.precision <= 3] == [True]


def test_a_denial_joins_what_it_denies():
    denial = (
        "MOSCOW — Russia's Defence Ministry denied on Wednesday that its forces had carried out a missile strike on a"
        " printing house in Kharkiv on Tuesday that killed four people on Poltavska Street."
    )
    reading = onrecord.read(denial, published="2024-05-15")
    strikes = [e for e in reading.events if e.same_as is None and e.type == "missile_strike" and linkable(reading, e)]
    assert strikes
    assert together(
        main(STRIKE, "2024-05-14"), sketch(reading, strikes[0], report=reading.report.id, document=reading.report.id)
    )


def test_plans_and_generic_events_are_not_linked():
    reading = onrecord.read(
        "Teachers plan to march through La Paz on Friday. Bus crashes kill hundreds in Ghana every year.",
        published="2024-05-14",
    )
    assert not any(linkable(reading, e) for e in reading.events if e.realis in ("planned", "hypothetical", "generic"))


def test_a_mention_beside_the_main_event_is_linked_only_where_something_sets_it_apart():
    reading = onrecord.read(
        STRIKE + " On Sunday, a drone strike had killed two farmers in Sumy. Police opened an investigation.",
        published="2024-05-14",
    )
    beside = [e for e in reading.events if not e.main and e.same_as is None and linkable(reading, e)]
    assert {e.type for e in beside} == {"drone_strike"}


def test_two_mentions_of_one_report_are_never_joined():
    a = main(STRIKE, "2024-05-14")
    b = replace(main(STRIKE_GROWN, "2024-05-16"), report=a.report)
    assert apart(a, b)


def test_decisions_override_the_scores_and_can_be_undone():
    a, b = main(STRIKE, "2024-05-14"), main(STRIKE_GROWN, "2024-05-16")
    c = main(PROTEST, "2024-06-13")
    known = {m.anchor: m for m in (a, b, c)}
    judged = scores(known)
    pair = tuple(sorted((a.anchor, b.anchor)))
    assert len(partition(known, judged, (), ())) == 2
    assert len(partition(known, judged, (), (pair,))) == 3
    assert len(partition(known, judged, ((c.anchor, a.anchor),), ())) == 1
    assert len(partition(known, judged, (), ())) == 2


def test_a_decision_joins_even_two_mentions_of_one_report():
    a = main(STRIKE, "2024-05-14")
    b = replace(main(STRIKE_GROWN, "2024-05-16"), report=a.report)
    assert len(partition({a.anchor: a, b.anchor: b}, {}, ((a.anchor, b.anchor),), ())) == 1


def test_what_is_decided_to_be_apart_goes_before_what_is_decided_to_be_the_same():
    known = {name: named(name) for name in "abc"}
    found = partition(known, {}, (("b", "c"), ("a", "b")), (("c", "a"),))
    assert found == (("a", "b"), ("c",))


def test_a_chain_of_pairs_does_not_become_one_incident():
    known = {f"{n:02}": named(f"{n:02}") for n in range(20)}
    names = sorted(known)
    judged = dict.fromkeys(pairwise(names), 1.0)
    assert max(map(len, partition(known, judged, (), ()))) <= 3


def test_a_component_that_is_too_large_is_cut_at_higher_scores(monkeypatch):
    from onrecord.ledger.linking import clustering

    monkeypatch.setattr(clustering, "LARGEST", 4)
    known = {name: named(name) for name in "abcdef"}
    judged = {("a", "b"): 9.0, ("b", "c"): 1.0, ("c", "d"): 9.0, ("d", "e"): 1.0, ("e", "f"): 9.0}
    assert partition(known, judged, (), ()) == (("a", "b"), ("c", "d"), ("e", "f"))


def test_the_order_of_what_is_given_changes_no_cluster():
    draw = random.Random(11)
    known = {f"{n:02}": named(f"{n:02}", report=f"r{n % 9}") for n in range(24)}
    judged = {pair: draw.choice((-2.0, -1.0, 0.5, 2.0, 2.0, 6.0)) for pair in combinations(sorted(known), 2)}
    wanted = partition(known, judged, (("03", "05"),), (("01", "02"),))
    for _ in range(10):
        names, pairs = list(known), list(judged)
        draw.shuffle(names)
        draw.shuffle(pairs)
        found = partition({n: known[n] for n in names}, {p: judged[p] for p in pairs}, (("05", "03"),), (("02", "01"),))
        assert found == wanted


def test_the_order_of_arrival_changes_no_incident():
    mentions = [
        main(STRIKE, "2024-05-14"), main(STRIKE_GROWN, "2024-05-16"), main(SECOND_STRIKE, "2024-05-15"),
        main(SHOOTING, "2024-03-03"), main(TRIAL, "2024-04-08"), main(CRASH, "2024-01-20"), main(PROTEST, "2024-06-13"),
    ]  # fmt: skip
    wanted = link({m.anchor: m for m in mentions})
    assert len(wanted) == 5
    draw = random.Random(5)
    for _ in range(6):
        draw.shuffle(mentions)
        ledger = TinyLedger()
        for mention in mentions:
            ledger.add(mention)
        assert ledger.incidents() == wanted


def test_the_score_is_the_same_whichever_mention_comes_first():
    a, b = main(SHOOTING, "2024-03-03"), main(TRIAL, "2024-04-08")
    one, other = judge(a, b), judge(b, a)
    assert one.score == other.score
    assert [(r.rule, r.weight, r.here, r.there) for r in one.reasons] == [
        (r.rule, r.weight, r.there, r.here) for r in other.reasons
    ]


def test_reasons_point_to_the_words_they_rest_on():
    reports = Reports()
    a = reports.main(SHOOTING, "2024-03-03", "Man shot dead outside bakery")
    b = reports.main(TRIAL, "2024-04-08")
    found = {r.rule: r for r in judge(a, b).reasons}
    words = [reports.readings[m.report].report.words for m in (a, b)]
    assert found["people"].weight > 0
    assert words[0](found["people"].here) == words[1](found["people"].there) == "Torvald"
    for reason in found.values():
        for span, read in zip((reason.here, reason.there), words, strict=True):
            assert span is None or read(span)


def test_no_word_or_name_of_the_report_stands_in_a_sketch():
    written = json.dumps(main(SHOOTING, "2024-03-03").to_dict())
    assert not any(word in written for word in ("Quillfeather", "Torvald", "Bendigo", "bakery", "Larkspur"))


def test_a_sketch_comes_back_from_its_dict_unchanged():
    for text in (STRIKE, SHOOTING, PROTEST, CRASH):
        mention = main(text, "2024-05-14", "A headline of Marlow Bay")
        assert Sketch.from_dict(json.loads(json.dumps(mention.to_dict()))) == mention


def test_a_mention_has_few_keys_whatever_its_length():
    long = " ".join(
        f"Ansel{n} Brightwater{n}, {n % 80}, of Harrow{n} Street was hurt on May {n % 28 + 1}." for n in range(200)
    )
    mention = main(STRIKE + "\n\n" + long.translate(str.maketrans("0123456789", "abcdefghij")), "2024-05-14")
    assert len(keys(mention)) <= 40
    assert len(json.dumps(mention.to_dict())) < 5000


def test_reports_without_title_date_or_place_are_sketched():
    mention = main("A bomb exploded in a market. Three people were killed.", "2024-05-14")
    bare = replace(mention, published=None, days=(), told=(), places=())
    assert judge(bare, bare).score == judge(bare, bare).score
    assert keys(bare)


def named(name: str, report: str | None = None) -> Sketch:
    """A mention of which only who it is matters."""
    blank = _blank()
    return replace(blank, anchor=name, report=report or name, document=name)


def _blank() -> Sketch:
    from onrecord.ledger.linking.sketches import Terms

    none = Terms.of({})
    return Sketch("", "", "", "attack", True, None, (), (), (), (), (), (), (), (), none, none, none, (), ())


def scores(known: dict[str, Sketch]) -> dict[tuple[str, str], float]:
    return {pair: judge(known[pair[0]], known[pair[1]]).score for pair in combinations(sorted(known), 2)}


class TinyLedger:
    """What a ledger does as mentions arrive, in memory."""

    def __init__(self) -> None:
        self.mentions: dict[str, Sketch] = {}
        self.by_key: dict[str, set[str]] = defaultdict(set)
        self.edges: dict[tuple[str, str], float] = {}
        self.clusters: dict[str, tuple[str, ...]] = {}

    def add(self, mention: Sketch) -> None:
        found = set().union(*(self.by_key[key] for key in keys(mention)))
        self.mentions[mention.anchor] = mention
        for other in found:
            score = judge(mention, self.mentions[other]).score
            if self.mentions[other].report != mention.report and score >= STORE:
                first, second = sorted((mention.anchor, other))
                self.edges[first, second] = score
        for key in keys(mention):
            self.by_key[key].add(mention.anchor)
        component = self.component(mention.anchor)
        inside = {pair: score for pair, score in self.edges.items() if component.issuperset(pair)}
        for members in partition({anchor: self.mentions[anchor] for anchor in component}, inside, (), ()):
            self.clusters.update(dict.fromkeys(members, members))

    def component(self, anchor: str) -> set[str]:
        found, waiting = {anchor}, [anchor]
        while waiting:
            one = waiting.pop()
            for pair, score in self.edges.items():
                if one in pair and score >= LINK:
                    other = pair[0] if pair[1] == one else pair[1]
                    if other not in found:
                        found.add(other)
                        waiting.append(other)
        return found

    def incidents(self) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted(set(self.clusters.values())))


def test_every_rule_and_key_is_documented():
    page = (Path(__file__).parents[1] / "docs" / "linking.md").read_text(encoding="utf-8")
    source = Path(onrecord.__file__).parent / "ledger" / "linking" / "judging.py"
    for rule in (
        "same_day",
        "same_place",
        "people",
        "names",
        "words",
        "ages",
        "toll",
        "same_page",
        "aside",
        "lasting",
        "other_part",
        "other_means",
        "same_type",
    ):
        assert f'"{rule}"' in source.read_text(encoding="utf-8")
        assert f"`{rule}`" in page
