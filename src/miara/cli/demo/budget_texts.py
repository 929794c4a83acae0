"""Words and numbers of the fictional budget of the demo's own unit."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["REVENUE", "TASKS", "TaskText"]


class TaskText(NamedTuple):
    """A task: symbol, name, office, manager, service, goal, measure and its money.

    ``money`` is the plan of the year in thousands of złoty; ``done`` the per cent of
    it that half a year is to bring.
    """

    symbol: str
    name: str
    office: str
    service: str
    chapter: str
    paragraph: str
    money: int
    measure: str
    unit: str
    planned: int
    done: int = 48


TASKS: Final = (
    TaskText("DR-01", "Utrzymanie dróg gminnych", "IN", "roads", "60016", "430", 1240,
             "Drogi utrzymywane", "km", 84),
    TaskText("DR-02", "Zimowe utrzymanie dróg", "IN", "winter_maintenance", "60016",
             "430", 310, "Wyjazdy pługów", "szt.", 140, 71),
    TaskText("DR-03", "Remonty chodników", "IN", "roads", "60016", "427", 420,
             "Wyremontowane chodniki", "m", 2600, 18),
    TaskText("DR-04", "Przewozy autobusowe", "IN", "public_transport", "60004", "430",
             690, "Kursy w tygodniu", "szt.", 210),
    TaskText("IW-01", "Budowa drogi dla rowerów do Żwirowa", "IN", "cycling", "60016",
             "605", 2400, "Nowa droga dla rowerów", "m", 3100, 22),
    TaskText("IW-02", "Modernizacja oczyszczalni ścieków", "GK", "sewage", "90001",
             "605", 3650, "Wykonane etapy", "szt.", 2, 35),
    TaskText("GK-01", "Odbiór odpadów od mieszkańców", "GK", "waste", "90002", "430",
             1980, "Odpady zebrane selektywnie", "t", 1450),
    TaskText("GK-02", "Oświetlenie ulic", "GK", "street_lighting", "90015", "426", 540,
             "Wymienione oprawy", "szt.", 320, 61),
    TaskText("GK-03", "Zieleń i place", "GK", "greenery", "90004", "430", 180,
             "Posadzone drzewa", "szt.", 240, 30),
    TaskText("GK-04", "Opieka nad bezdomnymi zwierzętami", "GK", "stray_animals",
             "90013", "430", 95, "Zwierzęta oddane do adopcji", "szt.", 38),
    TaskText("GK-05", "Wymiana starych pieców", "GK", "clean_air", "90005", "623", 260,
             "Wymienione piece", "szt.", 52, 27),
    TaskText("GK-06", "Mieszkania komunalne", "GK", "municipal_flats", "70007", "427",
             330, "Wyremontowane mieszkania", "szt.", 6),
    TaskText("OS-01", "Szkoła Podstawowa nr 1", "SP1", "primary_schools", "80101",
             "479", 5900, "Uczniowie", "os.", 402),
    TaskText("OS-02", "Szkoła Podstawowa nr 2", "SP2", "primary_schools", "80101",
             "479", 4700, "Uczniowie", "os.", 318),
    TaskText("OS-03", "Przedszkole", "PM", "preschools", "80104", "479", 3100,
             "Dzieci w przedszkolu", "os.", 214),
    TaskText("OS-04", "Dowożenie uczniów", "OS", "school_transport", "80113", "430",
             460, "Uczniowie dowożeni", "os.", 156),
    TaskText("OS-05", "Biblioteka Publiczna", "BIB", "libraries", "92116", "248", 610,
             "Czytelnicy", "os.", 1700),
    TaskText("OS-06", "Wydarzenia kulturalne", "OS", "culture_centres", "92109", "248",
             390, "Wydarzenia", "szt.", 64),
    TaskText("OS-07", "Boiska i hala", "OS", "sport_facilities", "92601", "426", 270,
             "Godziny otwarcia", "godz.", 3900),
    TaskText("OS-08", "Dotacje dla klubów sportowych", "OS", "sport_clubs", "92605",
             "236", 190, "Trenujące dzieci", "os.", 310, 90),
    TaskText("PS-01", "Pomoc społeczna", "OPS", "social_assistance", "85214", "311",
             820, "Rodziny objęte pomocą", "szt.", 190),
    TaskText("PS-02", "Usługi opiekuńcze w domu", "OPS", "care_at_home", "85228", "430",
             540, "Osoby objęte opieką", "os.", 58),
    TaskText("PS-03", "Klub seniora", "OPS", "seniors_activity", "85295", "430", 140,
             "Uczestnicy", "os.", 120),
    TaskText("BP-01", "Ochotnicze straże pożarne", "OR", "volunteer_fire_brigades",
             "75412", "421", 280, "Wyjazdy", "szt.", 130),
    TaskText("OR-01", "Obsługa mieszkańców w urzędzie", "OR", "registry_office",
             "75023", "401", 4200, "Załatwione sprawy", "szt.", 8800),
)  # fmt: skip

#: Chapter, paragraph, thousands of złoty planned a year.
REVENUE: Final = (
    ("75621", "001", 11_400),
    ("75621", "002", 420),
    ("75615", "031", 4_900),
    ("75616", "031", 2_700),
    ("75801", "292", 9_800),
    ("85502", "206", 1_150),
    ("90002", "049", 1_960),
    ("70005", "077", 300),
)
