"""Result indicators of the strategy "Białystok 2030" with their targets.

From the public database that the Statistical Office in Białystok runs for the city
(K1 competent, K2 healthy, K4 open residents, S2 green city). Values stand to the right:
the last one is of 2023. ``direction`` is ours, given only where the meaning leaves no
doubt; the source says none. ``broken`` is the first year after a change of method that
the source tells of (physicians, nurses): with values to the right, that of the jump.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """One indicator: values to 2023, the target of 2030, the way it should go."""

    group: str
    name: str
    values: str
    target: str
    direction: str = ""
    broken: tuple[int, ...] = ()


ROWS = (
    Row(
        "K1",
        "REGON entities per 10 thousand people of working age",
        "1825 1865 1920 1976 2011 2101 2211 2333 2456",
        "2600",
        "UP",
    ),
    Row(
        "K1",
        "average gross wage, country = 100",
        "92.6 92.5 92.0 90.9 91.6 92.8 94.2 92.2",
        "97.5",
        "UP",
    ),
    Row(
        "K1",
        "ePUAP letters received in a year",
        "37643 38220 33022 42743",
        "60000",
        "UP",
    ),
    Row("K1", "ePUAP letters sent in a year", "11892 13963 10384 11611", "20000", "UP"),
    Row(
        "K1",
        "registered unemployment rate, %",
        "10.5 8.9 7.0 6.2 5.4 6.9 6.1 5.2 5.1",
        "5.1",
        "DOWN",
    ),
    Row(
        "K1", "employed per 1000 people", "279 286 291 296 302 300 306 403", "330", "UP"
    ),
    Row(
        "K1",
        "balance of internal migration per 1000 people",
        "1.69 2.22 2.33 2.20 2.16 1.85 2.35 2.17 2.07",
        "1.70",
        "UP",
    ),
    Row("K1", "share of pupils in vocational schools, %", "6.0 5.8 5.6", "6.2"),
    Row("K2", "sport clubs", "123 110 121", "115", "UP"),
    Row(
        "K2",
        "national and international sport events in a year",
        "6 17 58 54",
        "8",
        "UP",
    ),
    Row("K2", "athletes with scholarships", "220 233 235 129", "220", "UP"),
    Row("K2", "new sport and recreation facilities", "0 12 10 3", "8", "UP"),
    Row("K2", "prevention programmes in a year", "4 6 6 6", "4", "UP"),
    Row(
        "K2",
        "physicians per 10 thousand people",
        "55.6 59.8 55.7 60.0 55.6 59.9 90.5 95.6",
        "55.5",
        "UP",
        (2022,),
    ),
    Row(
        "K2",
        "nurses and midwives per 10 thousand people",
        "105.0 105.8 103.3 100.0 102.2 103.9 117.3 123.5",
        "101.0",
        "UP",
        (2022,),
    ),
    Row(
        "K2",
        "residents in homes of social care",
        "814 753 677 760 760 718 765 784 768",
        "716",
    ),
    Row(
        "K2",
        "people in programmes preventing addiction",
        "38604 18783 14022 43489",
        "38000",
    ),
    Row("K4", "cultural activities", "1180 1324 3171 5757", "1200", "UP"),
    Row(
        "K4",
        "recipients of cultural activities",
        "321188 509636 434486 389695",
        "320000",
        "UP",
    ),
    Row("K4", "educational projects", "936 1207 2350 2743", "950", "UP"),
    Row(
        "K4",
        "participants of educational projects",
        "228003 166016 113027 117695",
        "230000",
        "UP",
    ),
    Row("K4", "scholarships and awards for artists", "38 41 37 36", "38", "UP"),
    Row(
        "K4",
        "budget for monuments, thousand PLN",
        "6256 12772 13392 12500",
        "6560",
        "UP",
    ),
    Row("K4", "projects submitted to the civic budget", "150 185 247 184", "150", "UP"),
    Row(
        "K4",
        "offers of non-governmental organisations",
        "765 642 555 621",
        "1200",
        "UP",
    ),
    Row("K4", "mass events", "50 25 34 36", "50"),
    Row("K4", "participants of mass events", "323033 120226 201781 238442", "320000"),
    Row(
        "K4",
        "tasks commissioned to non-governmental organisations",
        "400 528 501 479",
        "650",
        "UP",
    ),
    Row(
        "K4",
        "registered non-governmental organisations",
        "1368 1392 1414 1432",
        "1830",
        "UP",
    ),
    Row("K4", "volunteer clubs at schools", "66 66 68 68", "100", "UP"),
    Row("K4", "social councils", "9 11 12 12", "13", "UP"),
    Row(
        "S2",
        "share of parks and greens in the area, %",
        "4.8 4.9 5.0 4.8 4.8 4.8 4.8 4.9",
        "4.8",
        "UP",
    ),
    Row("S2", "exposure to PM2.5, µg/m³", "17 16 15", "15", "DOWN"),
    Row("S2", "flower meadows, ha", "7 9 9 10", "10", "UP"),
    Row("S2", "meadows left unmown, ha", "28 29 45 45", "40", "UP"),
    Row("S2", "developed land in the valley of the Biała, ha", "0 0 0 0", "4.50", "UP"),
)
