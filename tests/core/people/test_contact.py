"""What is an e-mail address and what a telephone number."""

import pytest

from core.people.contact import Unreachable, email, phone


@pytest.mark.parametrize(
    "text", ["", "hallo", "a@", "@b.de", "a b@example.org", "a@b@example.org", "a@example.org\nx", "a@local"]
)
def test_no_address(text: str) -> None:
    with pytest.raises(Unreachable, match="name@example"):
        email(text)


@pytest.mark.parametrize(("text", "kept"), [("a@example.org", "a@example.org"), ("A.b@EXAMPLE.org", "A.b@example.org")])
def test_an_address(text: str, kept: str) -> None:
    assert email(text) == kept


@pytest.mark.parametrize("text", ["", "hallo", "12", "+49", "0" * 30, "+999 123456"])
def test_no_number(text: str) -> None:
    with pytest.raises(Unreachable, match="0170 1234567"):
        phone(text)


@pytest.mark.parametrize("text", ["030 23125-002", "+49 30 23125002", "0049 (30) 23125002"])
def test_a_number(text: str) -> None:
    assert phone(text) == "+493023125002"
