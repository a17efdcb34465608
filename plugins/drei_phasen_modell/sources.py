"""Where the rules of the 3-Phasen-Modell were found; each criterion and mark names one of these."""

TOWN = "Stadt Hilden, Mitteilungsvorlage WP 20-25 SV 51/262 vom 19.01.2024, „Sachstand 3-Phasen-Modell“"
NEWS = "deinhilden.de, „Arbeitsmarkt-Integrationsprojekt: Unternehmen gesucht“"
BALANCE = "deinhilden.de, Bilanz des 3-Phasen-Modells"
PAPER = "Westdeutsche Zeitung, über das 3-Phasen-Modell"
