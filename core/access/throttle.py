"""Guessing passwords is slow: failures are counted per account and per address."""

from hashlib import sha256

from flask import Flask, current_app, request
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

# An office behind one address may mistype more often than one person.
PER_ACCOUNT = parse("10 per 10 minutes")
PER_ADDRESS = parse("100 per 10 minutes")
_EXTENSION = "foerderkette_limiter"


def init(app: Flask, redis_url: str | None) -> None:
    """Counts in Redis where there is one (then they hold for all processes), else in memory."""
    app.extensions[_EXTENSION] = MovingWindowRateLimiter(storage_from_string(redis_url or "memory://"))


def attempt(account: str) -> None:
    """Count an attempt before the password is looked at, so that a thousand at once are counted too. Raises TooManyRequests."""
    if not _limiter().test(PER_ADDRESS, "address", _address()):
        raise _too_many(PER_ADDRESS)
    if not _limiter().hit(PER_ACCOUNT, "account", _bare(account)):
        raise _too_many(PER_ACCOUNT)


def failed() -> None:
    _limiter().hit(PER_ADDRESS, "address", _address())


def succeeded(account: str) -> None:
    _limiter().clear(PER_ACCOUNT, "account", _bare(account))


def _limiter() -> MovingWindowRateLimiter:
    found: MovingWindowRateLimiter = current_app.extensions[_EXTENSION]
    return found


def _address() -> str:
    return _bare(request.remote_addr or "")


def _bare(text: str) -> str:
    """No address of a person goes to Redis."""
    return sha256(text.strip().lower().encode("utf-8", "replace")).hexdigest()[:32]


def _too_many(limit: RateLimitItem) -> TooManyRequests:
    return TooManyRequests(retry_after=limit.get_expiry())
