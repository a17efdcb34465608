"""Invented people for the demo: frequent given and family names of the origins that the programmes name, drawn apart."""

from __future__ import annotations

from typing import NamedTuple


class Origin(NamedTuple):
    """Where somebody came from. `country` is ISO 3166 alpha-2; `titles` are residence titles that such people often hold."""

    country: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    titles: tuple[str, ...]


ORIGINS: tuple[Origin, ...] = (
    Origin(
        "TR",
        ("Ayşe", "Elif", "Zeynep", "Fatma"),
        ("Mehmet", "Mustafa", "Emre", "Yusuf"),
        ("Yılmaz", "Kaya", "Demir", "Çelik"),
        ("ne9", "g55"),
    ),
    Origin(
        "PL",
        ("Anna", "Katarzyna", "Agnieszka", "Magdalena"),
        ("Piotr", "Tomasz", "Paweł", "Marcin"),
        ("Nowak", "Wójcik", "Zieliński", "Mazur"),
        ("eu",),
    ),
    Origin(
        "RO",
        ("Ioana", "Elena", "Andreea", "Maria"),
        ("Andrei", "Ionuț", "Mihai", "Ștefan"),
        ("Popescu", "Ionescu", "Munteanu", "Radu"),
        ("eu",),
    ),
    Origin(
        "BG",
        ("Ivanka", "Desislava", "Radka", "Elena"),
        ("Georgi", "Dimitar", "Nikolay", "Ivan"),
        ("Ivanov", "Petrov", "Dimitrov", "Stoyanov"),
        ("eu",),
    ),
    Origin(
        "AL",
        ("Arta", "Mimoza", "Besa", "Drita"),
        ("Arben", "Besnik", "Agron", "Ilir"),
        ("Hoxha", "Shehu", "Dervishi", "Leka"),
        ("d60a", "g55"),
    ),
    Origin(
        "SY",
        ("Rima", "Lina", "Hanan", "Amal"),
        ("Ahmad", "Omar", "Khaled", "Samer"),
        ("Al-Hassan", "Haddad", "Khalil", "Darwish"),
        ("a25_2s", "a25_2f"),
    ),
    Origin(
        "IQ",
        ("Noor", "Zahra", "Shirin", "Huda"),
        ("Ali", "Hassan", "Karwan", "Mustafa"),
        ("Al-Jabbouri", "Aziz", "Hussein", "Rashid"),
        ("d60a", "a25_3"),
    ),
    Origin(
        "IR",
        ("Maryam", "Leila", "Nasrin", "Parisa"),
        ("Reza", "Amir", "Hossein", "Farhad"),
        ("Ahmadi", "Karimi", "Hosseini", "Rahimi"),
        ("g55", "a25_2f"),
    ),
    Origin(
        "AF",
        ("Fatima", "Zahra", "Shabnam", "Nargis"),
        ("Najib", "Farid", "Zabihullah", "Mirwais"),
        ("Rahmani", "Noori", "Haidari", "Sultani"),
        ("a25_3", "d60a"),
    ),
    Origin(
        "SO",
        ("Hodan", "Ayan", "Fadumo", "Sahra"),
        ("Abdi", "Mohamed", "Hassan", "Yusuf"),
        ("Warsame", "Farah", "Jama", "Nur"),
        ("a25_2s", "g55"),
    ),
    Origin(
        "ER",
        ("Selam", "Mehret", "Rahwa", "Feven"),
        ("Tesfay", "Yonas", "Filmon", "Samuel"),
        ("Tekle", "Gebremedhin", "Habte", "Kidane"),
        ("a25_2f", "g55"),
    ),
    Origin(
        "UA",
        ("Oksana", "Olena", "Iryna", "Kateryna"),
        ("Andriy", "Oleksandr", "Serhiy", "Taras"),
        ("Shevchenko", "Kovalenko", "Bondarenko", "Tkachenko"),
        ("a24",),
    ),
)

# municipality and postal code by district: Usingen stands twice, most people of its district's demo live there
MUNICIPALITIES: dict[str, tuple[tuple[str, str], ...]] = {
    "Hochtaunuskreis": (("Usingen", "61250"), ("Usingen", "61250"), ("Neu-Anspach", "61267"), ("Wehrheim", "61273")),
    "Kreis Bergstraße": (("Heppenheim", "64646"), ("Bensheim", "64625"), ("Lampertheim", "68623"), ("Viernheim", "68519")),
    "Landkreis Hersfeld-Rotenburg": (("Bad Hersfeld", "36251"), ("Bebra", "36179"), ("Rotenburg", "36199")),
    "Werra-Meißner-Kreis": (("Eschwege", "37269"), ("Witzenhausen", "37213")),
    "Landkreis Fulda": (("Fulda", "36037"), ("Hünfeld", "36088")),
    "Kreis Unna": (("Unna", "59423"), ("Kamen", "59174"), ("Lünen", "44532")),
    "Kreis Mettmann": (("Hilden", "40721"), ("Hilden", "40721"), ("Haan", "42781")),
}
FEDERAL_STATES = {"Kreis Unna": "nw", "Kreis Mettmann": "nw"}

STREETS: tuple[str, ...] = ("Musterweg", "Beispielstraße", "Am Muster", "Probegasse")
