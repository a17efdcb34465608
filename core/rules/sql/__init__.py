"""The SQL reader: a checked rule as one SQL expression that is true, false or NULL, on SQLite and on PostgreSQL.

`sql` makes the expression, `json_fact` the column of a fact that lies in a JSON document, `on_list` guards a column of
codes, and `at_date` turns derived facts into what they follow from. On SQLite the connection must know the functions of
`core.rules.sqlite_functions`; those of `core.database` do.
"""

from core.rules.sql.derived import at_date
from core.rules.sql.facts import json_fact, on_list
from core.rules.sql.reader import sql

__all__ = ["at_date", "json_fact", "on_list", "sql"]
