"""Rounds of evaluation (评价批次), their rosters, candidates and scores (名册, 考生, 成绩)."""

from piccolo.columns import Boolean, Numeric
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from registry.filings.tables import Filing
from registry.foundation.columns import (
    count,
    day,
    identifier,
    moment,
    optional_moment,
    optional_words,
    reference,
    small,
    structured,
    words,
    yes_or_no,
)
from registry.foundation.tables import StoredFile
from registry.organisations.tables import Body, Organisation
from registry.people.tables import Account, Membership, Person, PersonDocument


class Round(Table):
    """One round of evaluation of one body, for one occupation and level (评价批次)."""

    id = identifier()
    body = reference(Body)
    filing = reference(Filing)
    title = words(80, "what the enterprise calls it")
    occupation = words(20, "code of the occupation")
    job_type = optional_words(60, "job type; empty: the occupation as a whole")
    rank = small("rank of the level: 2 初级工 … 6 高级技师")
    application_day = day("day of application: on it the conditions are judged")
    place = words(120, "where it is examined")
    state = words(20, "see the table of steps in rules.py")
    opened_by = reference(Account)
    opened_at = moment("when it was opened")
    cancelled_for = optional_words(400, "why it was cancelled")


class RoundAssessor(Table):
    """An assessor of a round (考评员)."""

    id = identifier()
    round = reference(Round)
    membership = reference(Membership)
    round_assessor_once_per_round = Unique(["round", "membership"])


class RoundUpload(Table):
    """A file sent for a round (上传文件): a roster, a score sheet or photos, seen by its sender until confirmed."""

    id = identifier()
    round = reference(Round)
    kind = words(20, "roster, scores or photos")
    file = reference(StoredFile)
    reading = reference(StoredFile, null=True)
    mapping = structured("columns mapped by hand: heading → fact")
    state = words(20, "waiting, read, unreadable, confirmed, refused or expired")
    problems = structured("why it could not be read, in both languages")
    counts = structured("rows by status")
    uploaded_by = reference(Account)
    uploaded_at = moment("when it came")
    settled_at = optional_moment("when it was confirmed, refused or expired")


class ColumnMapping(Table):
    """A column that an enterprise once mapped by hand (列对应关系), remembered for its next file."""

    id = identifier()
    organisation = reference(Organisation)
    heading = words(200, "the heading as it stands in the file")
    fact = words(40, "what it means; ignore: nothing")
    mapped_by = reference(Account)
    mapped_at = moment("when")
    column_mapping_once_per_heading = Unique(["organisation", "heading"])


class Candidate(Table):
    """A person in a round (考生), with the facts that the enterprise gave and how they were judged."""

    id = identifier()
    round = reference(Round)
    person = reference(Person)
    document = reference(PersonDocument)
    upload = reference(RoundUpload)
    row = count("row in the file")
    name = words(120, "the name as the enterprise writes it")
    name_key = words(120, "the name as it is compared")
    sort_key = words(300, "the name in pinyin, for order")
    facts = structured("the facts that were given")
    proofs = structured("proof or commitment for facts added later, by member")
    eligible = Boolean(null=True, default=None, help_text="true, false, or not known")
    decision = structured("every path and condition, with facts, figures and sources")
    judged_on = day("day for which it was judged")
    judged_at = moment("when it was judged")
    admitted_at = optional_moment("when an approver admitted it")
    admitted_by = reference(Account, null=True)
    photo = reference(StoredFile, null=True)
    outcome = optional_words(20, "passed or failed, once the scores are locked")
    candidate_once_per_round = Unique(["round", "person"])


class Score(Table):
    """A candidate's mark for one part (成绩)."""

    id = identifier()
    candidate = reference(Candidate)
    part = words(20, "theory, practical or review")
    mark = Numeric(digits=(4, 1), null=True, default=None, help_text="0 to 100 in tenths; empty: absent")
    absent = yes_or_no("whether the candidate did not come")
    entered_by = reference(Account)
    entered_at = moment("when")
    score_once_per_part = Unique(["candidate", "part"])
    score_mark_within_hundred = Check((mark >= 0) & (mark <= 100))
