"""Seals of the vault."""

import pytest
from cryptography.exceptions import InvalidTag

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


def test_tampered_seal_does_not_open():
    vault = vault_with(a_key("k1"))
    sealed = vault.seal(b"x", "purpose")

    with pytest.raises(InvalidTag):
        vault.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "purpose")
