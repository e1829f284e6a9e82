"""Filings (备案): what a body may certify, for how long, and from which limits it is freed."""

from piccolo.columns import Date
from piccolo.constraints import Check
from piccolo.table import Table

from registry.foundation.columns import (
    day,
    identifier,
    moment,
    optional_words,
    reference,
    small,
    structured,
    words,
)
from registry.organisations.tables import Authority, Body
from registry.people.tables import Account


class Filing(Table):
    """A body's filing with its authority (备案), valid from a day to a day, both included."""

    id = identifier()
    body = reference(Body)
    authority = reference(Authority)
    number = words(60, "number of the filing notice", unique=True)
    valid_from = day("first day")
    valid_to = Date(help_text="last day", default=None)
    state = words(20, "filed, suspended or withdrawn")
    privileges = structured("limits from which it is freed: kind, and the source of each")
    entered_by = reference(Account, null=True)
    entered_at = moment("when it was entered")
    filing_ends_after_it_begins = Check(valid_to >= valid_from)


class FilingScope(Table):
    """One line of what a filing covers: an occupation, a job type or all of them, up to a level."""

    id = identifier()
    filing = reference(Filing)
    occupation = words(20, "code of the occupation (职业)")
    job_type = optional_words(60, "job type (工种); empty: all of the occupation")
    highest_rank = small("rank of the highest level: 2 初级工 … 6 高级技师")


class FilingStep(Table):
    """A step in a filing's life (备案变更): entering, suspending, lifting, withdrawing, a change of privileges."""

    id = identifier()
    filing = reference(Filing)
    act = words(20, "enter, suspend, lift, withdraw or privileges")
    state = words(20, "state after it")
    privileges = structured("privileges after it, as in the filing")
    reasons = optional_words(1000, "why, in the officer's words; empty only for entering")
    account = reference(Account)
    at = moment("when")
