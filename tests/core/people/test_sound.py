"""Spellings of one name sound alike; names that are not the same mostly do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people.sound import MARK, MOST_KEYS, alike, sounds

SAME = """
Müller Mueller, Müller Muller, Meier Meyer, Maier Mayr, Schmidt Schmitt, Schmied Schmidt, Weiß Weiss, Sarah Sara, Hanna Hannah,
Christian Kristian, Mikhail Michael, Wladimir Vladimir, Petrov Petrow, Kowalski Kowalsky,
Mohammed Muhammad, Mohammed Mohamed, Mohammed Mohamad, Mohammed Mehmet, Mohammed Mouhamed,
Ahmad Achmed, Ahmed Ahmet, Ahmad Akhmad, Khaled Chaled, Khaled Haled, Khaled Khalid,
Qasim Kasim, Qasim Ghasem, Qassem Kassim, Yusuf Josef, Yousef Jusuf, Youssef Yusuf, Josef Joseph,
Hussein Hossein, Hussein Husain, Hüseyin Hussein, Hassan Hasan,
Sharif Scharif, Charif Sharif, Şahin Sahin, Şahin Schahin, Rashid Raschid,
Jamal Djamal, Dschamal Jamal, Cemal Jamal, Najib Nadschib, Khadija Chadidscha, Hatice Khadija,
Fatma Fatima, Fatemeh Fatima, Aisha Ayşe, Aïcha Aisha, Zeinab Zainab, Zeynep Zainab, Nour Nur, Noor Nur,
Abdulrahman Abdelrahman, Abdurrahman Abdulrahman, Abd-al-Rahman Abdulrahman, Alhassan Al-Hassan, Elhassan Al-Hassan,
Mehdi Mahdi, Elham Ilham, Omid Umid, Reza Riza, Ghulam Gholam, Ibrahim Ebrahim, İbrahim Ibrahim, Daoud Dawud,
Suleiman Soliman, Süleyman Suleiman, Sulaiman Solaiman, Said Saeed, Saïd Sayed, Bouazizi Buazizi, Ali Aly,
Schewtschenko Shevchenko, Шевченко Shevchenko, Шевченко Schewtschenko, Chernenko Tschernenko, Олена Olena,
Євген Yevhen, Yevhen Jewhen, Юрій Yuriy, Jurij Yuriy, Oleksandr Alexander, Aleksandr Alexandr, Kateryna Katarina,
Dmytro Dmitri, Volodymyr Wolodymyr, Гриценко Hrytsenko, Григорий Grigori,
محمد Mohammed, أحمد Ahmad, فاطمه Fatemeh, خالد Khaled,
Tesfaye Tesfay, Tsegaye Tsegay, Gebre Ghebre, Nguyễn Nguyen
"""
OTHER = """
Müller Meier, Ahmad Amina, Hassan Hussam, Ali Omar, Shevchenko Chernenko, Sara Samira, Fatima Fadi, Beispiel Muster, Petrov Popov,
Yusuf Younes, Khaled Karim, Maryam Mariana, Schmidt Schulz, Olena Oksana, Tesfaye Tekle
"""


def pairs(table: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split()) for pair in table.replace("\n", " ").split(",")]


def test_the_table_is_long_enough():
    assert len(pairs(SAME)) >= 60


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_spellings_of_one_name_sound_alike(one: str, other: str):
    assert alike(one, other), (sounds(one), sounds(other))


@pytest.mark.parametrize(("one", "other"), pairs(OTHER))
def test_other_names_do_not(one: str, other: str):
    assert not alike(one, other), (sounds(one), sounds(other))


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_few_short_keys_and_the_same_ones_in_capitals(text: str):
    keys = sounds(text)
    assert len(keys) <= MOST_KEYS
    assert all(key.startswith(MARK) and key[1:].isalpha() and len(key) < 200 for key in keys)
    assert sounds(" ".join(text)) == keys


def test_what_has_no_sound_has_no_key():
    assert not sounds("")
    assert not sounds("7 %")
    assert not sounds("A")
