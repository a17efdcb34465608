"""The kinds that every programme may use."""

from forms.kinds.address import AddressKind
from forms.kinds.choice import ChoiceKind
from forms.kinds.date import DateKind
from forms.kinds.email import EmailKind
from forms.kinds.file import FileKind
from forms.kinds.group import GroupKind
from forms.kinds.languages import LanguagesKind
from forms.kinds.long_text import LongTextKind
from forms.kinds.many_of import ManyOfKind
from forms.kinds.note import NoteKind
from forms.kinds.phone import PhoneKind
from forms.kinds.scale import ScaleKind
from forms.kinds.text import TextKind
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
)
