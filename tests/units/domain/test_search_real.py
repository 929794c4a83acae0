"""Search among all real units: every name, sixty-odd inflected ones, and speed."""

from collections import Counter

import pytest

from miara.cube.register import Level
from miara.language import fold

pytestmark = pytest.mark.real_data

# Forms as people write them, by hand; code of the unit meant.
INFLECTED = {
    "w Zielonkach": "120617",
    "do Zielonek": "120617",
    "Dąbrowie Górniczej": "246501",
    "Dąbrowy Górniczej": "246501",
    "w Kędzierzynie-Koźlu": "160301",
    "z Kędzierzyna-Koźla": "160301",
    "w Bielsku-Białej": "246101",
    "Bielska-Białej": "246101",
    "we Wrocławiu": "026401",
    "w Krakowie": "126101",
    "Krakowa": "126101",
    "w Łodzi": "106101",
    "w Warszawie": "146501",
    "Warszawy": "146501",
    "w Gdańsku": "226101",
    "w Zakopanem": "121701",
    "w Nowym Sączu": "126201",
    "Nowego Sącza": "126201",
    "w Jeleniej Górze": "026101",
    "w Zielonej Górze": "086201",
    "w Rudzie Śląskiej": "247201",
    "w Piekarach Śląskich": "247101",
    "w Siemianowicach Śląskich": "247401",
    "w Jastrzębiu-Zdroju": "246701",
    "w Gorzowie Wielkopolskim": "086101",
    "w Piotrkowie Trybunalskim": "106201",
    "w Białej Podlaskiej": "066101",
    "w Białymstoku": "206101",
    "w Rzeszowie": "186301",
    "w Tychach": "247701",
    "w Żorach": "247901",
    "w Mysłowicach": "247001",
    "w Katowicach": "246901",
    "w Sopocie": "226401",
    "w Świnoujściu": "326301",
    "w Koszalinie": "326101",
    "w Słupsku": "226301",
    "w Elblągu": "286101",
    "w Olsztynie": "286201",
    "w Toruniu": "046301",
    "w Bydgoszczy": "046101",
    "w Kielcach": "266101",
    "w Częstochowie": "246401",
    "w Sępólnie Krajeńskim": "041302",
    "w Pcimiu": "120904",
    "w Skawinie": "120611",
    "w Wieliczce": "121905",
    "w Niepołomicach": "121904",
    "w Suchej Beskidzkiej": "121502",
    "w Kalwarii Zebrzydowskiej": "121803",
    "w Strzelcach Opolskich": "161105",
    "w Tarnowskich Górach": "241304",
    "w Czechowicach-Dziedzicach": "240204",
    "w Wodzisławiu Śląskim": "241504",
    "w Ostrowie Wielkopolskim": "301701",
    "w Środzie Wielkopolskiej": "302504",
    "w Nowym Dworze Mazowieckim": "141401",
    "w Grodzisku Mazowieckim": "140504",
    "w Ożarowie Mazowieckim": "143206",
    "w Skarżysku-Kamiennej": "261001",
    "w Starachowicach": "261101",
    "w Busku-Zdroju": "260101",
    "w Ustrzykach Dolnych": "180108",
    "w Gródku nad Dunajcem": "121003",
    "w Nakle nad Notecią": "041003",
    "w Kamieniu Pomorskim": "320703",
    "w Czarnej Białostockiej": "200202",
    "w Wysokiem Mazowieckiem": "201301",
    "Supraśla": "200209",
    "w Lwówku Śląskim": "021203",
    "we Włoszczowie": "261306",
    "województwie małopolskim": "12",
    "powiecie krakowskim": "1206",
}


def test_list_of_forms_is_long_enough():
    assert len(INFLECTED) >= 60


@pytest.mark.parametrize("without_diacritics", [False, True])
def test_inflected_names_are_among_the_first_five(
    real_directory, real_index, without_diacritics
):
    missed = {}
    for typed, code in INFLECTED.items():
        query = fold(typed) if without_diacritics else typed
        codes = [
            real_directory.state(f.uid).code for f in real_index.search(query, limit=5)
        ]
        if code not in codes:
            missed[query] = codes
    assert missed == {}


def test_every_name_finds_its_units_first(real_directory, real_index):
    """Units of one name fill the first places, whatever else begins the same."""
    existing = [s for s in real_directory if s.exists]
    same = Counter(fold(state.name) for state in existing)
    for state in existing:
        for query in (state.name, fold(state.name).upper()):
            found = real_index.search(query, limit=same[fold(state.name)])
            assert state.uid in [f.uid for f in found], query


def test_order_of_words_is_free(real_directory, real_index):
    for query in ("gornicza dabrowa", "góra zielona", "kozle kedzierzyn"):
        best = real_index.search(query, limit=1)[0]
        name = fold(real_directory.state(best.uid).name)
        assert sorted(name.replace("-", " ").split()) == sorted(query_words(query))


def query_words(query):
    """Folded words of a query."""
    return fold(query).split()


def test_same_name_is_narrowed_by_the_county_and_the_kind(real_directory, real_index):
    def codes(query, **options):
        found = real_index.search(query, **options)
        return [real_directory.state(f.uid).code for f in found]

    assert codes("dąbrowa powiat opolski")[0] == "160902"
    assert codes("gmina tarnów")[0] == "121609"
    assert codes("miasto tarnów")[0] == "126301"
    assert codes("tarnow", level=Level.COUNTY)[0] == "126301"
    assert codes("krakowski", level=Level.MUNICIPALITY, limit=3) == []
    assert codes("1206172") == ["120617"]
    assert codes("1261") == ["126101"]
    assert codes("") == codes("   -") == []


def test_former_name_leads_to_the_present_unit(real_directory, real_index):
    (found,) = real_index.search("jeleniogórski")
    assert real_directory.state(found.uid).name == "karkonoski"
    assert found.former_name == "jeleniogórski"


def test_abolished_unit_is_found_only_on_its_days(real_directory, real_index):
    assert real_index.search("Ostrowice") == []
    assert real_index.search("Ostrowice", uids=frozenset({"320304"}))[0].uid == "320304"


def test_population_orders_equal_matches(real_index):
    first, second = real_index.search("bochnia", limit=2)
    people = {first.uid: 1.0, second.uid: 2.0}
    assert real_index.search("bochnia", limit=1, population=people)[0] == second
