"""What the roles of `core.actor.ROLES` are called on screens."""

from flask_babel import lazy_gettext as _l

ROLE_NAMES = {
    "system_admin": _l("System administration"),
    "programme_admin": _l("Programme administration"),
    "coordinator": _l("Coordination"),
    "case_worker": _l("Case work"),
    "provider_staff": _l("Provider staff"),
    "mentor": _l("Mentor"),
    "auditor": _l("Audit"),
}
