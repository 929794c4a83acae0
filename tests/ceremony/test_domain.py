"""Steps in order, sealed apart, opened by the right key alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.ceremony.domain import sealing
from miara.ceremony.domain.rehearsal import fictional_titles
from miara.ceremony.domain.sealing import BrokenStepError, key_of_step, open_step
from miara.ceremony.domain.steps import ROLES, Order, Title, steps_of

MASTER = bytes(range(32))
NONE = {"pl": "", "en": ""}


def words(text):
    return {"pl": text, "en": f"{text}-en"}


def title(role, rank, number, *, place=(0, 0, 0), special="", kind=None):
    return Title(
        place=place,
        role=role,
        rank=rank,
        group=words("wiejskie"),
        domain=words(f"dziedzina {place[2]}"),
        kind=words(kind or role.lower()),
        special=words(special) if special else NONE,
        unit=f"Gmina {number}",
        entry=f"Praca {number}",
        number=number,
    )


TITLES = [
    title("LAUREATE", 1, "002", kind="pierwsze miejsce"),
    title("LAUREATE", 2, "003", kind="drugie miejsce"),
    title("FINALIST", 4, "003"),
    title("FINALIST", 4, "002"),
    title("FINALIST", 4, "007", place=(0, 0, 1)),
    title("MENTION", 3, "007", place=(0, 0, 1)),
    title("SPECIAL", 1, "003", place=(1, 0, 0), special="Tytuł A"),
    title("SPECIAL", 1, "002", place=(1, 0, 0), special="Tytuł B"),
]


def told(steps):
    return [
        (step["heading"]["kind"]["pl"], [row["unit"][-3:] for row in step["rows"]])
        for step in steps[1:]
    ]


def test_each_group_and_domain_comes_from_finalists_to_the_first_place():
    steps = steps_of(TITLES, roles=ROLES, order=Order.BY_CELL)
    assert told(steps) == [
        ("finalist", ["002", "003"]),
        ("drugie miejsce", ["003"]),
        ("pierwsze miejsce", ["002"]),
        ("finalist", ["007"]),
        ("mention", ["007"]),
        ("special", ["002"]),
        ("special", ["003"]),
    ]


def test_all_finalists_come_before_all_distinctions_and_laureates():
    steps = steps_of(TITLES, roles=ROLES, order=Order.BY_TITLE)
    assert [kind for kind, _rows in told(steps)] == [
        "finalist",
        "finalist",
        "mention",
        "drugie miejsce",
        "pierwsze miejsce",
        "special",
        "special",
    ]


def test_a_step_names_the_heading_after_it_and_nothing_further():
    steps = steps_of(TITLES, roles=["MENTION", "SPECIAL"], order=Order.BY_CELL)
    assert steps[0] == {"heading": None, "rows": [], "next": steps[1]["heading"]}
    assert steps[1]["next"] == steps[2]["heading"]
    assert steps[2]["heading"] == {
        "group": None,
        "domain": None,
        "kind": words("special"),
    }
    assert "Tytuł" not in str(steps[1]["next"])
    assert steps[-1]["next"] is None
    assert steps_of([], roles=ROLES, order=Order.BY_CELL) == [
        {"heading": None, "rows": [], "next": None}
    ]


def test_rehearsal_has_seven_steps_whatever_the_edition_is():
    for groups, domains in (([], []), ([words("a")], [words("b"), words("c")])):
        titles = fictional_titles(groups, domains)
        assert len(steps_of(titles, roles=ROLES, order=Order.BY_CELL)) == 8


@given(st.lists(st.text(max_size=3000), min_size=1, max_size=5))
def test_sealed_steps_have_one_length_and_open_by_their_own_key(texts):
    steps = [{"text": text} for text in texts]
    sealed = sealing.seal_steps(steps, MASTER, "u")
    assert len({len(one) for one in sealed}) == 1
    count = len(steps) - 1
    for number, one in enumerate(sealed):
        key = key_of_step(MASTER, "u", number)
        assert open_step(one, key, "u", number, count) == steps[number]
        for other in {number + 1, number - 1}:
            with pytest.raises(BrokenStepError):
                open_step(one, key_of_step(MASTER, "u", other), "u", number, count)


@pytest.mark.parametrize("place", [0, 11, 12, 500, -1])
def test_a_changed_bit_is_refused(place):
    sealed = bytearray(sealing.seal_steps([{"a": 1}], MASTER, "u")[0])
    sealed[place] ^= 1
    with pytest.raises(BrokenStepError):
        open_step(bytes(sealed), key_of_step(MASTER, "u", 0), "u", 0, 0)


def test_a_step_does_not_open_in_another_place_or_bundle():
    sealed = sealing.seal_steps([{"a": 1}, {"a": 2}], MASTER, "u")
    key = key_of_step(MASTER, "u", 1)
    for uid, number, count in (("u", 0, 1), ("v", 1, 1), ("u", 1, 2)):
        with pytest.raises(BrokenStepError):
            open_step(sealed[1], key, uid, number, count)
    with pytest.raises(BrokenStepError):
        open_step(b"", key, "u", 1, 1)


def test_phrase_opens_the_secret_however_it_is_typed():
    phrase = sealing.new_phrase()
    assert len(phrase) == 23
    assert phrase != sealing.new_phrase()
    wrapped = sealing.wrap(MASTER, phrase, "u")
    for typed in (phrase, phrase.lower(), phrase.replace("-", " "), f" {phrase} "):
        assert sealing.unwrap(wrapped, typed, "u") == MASTER
    for typed, uid in ((sealing.new_phrase(), "u"), (phrase, "v"), ("", "u")):
        with pytest.raises(BrokenStepError):
            sealing.unwrap(wrapped, typed, uid)


def test_secret_is_kept_under_any_key_of_the_site():
    stored = sealing.keep(MASTER, ["stary"])
    assert MASTER not in stored
    assert sealing.kept(stored, ["nowy", "stary"]) == MASTER
    with pytest.raises(BrokenStepError):
        sealing.kept(stored, ["nowy"])
