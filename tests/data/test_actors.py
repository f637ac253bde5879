"""The bundled dataset against what it is said to carry, and against facts looked up by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.formats import native, open_dataset
from netexplorer.graph.network import build
from netexplorer.resources import data_file
from tests.data import datasets


@pytest.fixture(scope="module")
def dataset():
    return datasets.load("actors.json")


@pytest.fixture(scope="module")
def net(dataset):
    return build(dataset)


def test_the_whole_collection_of_facts_is_carried(dataset):
    counts = (
        len(dataset.actors),
        len(dataset.relationships),
        sum(len(record.changes) for record in dataset.relationships),
        len(dataset.events),
        len(dataset.disagreements),
        len(dataset.sources),
    )
    assert counts == (166, 346, 454, 120, 46, 261)


def test_every_record_is_usable(dataset, net):
    assert (len(net.actor_ids), len(net.rel_ids), net.change_from.size) == (166, 346, 454)


def test_the_states_are_as_many_as_were_collected(dataset):
    counted = Counter(change.state for _, change in datasets.all_changes(dataset))
    assert counted == {"open": 343, "limited": 54, "suspended": 38, "severed": 19}


def test_the_confidence_of_every_state_is_kept(dataset):
    counted = Counter(change.confidence for _, change in datasets.all_changes(dataset))
    assert counted == {"reference": 251, "stated": 121, "inferred": 55, "disputed": 16, "general-knowledge": 11}


def test_no_id_dangles(dataset):
    assert datasets.dangling(dataset) == []


def test_no_relationship_overlaps_itself(dataset):
    assert datasets.overlaps(dataset) == []


def test_every_change_cites_something_and_general_knowledge_is_marked(dataset):
    for place, change in datasets.all_changes(dataset):
        assert change.sources, place
        if set(change.sources) == {"gk"}:
            assert change.confidence == "general-knowledge", place


def test_every_change_and_every_event_has_a_note(dataset):
    assert [place for place, change in datasets.all_changes(dataset) if not change.note] == []
    assert [event.id for event in dataset.events if not event.note] == []


def test_every_disagreement_sets_at_least_two_sourced_claims_side_by_side(dataset):
    for disagreement in dataset.disagreements:
        assert len(disagreement.claims) >= 2, disagreement.id
        assert all(claim.text and claim.sources for claim in disagreement.claims), disagreement.id


def test_the_file_has_no_problem_and_is_canonical():
    path = data_file("actors.json")
    reading = open_dataset(path)
    assert reading.problems == ()
    assert native.to_bytes(reading.dataset) == path.read_bytes()


def test_labels_are_unique_and_those_of_channels_fit_a_lane(dataset, net):
    labels = Counter(record.label for record in dataset.relationships)
    assert [label for label, count in labels.items() if count > 1] == []
    assert [net.label(i) for i in range(len(net.rel_ids)) if net.is_channel[i] and len(net.label(i)) > 34] == []


def test_the_core_relationships_are_channels(dataset, net):
    core = [record.id for record in dataset.relationships if "core" in record.tags]
    assert len(core) == 25
    assert all(net.is_channel[net.rel_row[name]] for name in core)


def test_lenses_come_in_order_of_use(dataset):
    assert [lens.id for lens in dataset.lenses] == ["core", "channels", "people", "military", "states", "all"]


@pytest.mark.parametrize(
    ("date", "least", "most"), [("1999", 18, 26), ("2005", 20, 30), ("2014-06", 22, 32), ("2021-11-01", 22, 32)]
)
def test_the_core_lens_is_a_readable_picture_at_any_date(net, date, least, most):
    actors, _ = datasets.in_force(net, "core", date)
    assert least <= actors <= most


# relationship, date, state at its earliest instant, a source of the change in force ("" where nothing is in force)
FACTS = [
    ("ru-mission--nato", "1997", "not-yet", ""),
    ("ru-mission--nato", "1999", "open", "s002#2"),
    ("ru-mission--nato", "2014-04-08", "limited", "r-hu-2014"),
    ("ru-mission--nato", "2021-11-01", "suspended", "s002#9"),
    ("ru-milrep--nato", "1999-06", "suspended", "r-wapo-mar99"),
    ("ru-milrep--nato", "2014-04-03", "limited", "r-utro-2014"),
    ("nato-mlm--ru-mod", "2002-05-26", "not-yet", ""),
    ("nato-mlm--ru-mod", "2002-05-27", "open", "r-voa-2002"),
    ("nato-mlm--ru-mod", "2021-11-01", "suspended", "s002#11"),
    ("nato-info-office--russia", "2001-02-19", "not-yet", ""),
    ("nato-info-office--russia", "2001-02-20", "open", "r-nato-nio-2001"),
    ("nato-info-office--russia", "2009-08", "limited", "r-tmt-2010"),
    ("nato-info-office--russia", "2015-06-05", "limited", "r-rferl-pszczel"),
    ("nato-info-office--russia", "2021-11-01", "severed", "s002#12"),
    ("nrc--russia", "2002-05-27", "not-yet", ""),
    ("nrc--russia", "2002-05-28", "open", "s003#17"),
    ("nrc--russia", "2008-08-18", "open", "s002#11"),
    ("nrc--russia", "2008-08-19", "suspended", "r-nato-aug08"),
    ("nrc--nato", "2009-04-28", "suspended", "s003#25"),
    ("nrc--nato", "2009-04-29", "open", "r-dw-2009"),
    ("nrc--russia", "2014-04-01", "limited", "r-dw-2014"),
    ("nrc--russia", "2015", "suspended", "s003#29"),
    ("nrc--russia", "2016-04-20", "limited", "r-sputnik-nrc-2016"),
    ("nrc--russia", "2019-07-05", "limited", "s003#12"),
    ("nrc--russia", "2019-07-06", "suspended", "r-nato-nrc-jul19"),
    ("nrc--nato", "2022-01-12", "limited", "r-faz-2022"),
    ("nrc--nato", "2022-01-13", "suspended", "r-nato-nrc-2022b"),
    ("pjc--russia", "1999-03-24", "suspended", "r-mup-kosovo"),
    ("pjc--russia", "1999-07-23", "limited", "r-pjc-jul99"),
    ("pjc--russia", "2002-05-29", "ended", ""),
    ("founding-act--nato", "2014-04-01", "limited", "r-politico-act24"),
    ("pfp--russia", "1994-06-22", "open", "r-wapo-1994"),
    ("pfp--russia", "2014-04-01", "suspended", "s002#4"),
    ("gerasimov--milley", "2019-10-13", "not-yet", ""),
    ("gerasimov--milley", "2019-10-14", "open", "s002#19"),
    ("gerasimov--milley", "2021-11-01", "open", "s001#10"),
    ("gerasimov--milley", "2022-02-24", "suspended", "r-wapo-mar22"),
    ("gerasimov--milley", "2022-05-19", "limited", "r-hill-2022"),
    ("gerasimov--dunford", "2019-10-01", "ended", ""),
    ("ru-gs--us-jcs", "2014-03-03", "limited", "r-nbc-2014"),
    ("ru-gs--saceur", "2016", "suspended", "r-breedlove15"),
    ("ru-gs--nato-mc", "2017-03-03", "limited", "s000#9"),
    ("ru-embassy-belgium--nato", "2010", "ended", ""),
    ("ru-embassy-belgium--nato", "2021-11-01", "limited", "s004#7"),
    ("lavrov--stoltenberg", "2021-09-22", "open", "r-tass-unga21"),
    ("lavrov--stoltenberg", "2021-09-23", "ended", ""),
    ("sg--expels--2018", "2018-03-27", "severed", "r-tass-2018"),
    ("zapad--nato-observers", "2021-09-10", "severed", "s000#10"),
    ("stoltenberg--sg", "2018", "open", "r-sg-wiki"),
]


@pytest.mark.parametrize(("relationship", "date", "state", "source"), FACTS)
def test_a_fact_looked_up_by_hand_is_right(net, relationship, date, state, source):
    assert datasets.state_at(net, relationship, date) == state
    if source:
        assert source in datasets.change_at(net, relationship, date).sources


@pytest.mark.parametrize(
    ("date", "from_", "ceiling", "source"),
    [
        ("2016", "2015-04", 30, "r-adn-2015"),
        ("2020", "2018-03-27", 20, "r-tass-2018"),
        ("2021-10-20", "2021-10-06", 10, "s002#5"),
    ],
)
def test_the_ceiling_of_the_mission_falls_from_30_to_20_to_10(net, date, from_, ceiling, source):
    change = datasets.change_at(net, "ru-mission--nato", date)
    assert (change.from_, change.values) == (from_, {"staff ceiling": ceiling})
    assert source in change.sources


@pytest.mark.parametrize(
    ("relationship", "date", "from_", "until"),
    [
        ("nrc--russia", "2015", "2014-07~", ""),  # about July: said to be approximate
        ("ru-gs--us-jcs", "2000", "1992~", ""),
        ("ru-embassy-belgium--nato", "2000", "1998", "2003-07"),  # ends, and nothing follows for eighteen years
        ("lavrov--stoltenberg", "2016-02-12", "2016-02-12", "2016-02-12"),  # a meeting of one day
        ("missile--nrc", "2011", "2010", ""),
        ("gerasimov--milley", "2023", "2022-05-19", "2023-09-30"),
    ],
)
def test_dates_keep_the_precision_they_are_known_with(net, relationship, date, from_, until):
    change = datasets.change_at(net, relationship, date)
    assert (change.from_, change.until) == (from_, until)


@pytest.mark.parametrize(
    ("event", "date"),
    [
        ("e-1998-mission", "1998"),
        ("e-2002-nrc", "2002-05-28"),
        ("e-2014-suspension", "2014-04-01"),
        ("e-2018-cut", "2018-03-27"),
        ("e-2019-last-nrc", "2019-07-05"),
        ("e-2021-announce", "2021-10-18"),
        ("e-2021-effective", "2021-11-01"),
    ],
)
def test_an_event_is_dated_as_its_sources_say(dataset, event, date):
    found = {record.id: record for record in dataset.events}[event]
    assert (found.date, bool(found.sources)) == (date, True)


def test_every_date_of_an_event_can_be_read(dataset):
    assert all(parse_edtf(str(event.date)).text == event.date for event in dataset.events)


def test_the_one_disputed_meeting_place_has_both_claims(dataset):
    place = next(d for d in dataset.disagreements if "lavrov--stoltenberg" in d.about)
    cited = {source for claim in place.claims for source in claim.sources}
    assert {"s000#4", "s001#5"} <= cited
