"""What must be true of the law that was published and of what is written down beside the acts."""

from registry.doctor.invariants import found_by, invariant
from registry.foundation.problems import message

check_published_rules_are_unchanged = invariant(
    "rules.digest",
    "published_rules",
    message("已发布的规则版本与其摘要一致。"),
)(found_by("select id from published_rules where encode(sha256(convert_to(text, 'UTF8')), 'hex') <> digest"))

# A run of exactly 17 digits and a digit or X: an identity number. Certificate numbers have longer runs.
_PLAIN_NUMBER = r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])"
_WRITTEN_DOWN = (
    ("audit_event", "details"),
    ("work", "problems"),
    ("round_upload", "problems"),
    ("round_upload", "mapping"),
    ("candidate", "facts"),
    ("candidate", "proofs"),
    ("candidate", "decision"),
    ("certificate", "rules"),
    ("certificate_step", "reasons"),
    ("authority_case", "details"),
    ("authority_case", "outcome"),
    ("filing", "privileges"),
    ("filing_step", "reasons"),
    ("procrastinate_jobs", "args"),
)

check_no_number_stands_in_the_open = invariant(
    "secret.number",
    "audit_event",
    message("审计记录、后台任务、理由和问题说明中没有明文的身份证号码。"),
)(
    found_by(
        " union all ".join(
            f"select '{table} ' || id::text from {table} where {column}::text ~ '{_PLAIN_NUMBER}'"
            for table, column in _WRITTEN_DOWN
        )
    )
)

check_work_that_ended_has_an_end = invariant(
    "work.end",
    "work",
    message("后台任务办完的有结束时刻，没办完的没有，办理数不超过总数。"),
)(
    found_by("""
select id from work where (state in ('done', 'failed')) <> (finished_at is not null) or done > total""")
)
