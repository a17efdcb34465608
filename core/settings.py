"""Settings from the environment (FOERDERKETTE_…), checked once at start; each error is one sentence."""

import difflib
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "FOERDERKETTE_"
FROM_FILE = ("database_url", "redis_url", "secret_key")


class SettingsError(Exception):
    """A setting that cannot be used; its text is one sentence for the operator (exit code 2)."""


class Settings(BaseSettings):
    """All that an operator may set. `database_url`, `redis_url` and `secret_key` may also be named by file (`…_FILE`)."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Path("var")
    database_url: str = Field("", repr=False)
    redis_url: str | None = Field(None, repr=False)
    secret_key: str = Field("", repr=False)
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    workers: int = Field(2, ge=1, le=256)
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    trusted_proxies: int = Field(0, ge=0, le=10)
    session_minutes: int = Field(30, ge=1, le=24 * 60)
    upload_limit: int = Field(10 * 1024 * 1024, ge=1024, le=1024**3)
    secure_cookies: bool | None = None
    four_eyes: bool = False
    plugins_off: Annotated[tuple[str, ...], NoDecode] = ()
    plugins_dir: Annotated[tuple[Path, ...], NoDecode] = ()
    database_url_file: Path | None = None
    redis_url_file: Path | None = None
    secret_key_file: Path | None = None

    @field_validator("trusted_hosts", "plugins_off", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return tuple(word.strip() for word in value.split(",") if word.strip()) if isinstance(value, str) else value

    @field_validator("plugins_dir", mode="before")
    @classmethod
    def _folders(cls, value: Any) -> Any:
        return tuple(Path(part) for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("plugins_dir")
    @classmethod
    def _there(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        if missing := [str(folder) for folder in value if not folder.is_dir()]:
            raise ValueError(f"there is no folder {missing[0]}")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str | None) -> str | None:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        if value:
            _address(value)
        return value or None

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        for spelling in ("postgres://", "postgresql://"):
            if value.startswith(spelling):
                value = "postgresql+psycopg://" + value.removeprefix(spelling)
        if value and not value.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError("must begin with postgresql:// or sqlite:///")
        if value.startswith("postgresql"):
            _address(value)
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 16:
            raise ValueError("needs at least 16 characters")
        return value

    @model_validator(mode="before")
    @classmethod
    def _from_files(cls, data: Any) -> Any:
        for name in FROM_FILE:
            if path := data.get(f"{name}_file"):
                if data.get(name):
                    raise ValueError(f"{PREFIX}{name.upper()} and {PREFIX}{name.upper()}_FILE are both set; keep one")
                data[name] = _read(Path(path), name)
        return data

    @property
    def cookies_secure(self) -> bool:
        """Cookies go over https only, unless the server is spoken to on this machine by plain http."""
        return self.host not in ("127.0.0.1", "localhost", "::1") if self.secure_cookies is None else self.secure_cookies


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process, with the data folder made and the secret kept in it; raises SettingsError."""
    _refuse_misspelt()
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    folder = settings.data_dir.absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return settings.model_copy(
            update={
                "data_dir": folder,
                "database_url": settings.database_url or f"sqlite:///{folder / 'foerderkette.sqlite'}",
                "secret_key": settings.secret_key or _kept_secret(folder / "secret_key"),
            }
        )
    except OSError as error:
        raise SettingsError(
            f"The data folder {folder} cannot be used: {error.strerror}; set {PREFIX}DATA_DIR to another."
        ) from None


def _address(url: str) -> None:
    """Raises ValueError for an address whose port is no number; the address itself may hold a password and is not repeated."""
    try:
        _ = urlsplit(url).port
    except ValueError:
        raise ValueError("its port is no number between 0 and 65535") from None


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{PREFIX}{name.upper()}_FILE names {path}, which cannot be read: {error}") from None


def _kept_secret(path: Path) -> str:
    """The secret made at the first start. It appears whole or not at all, and once: processes that start together agree on it."""
    if not path.exists():
        _make_secret(path)
    kept = path.read_text(encoding="utf-8", errors="replace").strip()
    if len(kept) < 16 or not kept.isascii():
        raise SettingsError(f"The secret in {path} is too short or broken; delete the file, and a new one is made.")
    return kept


def _make_secret(path: Path) -> None:
    # written under a name of its own, readable by us alone; a link is refused where another process was quicker
    handle, part = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(part, path)
    finally:
        os.unlink(part)


def _refuse_misspelt() -> None:
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name in os.environ:
        if name.startswith(PREFIX) and name not in known and (near := difflib.get_close_matches(name, known, 1, 0.88)):
            raise SettingsError(f"{name} is not a setting; did you mean {near[0]}?")


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    what = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return f"{what}."
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, list(Settings.model_fields), 1)
        return f"{PREFIX}{name.upper()} is not a setting" + (f"; did you mean {PREFIX}{near[0].upper()}?" if near else ".")
    shown = "" if name in FROM_FILE else f" is {first['input']!r}, which does not fit"
    return f"{PREFIX}{name.upper()}{shown}: {what}."
