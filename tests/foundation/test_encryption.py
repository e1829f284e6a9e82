"""What is sealed opens in its own place alone."""

from uuid import UUID

import pytest

from registry.foundation.encryption import KeyRing, Place, Unsealable, token_hash

HERE = Place("person_document", "sealed_number", UUID(int=1))
RING = KeyRing(sealing={1: b"s" * 32}, hashing={1: b"h" * 32})
ROTATED = KeyRing(sealing={1: b"s" * 32, 2: b"t" * 32}, hashing={1: b"h" * 32, 2: b"i" * 32})


def test_what_was_sealed_opens_again() -> None:
    assert RING.unseal_text(RING.seal_text("140101199003077315", HERE), HERE) == "140101199003077315"


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("person_document", "sealed_number", UUID(int=2)),
        Place("person_document", "phone", UUID(int=1)),
        Place("person", "sealed_number", UUID(int=1)),
    ],
)
def test_a_value_copied_to_another_row_column_or_table_does_not_open(elsewhere: Place) -> None:
    with pytest.raises(Unsealable):
        RING.unseal(RING.seal(b"number", HERE), elsewhere)


def test_a_changed_bit_does_not_open() -> None:
    sealed = bytearray(RING.seal(b"number", HERE))
    sealed[-1] ^= 1

    with pytest.raises(Unsealable):
        RING.unseal(bytes(sealed), HERE)


@pytest.mark.parametrize("damaged", [b"", b"\x01", b"\x09" + b"x" * 40])
def test_damaged_or_foreign_values_do_not_open(damaged: bytes) -> None:
    with pytest.raises(Unsealable):
        RING.unseal(damaged, HERE)


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert RING.seal(b"number", HERE) != RING.seal(b"number", HERE)


def test_after_a_new_key_old_values_open_and_new_ones_use_it() -> None:
    old = RING.seal(b"number", HERE)

    assert ROTATED.unseal(old, HERE) == b"number"
    assert ROTATED.seal(b"number", HERE)[0] == 2


def test_fingerprints_of_equal_values_are_equal_under_one_key_and_differ_under_another() -> None:
    assert RING.fingerprint("a") == RING.fingerprint(b"a") == ROTATED.fingerprint("a", key_id=1)
    assert ROTATED.fingerprint("a") != RING.fingerprint("a")


def test_neither_keys_nor_their_ring_show_in_a_repr() -> None:
    assert "ssss" not in repr(RING)


def test_a_token_is_found_by_its_hash() -> None:
    assert token_hash("token") == token_hash("token") != token_hash("Token")
