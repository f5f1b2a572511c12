"""Seals of the vault."""

import pytest
from cryptography.exceptions import InvalidTag

from portal.storage.vault import UnknownKey
from tests.portal.storage.test_records import a_key, vault_with


def test_sealed_is_not_readable_and_opens_again():
    vault = vault_with(a_key("k1"))

    sealed = vault.seal(b"Lindelaan 12", "draft.content")

    assert b"Lindelaan" not in sealed
    assert vault.open(sealed, "draft.content") == b"Lindelaan 12"
    assert vault.seal(b"Lindelaan 12", "draft.content") != sealed


def test_seal_of_one_column_does_not_open_in_another():
    vault = vault_with(a_key("k1"))

    with pytest.raises(InvalidTag):
        vault.open(vault.seal(b"x", "message.facts"), "draft.content")


@pytest.mark.parametrize("damaged", [b"", b"k1", b"k1:", b"k1:1234567", b"k1:" + b"x" * 20])
def test_what_is_too_short_or_no_seal_does_not_open(damaged):
    with pytest.raises(InvalidTag):
        vault_with(a_key("k1")).open(damaged, "purpose")


def test_seal_of_which_the_name_was_damaged_names_no_key_that_there_is():
    with pytest.raises(UnknownKey):
        vault_with(a_key("k1")).open(b"k\xff:" + b"x" * 40, "purpose")


def test_tampered_seal_does_not_open():
    vault = vault_with(a_key("k1"))
    sealed = vault.seal(b"x", "purpose")

    with pytest.raises(InvalidTag):
        vault.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "purpose")
