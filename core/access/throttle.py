"""Guessing passwords is slow: failures are counted per account and per address."""

from hashlib import sha256

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse
from werkzeug.exceptions import TooManyRequests

# An office behind one address may mistype more often than one person.
PER_ACCOUNT = parse("10 per 10 minutes")
PER_ADDRESS = parse("100 per 10 minutes")
_EXTENSION = "foerderkette_limiter"


def init(app: Flask, redis_url: str | None) -> None:
    """Counts in Redis where there is one (then they hold for all processes), else in memory."""
    limiter = Limiter(
        get_remote_address,
        storage_uri=redis_url or "memory://",
        strategy="moving-window",
        in_memory_fallback_enabled=bool(redis_url),
    )
    limiter.init_app(app)
    app.extensions[_EXTENSION] = limiter


def attempt(account: str) -> None:
    """Count an attempt before the password is looked at, so that a thousand at once are counted too. Raises TooManyRequests."""
    if not _limiter().limiter.test(PER_ADDRESS, "address", _address()):
        raise _too_many(PER_ADDRESS)
    if not _limiter().limiter.hit(PER_ACCOUNT, "account", _bare(account)):
        raise _too_many(PER_ACCOUNT)


def failed() -> None:
    _limiter().limiter.hit(PER_ADDRESS, "address", _address())


def succeeded(account: str) -> None:
    _limiter().limiter.clear(PER_ACCOUNT, "account", _bare(account))


def _limiter() -> Limiter:
    found: Limiter = current_app.extensions[_EXTENSION]
    return found


def _address() -> str:
    return _bare(request.remote_addr or "")


def _bare(text: str) -> str:
    """No address of a person goes to Redis."""
    return sha256(text.strip().lower().encode("utf-8", "replace")).hexdigest()[:32]


def _too_many(limit: RateLimitItem) -> TooManyRequests:
    return TooManyRequests(retry_after=limit.get_expiry())
