"""How a list of certificates is narrowed by an address: state, level, beginning of number or name, days of issue."""

from registry.certificates.queries import CertificateFilter
from registry.certificates.rules.numbers import clean
from registry.certificates.rules.states import State
from registry.foundation import form_readers as read
from registry.foundation.forms import Form
from registry.foundation.problems import Problem, message
from registry.people.rules.names import comparison_key

LEVELS = {str(level): level for level in range(5, 0, -1)}
_STATES = {state.value: state for state in State}
_LAST_PAGE = 1_000_000


def read_filter(form: Form) -> tuple[CertificateFilter, int]:
    """Return what the list is narrowed to, and the page asked for; raises `Refusal` with problems at fields."""
    state = form.optional("state", read.one_of(_STATES))
    level = form.optional("level", read.one_of(LEVELS))
    number = form.optional("number", clean)
    name = form.optional("name", comparison_key)
    first = form.optional("issued_from", read.day)
    last = form.optional("issued_to", read.day)
    page = form.optional("page", read.whole_number(1, _LAST_PAGE))
    if first.given and last.given and last.given < first.given:
        form.problems.append(_days_turned_round())
    wanted = CertificateFilter(
        state=state.value,
        level=level.value,
        number=number.value or "",
        name_key=name.value or "",
        issued_from=first.value,
        issued_to=last.value,
    )
    return wanted, page.value or 1


def _days_turned_round() -> Problem:
    return Problem(
        "filter.days",
        message("结束日期早于开始日期。"),
        where="issued_to",
        cure=message("请把两个日期调换过来。"),
    )
