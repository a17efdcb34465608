"""The administration at /admin: Flask-Admin in our shell, scoped, and denied by default."""

from core.admin.base import AdminBase
from core.admin.rights import AdminPage
from core.admin.setup import init_admin

__all__ = ["AdminBase", "AdminPage", "init_admin"]
