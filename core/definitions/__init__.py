"""What a programme is: frozen definitions that go to JSON and YAML and back without loss."""

from core.definitions.base import Definition, Key, Many
from core.definitions.checks import check
from core.definitions.combination import Combination
from core.definitions.criterion import Criterion
from core.definitions.document import Audience, DocumentKind, DocumentSection
from core.definitions.example import Example
from core.definitions.examples import Finding, check_examples
from core.definitions.fields import (
    Address,
    Choice,
    Date,
    Email,
    Field,
    File,
    Group,
    Languages,
    LongText,
    ManyOf,
    Note,
    Option,
    Phone,
    Scale,
    Text,
    UnknownField,
    WholeNumber,
    YesNo,
    add_field_class,
    field_class,
)
from core.definitions.files import DefinitionError, Fault, load_programme, read_yaml, write_yaml
from core.definitions.form import Check, Form, Page, PartForm, PartPage
from core.definitions.letter import Letter, PartLetter
from core.definitions.offering import Cap, Counter, Offering, Threshold
from core.definitions.parts import resolve
from core.definitions.programme import Block, Programme, Retention
from core.definitions.quantities import Computed, DecimalNumber, Money, PartialDate, Percentage, TimeSpan
from core.definitions.references import Country, Organisation, PersonChoice, Signature
from core.definitions.schema import json_schema
from core.definitions.step import Deadline, ExitReason, Phase, Role, Step, Track
from core.definitions.table import DecisionTable, TableInput, TableRow
from core.definitions.vocabulary import CodeList, Entry, Fact, UnknownName, Vocabulary, vocabulary
from core.definitions.wording import Wording, t

__all__ = [
    "Address",
    "Audience",
    "Block",
    "Cap",
    "Check",
    "Choice",
    "CodeList",
    "Combination",
    "Computed",
    "Counter",
    "Country",
    "Criterion",
    "Date",
    "Deadline",
    "DecimalNumber",
    "DecisionTable",
    "Definition",
    "DefinitionError",
    "DocumentKind",
    "DocumentSection",
    "Email",
    "Entry",
    "Example",
    "ExitReason",
    "Fact",
    "Fault",
    "Field",
    "File",
    "Finding",
    "Form",
    "Group",
    "Key",
    "Languages",
    "Letter",
    "LongText",
    "Many",
    "ManyOf",
    "Money",
    "Note",
    "Offering",
    "Option",
    "Organisation",
    "Page",
    "PartForm",
    "PartLetter",
    "PartPage",
    "PartialDate",
    "Percentage",
    "PersonChoice",
    "Phase",
    "Phone",
    "Programme",
    "Retention",
    "Role",
    "Scale",
    "Signature",
    "Step",
    "TableInput",
    "TableRow",
    "Text",
    "Threshold",
    "TimeSpan",
    "Track",
    "UnknownField",
    "UnknownName",
    "Vocabulary",
    "WholeNumber",
    "Wording",
    "YesNo",
    "add_field_class",
    "check",
    "check_examples",
    "field_class",
    "json_schema",
    "load_programme",
    "read_yaml",
    "resolve",
    "t",
    "vocabulary",
    "write_yaml",
]
