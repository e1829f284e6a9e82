"""Certificates (职业技能等级证书), their serials, and each step of their lives."""

from piccolo.columns import UUID, Bytea, Char
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from registry.foundation.columns import (
    count,
    day,
    identifier,
    moment,
    optional_words,
    reference,
    small,
    structured,
    words,
)
from registry.foundation.tables import StoredFile
from registry.organisations.tables import Body
from registry.people.tables import Account, Person, PersonDocument


class SerialCounter(Table):
    """The last serial given to a body for a year and a level (流水号); locked while the next one is given."""

    id = identifier()
    body = reference(Body)
    year = small("year of issue")
    level = small("level digit, 5 to 1")
    last = count("last serial given; 0: none yet", default=0)
    serial_counter_one_per_body_year_level = Unique(["body", "year", "level"])
    serial_counter_within_six_digits = Check((last >= 0) & (last <= 999999))


class Certificate(Table):
    """A certificate as it was issued (职业技能等级证书); only its state changes afterwards."""

    id = identifier()
    number = Char(length=22, unique=True, help_text="by the national coding rule", default=None)
    qr_token = Bytea(unique=True, help_text="128 random bits of its own, in the QR code", default=None)
    body = reference(Body)
    year = small("year of issue")
    serial = count("its serial")
    person = reference(Person)
    document = reference(PersonDocument)
    source_kind = words(20, "what it came from: round")
    source = UUID(unique=True, help_text="the candidate for whom it was issued", default=None)
    name = words(120, "the holder's name as printed")
    name_key = words(120, "the name as it is compared")
    occupation = words(20, "code of the occupation")
    occupation_name = words(80, "name of the occupation as printed")
    job_type = optional_words(60, "job type; empty is printed as --")
    level = small("level digit, 5 to 1")
    body_name = words(160, "name of the body as printed")
    issued_on = day("day of issue")
    issued_at = moment("when it was issued")
    issued_by = reference(Account)
    state = words(20, "valid, suspended, revoked or superseded")
    photo = reference(StoredFile, null=True)
    pdf = reference(StoredFile)
    rules = structured("ids and versions of the rules that led to it")
    certificate_serial_once = Unique(["body", "year", "level", "serial"])


class CertificateStep(Table):
    """A step in a certificate's life (证书状态变更): who took it, when, on what ground."""

    id = identifier()
    certificate = reference(Certificate)
    from_state = optional_words(20, "state before; empty: issue")
    to_state = words(20, "state after")
    ground = optional_words(60, "code of the ground")
    reasons = optional_words(1000, "the ground in this case, in words")
    account = reference(Account)
    at = moment("when")
