"""The kinds that every programme may use."""

from forms.kinds.address import AddressKind
from forms.kinds.choice import ChoiceKind
from forms.kinds.computed import ComputedKind
from forms.kinds.country import CountryKind
from forms.kinds.date import DateKind
from forms.kinds.decimal_number import DecimalKind
from forms.kinds.email import EmailKind
from forms.kinds.file import FileKind
from forms.kinds.group import GroupKind
from forms.kinds.languages import LanguagesKind
from forms.kinds.long_text import LongTextKind
from forms.kinds.many_of import ManyOfKind
from forms.kinds.money import MoneyKind
from forms.kinds.note import NoteKind
from forms.kinds.organisation import OrganisationKind
from forms.kinds.partial_date import PartialDateKind
from forms.kinds.percentage import PercentageKind
from forms.kinds.person import PersonKind
from forms.kinds.phone import PhoneKind
from forms.kinds.scale import ScaleKind
from forms.kinds.signature import SignatureKind
from forms.kinds.text import TextKind
from forms.kinds.time_span import TimeSpanKind
from forms.kinds.whole_number import WholeNumberKind
from forms.kinds.yes_no import YesNoKind

BUILT_IN = (
    TextKind,
    LongTextKind,
    WholeNumberKind,
    DateKind,
    YesNoKind,
    ChoiceKind,
    ManyOfKind,
    ScaleKind,
    LanguagesKind,
    PhoneKind,
    EmailKind,
    AddressKind,
    GroupKind,
    NoteKind,
    FileKind,
    DecimalKind,
    PercentageKind,
    MoneyKind,
    TimeSpanKind,
    PartialDateKind,
    CountryKind,
    ComputedKind,
    PersonKind,
    OrganisationKind,
    SignatureKind,
)
