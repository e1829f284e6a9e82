"""Authorities as a tree, organisations, and their sites that certify (主管部门, 用人单位, 评价机构)."""

from piccolo.columns import Char
from piccolo.table import Table

from registry.foundation.columns import identifier, moment, optional_words, reference, words


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
