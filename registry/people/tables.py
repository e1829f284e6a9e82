"""Persons, their documents and accounts (人员, 证件, 账户), and as whom an account may act (任职)."""

from piccolo.columns import Bytea
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from registry.foundation.columns import (
    day,
    identifier,
    lower_reference,
    moment,
    optional_day,
    optional_moment,
    optional_sealed,
    optional_words,
    reference,
    sealed,
    small,
    structured,
    words,
    yes_or_no,
)


class Person(Table):
    """A person, once for the whole registry (人员)."""

    id = identifier()
    name = words(120, "the name as first registered")
    name_key = words(120, "the name as it is compared", index=True)
    sex = optional_words(1, "男 or 女, where known")
    birth_date = optional_day("where known")
    merged_into = reference("self", null=True)
    created_at = moment("when the registry first heard of the person")


class PersonDocument(Table):
    """A document that names a person (证件): kind and number, found by keyed hash."""

    id = identifier()
    person = reference(Person)
    kind = words(40, "kind of document, as its code")
    sealed_number = sealed("the number, encrypted")
    number_hash = Bytea(help_text="keyed hash of kind and number", unique=True, default=None)
    hash_key = small("id of the hashing key")
    next_number_hash = Bytea(
        null=True, default=None, unique=True, help_text="the same under the next key, during a rotation"
    )
    next_hash_key = small("id of the key under which the next hash is made", null=True)
    since = moment("when it was first seen")
    person_document_next_hash_names_its_key = Check("(next_number_hash IS NULL) = (next_hash_key IS NULL)")


class Account(Table):
    """The one account of a person (账户)."""

    id = identifier()
    person = reference(Person, unique=True)
    sign_in_name = words(60, "what its owner types, lower case", unique=True)
    password_hash = words(200, "Argon2id, by the library's own format")
    language = words(2, "zh or en")
    opened_at = moment("when it was opened")
    opened_by = words(40, "how: activation code, counter, installation")
    first_sign_in_at = optional_moment("when its owner first signed in")
    closed_at = optional_moment("when it was closed")


class Membership(Table):
    """As whom an account may act (任职): a role in one organisation or authority, from a day to a day."""

    id = identifier()
    account = reference(Account)
    role = words(20, "clerk, approver, assessor, officer or auditor")
    organisation = lower_reference("Organisation", "registry.organisations.tables", null=True)
    authority = lower_reference("Authority", "registry.organisations.tables", null=True)
    valid_from = day("first day")
    valid_to = optional_day("last day; empty: open")
    granted_by = reference(Account, null=True)
    card_number = optional_words(40, "an assessor's card (考评员证卡)")


class Session(Table):
    """A signed-in browser (会话). The cookie holds random bits, this row their hash."""

    id = identifier()
    token_hash = Bytea(unique=True, help_text="SHA-256 of the cookie", default=None)
    account = reference(Account)
    membership = reference(Membership, null=True)
    created_at = moment("sign-in")
    last_seen_at = moment("last request, to the minute")
    expires_at = moment("end at the latest")


class MachineToken(Table):
    """A token with which a program acts for a membership (机器令牌)."""

    id = identifier()
    token_hash = Bytea(unique=True, help_text="SHA-256 of the token", default=None)
    membership = reference(Membership)
    label = words(60, "what it is used for")
    created_by = reference(Account)
    created_at = moment("when it was made")
    expires_at = moment("end at the latest")
    revoked_at = optional_moment("when it was withdrawn")


class ActivationCode(Table):
    """A single-use code that opens a person's account (开户激活码), kept as a hash."""

    id = identifier()
    person = reference(Person)
    code_hash = Bytea(unique=True, help_text="keyed hash of the code", default=None)
    organisation = lower_reference("Organisation", "registry.organisations.tables", null=True)
    created_at = moment("when it was printed")
    created_by = reference(Account, null=True)
    expires_at = moment("after this it opens nothing")
    tries_left = small("wrong tries that remain")
    used_at = optional_moment("when it opened the account")
    withdrawn_at = optional_moment("when a later code took its place")
    activation_code_tries_left = Check(tries_left >= 0)


class AuthorityCase(Table):
    """Something about a person that only the authority settles (待核情况): a name differs, an account opened twice."""

    id = identifier()
    kind = words(40, "name-differs or second-opening")
    person = reference(Person)
    authority = lower_reference("Authority", "registry.organisations.tables", null=True)
    subject = optional_words(36, "id of what brought it up")
    details = structured("what differs; ids and codes only")
    sealed_note = optional_sealed("what was written, encrypted")
    opened_at = moment("when it came up")
    settled_at = optional_moment("when an officer settled it")
    settled_by = reference(Account, null=True)
    outcome = optional_words(400, "what was decided and why")
    told_person = yes_or_no("whether the person has been told")
    authority_case_once_per_subject = Unique(["kind", "person", "subject"], nulls_distinct=False)
