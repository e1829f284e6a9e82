"""What must be true of certificates and their serials. Numbers are taken apart anew, not as they were made."""

from collections.abc import Iterable

from registry.certificates.rules.numbers import read_number
from registry.certificates.rules.states import STEPS
from registry.certificates.tables import Certificate
from registry.doctor.invariants import Row, found_by, invariant
from registry.foundation.problems import message

check_serials_follow_each_other = invariant(
    "serial.gap",
    "certificate",
    message("同一评价机构、年份、等级的证书流水号从 1 起连续，不跳号，不重号。"),
)(
    found_by("""
select id from (
  select id, substr(number, 17, 6)::int as given,
    lag(substr(number, 17, 6)::int, 1, 0) over (
      partition by substr(number, 1, 16) order by substr(number, 17, 6), id) as before
  from certificate) numbered
where given <> before + 1""")
)

check_counters_stand_at_the_last_serial = invariant(
    "serial.counter",
    "serial_counter",
    message("流水号计数器停在实际发出的最后一个流水号上。"),
)(
    found_by("""
select coalesce(counter.id, issued.latest) from serial_counter counter
full join (
  select body, 2000 + substr(number, 14, 2)::int as year, substr(number, 16, 1)::int as level,
    max(substr(number, 17, 6)::int) as last, (array_agg(id order by number desc))[1] as latest
  from certificate group by 1, 2, 3) issued
on issued.body = counter.body and issued.year = counter.year and issued.level = counter.level
where coalesce(counter.last, 0) <> coalesce(issued.last, 0)""")
)

check_numbers_say_what_the_row_says = invariant(
    "number.parts",
    "certificate",
    message("证书编号由评价机构代码、年份、等级和流水号组成，与证书记录一致。"),
)(
    found_by("""
select c.id from certificate c join body b on b.id = c.body
where c.number is distinct from b.number_prefix || lpad((c.year % 100)::text, 2, '0') || c.level::text
  || lpad(c.serial::text, 6, '0')""")
)


async def _numbers_out_of_form() -> Iterable[Row]:
    """Read one number of each beginning: their serials are held against each other by another invariant."""
    rows = await Certificate.raw(
        "select (array_agg(id order by number))[1] as id, substr(number, 1, 16) || '000001' as number"
        " from certificate group by substr(number, 1, 16)"
    )
    return [row["id"] for row in rows if not read_number(row["number"]).valid]


check_numbers_follow_the_national_rule = invariant(
    "number.form",
    "certificate",
    message("证书编号符合全国统一的编码规则。"),
)(_numbers_out_of_form)

check_days_of_issue_agree = invariant(
    "certificate.day",
    "certificate",
    message("证书的年份、发证日期和发证时刻（北京时间）一致。"),
)(
    found_by("""
select id from certificate
where issued_on <> (issued_at at time zone 'Asia/Shanghai')::date or year <> extract(year from issued_on)""")
)

check_steps_end_in_the_state = invariant(
    "certificate.history",
    "certificate",
    message("证书的每一步变更接着上一步，最后一步就是现在的状态。"),
)(
    found_by("""
select c.id from certificate c
left join (
  select certificate, from_state, to_state,
    lag(to_state) over steps as before, lead(to_state) over steps is null as last
  from certificate_step
  window steps as (partition by certificate order by at, from_state is not null, from_state <> 'valid')) step
on step.certificate = c.id
where step.certificate is null or step.from_state is distinct from step.before
  or (step.last and step.to_state <> c.state) or (step.from_state is null and step.to_state <> 'valid')""")
)

_ALLOWED = ", ".join(f"('{before}', '{step.after}')" for step in STEPS.values() for before in sorted(step.before))

check_steps_are_allowed_ones = invariant(
    "certificate.step",
    "certificate_step",
    message("证书状态只按规定的步骤变更。"),
)(
    found_by(f"""
select id from certificate_step
where from_state is not null and (from_state, to_state) not in (values {_ALLOWED})""")
)

check_certificates_have_their_event = invariant(
    "certificate.event",
    "certificate",
    message("每次发证都有审计记录。"),
)(
    found_by("""
select c.id from certificate c where not exists (
  select from audit_event e where e.subject = c.id and e.act = 'certificate:issue')""")
)
