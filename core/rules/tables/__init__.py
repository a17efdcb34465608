"""Decision tables: read, compiled to one rule tree, searched for gaps and overlaps, carried as DMN and as XLSX."""

from core.rules.tables.atoms import Grid
from core.rules.tables.compile import check_table, compile_table
from core.rules.tables.look import Finding, Look, look
from core.rules.tables.model import Column, Row, Table, TableError
from core.rules.tables.read import ReadTable, read
from core.rules.tables.ruled import Ruled, as_rule, names_if_sound, names_of, plain, tree_of
from core.rules.tables.told import combination, extent, sentences

__all__ = [
    "Column",
    "Finding",
    "Grid",
    "Look",
    "ReadTable",
    "Row",
    "Ruled",
    "Table",
    "TableError",
    "as_rule",
    "check_table",
    "combination",
    "compile_table",
    "extent",
    "look",
    "names_if_sound",
    "names_of",
    "plain",
    "read",
    "sentences",
    "tree_of",
]
