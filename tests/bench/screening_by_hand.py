"""The limit of screening: the 39 rules of `bench_rules` over the registry's tables, as SQL written by hand."""

from __future__ import annotations

from tests.bench.bench_rules import PLACES

ON = "2026-03-02"


def _places(first: int, end: int) -> str:
    return ", ".join(f"'{code}'" for code in PLACES.codes[first:end])


STATUS = {
    "wir": f"""date_of_birth <= DATE '2011-03-02'
 AND residence_title IN ('g55', 'an63a', 'd60a', 'd60c', 'd60d', 'a24', 'a25_1', 'a25_2f', 'a25_3')
 AND work_ban <> 'absolute' AND municipality IN ({_places(0, 20)}) AND NOT in_state_reception
 AND (employment_status IN ('unemployed', 'inactive') OR years_unskilled >= 4) AND arrived_on >= DATE '2014-01-01'""",
    "onnfit": f"""date_of_birth <= DATE '2010-03-02' AND date_of_birth > DATE '1961-03-02'
 AND residence_title IN ('g55', 'd60a', 'd60c', 'd60d', 'a24', 'a25_1', 'a25_2f')
 AND german_level IN ('a2', 'b1', 'b2', 'c1', 'c2') AND NOT german_level IN ('c1', 'c2')
 AND (municipality IN ({_places(0, 30)}) OR seeking_work)
 AND residence_valid_until BETWEEN DATE '2025-06-30' AND DATE '2031-12-31'""",
    "my_turn": """sex = 'female' AND date_of_birth <= DATE '2008-03-02' AND date_of_birth > DATE '1965-03-02' AND own_migration
 AND employment_status IN ('unemployed', 'inactive', 'marginal') AND german_level IN ('a1', 'a2', 'b1', 'b2', 'c1', 'c2')
 AND (arrived_on >= DATE '2015-01-01' OR years_unskilled >= 4 AND seeking_work)""",
    "durchstarten": f"""date_of_birth <= DATE '2008-03-02' AND date_of_birth > DATE '1998-03-02'
 AND residence_title IN ('g55', 'd60a', 'd60b', 'd60c', 'd60d') AND NOT in_state_reception
 AND municipality IN ({_places(10, 44)}) AND NOT employment_status IN ('employed', 'self_employed')
 AND arrived_on BETWEEN DATE '2012-01-01' AND DATE '2025-12-31' AND (work_ban = 'none' OR work_ban = 'temporary')""",
    "hilden": f"""date_of_birth <= DATE '2008-03-02' AND german_level IN ('b1', 'b2', 'c1', 'c2') AND seeking_work
 AND work_ban <> 'absolute' AND municipality IN ({_places(5, 35)})
 AND (own_migration OR residence_title IN ('d60a', 'a24', 'a25_2f'))""",
    "usingen": f"""own_migration AND municipality IN ({_places(0, 40)})
 AND date_of_birth <= DATE '2010-03-02' AND date_of_birth > DATE '1959-03-02' AND NOT in_state_reception
 AND NOT residence_title IN ('de', 'eu') AND residence_valid_until BETWEEN DATE '2025-01-01' AND DATE '2099-12-31'
 AND (NOT german_level IN ('b2', 'c1', 'c2') OR years_unskilled > 2
 OR seeking_work AND employment_status = 'unemployed')""",
}


def _columns(dialect: str) -> str:
    said = ", ".join(f"({status}) AS {programme}" for programme, status in STATUS.items())
    return said.replace("DATE '", "'") if dialect == "sqlite" else said


def _pass(dialect: str) -> str:
    # without the limit a database may work out each status twice
    end = "LIMIT -1 OFFSET 0" if dialect == "sqlite" else "OFFSET 0"
    return f"(SELECT person_id, {_columns(dialect)} FROM facts {end}) AS x"


def count(dialect: str) -> str:
    """One row: for each programme how many are eligible, and of how many it is known."""
    wanted = ", ".join(f"count(*) FILTER (WHERE {programme}), count({programme})" for programme in STATUS)
    return f"SELECT {wanted} FROM {_pass(dialect)}"


def write(dialect: str) -> str:
    """A row for each person and programme."""
    places = " UNION ALL ".join(f"SELECT {place} AS place, '{programme}' AS programme" for place, programme in enumerate(STATUS))
    status = " ".join(f"WHEN {place} THEN {programme}" for place, programme in enumerate(STATUS))
    day = f"DATE '{ON}'" if dialect == "postgresql" else f"'{ON}'"
    return (
        f'INSERT INTO screening (person_id, programme, "on", status) SELECT person_id, p.programme, {day}, '
        f"CASE p.place {status} END FROM {_pass(dialect)} CROSS JOIN ({places}) AS p"
    )


def rows(dialect: str) -> str:
    return f"SELECT person_id, {_columns(dialect)} FROM facts"
