"""Authorities as a tree, organisations, their sites that certify, and memberships that wait for an account.

主管部门, 用人单位, 评价机构, 待任职人员.
"""

from piccolo.columns import Char
from piccolo.table import Table

from registry.foundation.columns import (
    day,
    identifier,
    moment,
    optional_day,
    optional_moment,
    optional_words,
    reference,
    words,
)
from registry.people.tables import Account, Membership, Person, PersonDocument


class Authority(Table):
    """A human-resources authority (人社部门) of a province, a city or a county."""

    id = identifier()
    name = words(120, "full name")
    english_name = words(160, "full name in English")
    tier = words(10, "province, city or county")
    region_code = words(6, "administrative division code", unique=True)
    parent = reference("self", null=True)


class Organisation(Table):
    """An organisation (单位), known by its unified social credit code (统一社会信用代码)."""

    id = identifier()
    credit_code = Char(length=18, unique=True, help_text="unified social credit code", default=None)
    name = words(160, "name as registered")
    ownership = words(20, "private, state, public-institution or other")
    authority = reference(Authority)
    created_at = moment("when it was entered")


class Body(Table):
    """A site that is filed to certify (评价机构), with the first thirteen characters of its certificate numbers."""

    id = identifier()
    organisation = reference(Organisation)
    name = words(160, "name exactly as filed; it stands on certificates")
    number_prefix = Char(length=13, unique=True, help_text="positions 1–13 of its certificate numbers", default=None)
    address = optional_words(200, "where it examines")
    created_at = moment("when it was entered")


class MembershipOffer(Table):
    """A membership that an organisation has named a person for (待任职): granted once that person has an account.

    It is open while it is neither granted nor withdrawn; in the database a person has one open offer for each role.
    """

    id = identifier()
    organisation = reference(Organisation)
    person = reference(Person)
    document = reference(PersonDocument)
    name = words(120, "the name as the organisation wrote it")
    role = words(20, "clerk, approver or assessor")
    valid_from = day("first day")
    valid_to = optional_day("last day; empty: open")
    card_number = optional_words(40, "an assessor's card (考评员证卡)")
    offered_by = reference(Account)
    offered_at = moment("when the person was named")
    membership = reference(Membership, null=True)
    withdrawn_at = optional_moment("when it was taken back")
