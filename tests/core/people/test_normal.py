"""Names that are the same are written the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people.normal import MAX_WORDS, normal, words


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Müller", "mueller"),
        ("MU\N{COMBINING DIAERESIS}LLER", "mueller"),
        ("Weiß", "weiss"),
        ("Hans-Peter  Meyer", "hans peter meyer"),
        ("O'Connor", "o connor"),
        ("Özdemir", "oezdemir"),
        ("Yıldız", "yildiz"),
        ("İnce", "ince"),
        ("Łukasz", "lukasz"),
        ("Nguyễn", "nguyen"),
        ("Žižek", "zizek"),
        ("Олена", "олена"),
        ("محمد", "محمد"),
        ("50% _x", "50 x"),
        ("ﬀ", "ff"),
        ("  ", ""),
    ],
)
def test_one_spelling_for_many(written: str, compared: str):
    assert normal(written) == compared


@given(st.text(max_size=40))
def test_what_is_normal_stays_as_it_is(text: str):
    assert normal(normal(text)) == normal(text)


@given(st.text(max_size=400))
def test_a_search_is_bounded_and_bare(text: str):
    found = words(text)
    assert len(found) <= MAX_WORDS
    assert all(word and normal(word) == word and " " not in word for word in found)
