"""The functions that connections to SQLite learn: exact numbers, months of a calendar, and no error whatever they are given."""

import sqlite3

from core.rules.sqlite_functions import teach


def test_sqlites_functions_give_null_for_null_and_for_what_they_cannot_read():
    connection = sqlite3.connect(":memory:")
    teach(connection)
    for call, expected in {
        "rule_add(1, null)": None,
        "rule_add(0.1, 0.2)": "0.3",
        "rule_add('999999999999999999999999', 1)": None,
        "rule_add(9223372036854775807, 1)": "9223372036854775808",
        "rule_divide(1, 3)": "0.3333333333",
        "rule_divide(1, 0)": None,
        "rule_compare('10', 9)": 1,
        "rule_compare(3.5, '3.5')": 0,
        "rule_number('\"3.50\"')": "3.5",
        "rule_number('true')": None,
        "rule_number('\"abc\"')": None,
        "rule_number('" + "9" * 5000 + "')": None,
        "rule_number('\"1e999999999\"')": None,
        "rule_date('2023-02-29')": None,
        "rule_date('20230228')": None,
        "rule_date('2023-02-28')": "2023-02-28",
        "rule_months_later('2024-01-31', 1)": "2024-02-29",
        "rule_months_later('9999-12-31', 1)": None,
        "rule_days_later(null, 1)": None,
        "rule_days_later('2024-01-31', 9999999999)": None,
        "rule_months_between('2024-01-31', '2024-02-29')": 0,
        "rule_min(3, '2.5', 4)": "2.5",
    }.items():
        assert connection.execute(f"select {call}").fetchone() == (expected,), call
