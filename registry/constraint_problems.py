"""What people are told where the database itself refuses (约束的说明): the last word, after the rules have been asked.

Services ask the rules first and turn the constraints that they foresee into problems at the right field. Two who act
at the same moment can still meet one that nobody foresaw on that way; then this list speaks, and nothing is saved.
"""

from collections.abc import Mapping
from typing import Any

from asyncpg import IntegrityConstraintViolationError  # type: ignore[import-untyped]
from litestar import Response

from registry.foundation.pages import AnyRequest, answer_http_error, answer_refusal
from registry.foundation.problems import Conflict, Problem, message

_LOOK_AGAIN = message("请重新打开页面，查看现在的情况。")

CONSTRAINT_PROBLEMS: Mapping[str, Problem] = {
    "account_person_key": Problem("account.known-already", message("此人已经有账户了。"), None, _LOOK_AGAIN),
    "account_sign_in_name_key": Problem(
        "account.name-taken", message("这个登录名已被使用。"), "name", message("请换一个登录名。")
    ),
    "body_number_prefix_key": Problem(
        "number-prefix.taken", message("这个评价机构代码已属于另一个评价机构。"), "number_prefix", _LOOK_AGAIN
    ),
    "calendar_year_year_key": Problem(
        "calendar.loaded-already", message("这一年的工作日历已经载入。"), "year", _LOOK_AGAIN
    ),
    "candidate_once_per_round": Problem(
        "candidate.once-per-round", message("此人已在本批次的名册中。"), None, _LOOK_AGAIN
    ),
    "certificate_source_key": Problem(
        "certificate.issued-meanwhile", message("这名考生的证书正由另一次操作发放。"), None, _LOOK_AGAIN
    ),
    "column_mapping_once_per_heading": Problem(
        "roster.mapped-meanwhile", message("这一列的含义刚由他人保存。"), None, _LOOK_AGAIN
    ),
    "filing_ends_after_it_begins": Problem("filing.days", message("最后一天早于第一天。"), "valid_to", _LOOK_AGAIN),
    "filing_number_key": Problem("filing.number-taken", message("这个备案编号已经录入过。"), "number", _LOOK_AGAIN),
    "filing_one_at_a_time": Problem(
        "filing.overlap", message("这个评价机构在所填期间已有备案。"), "valid_from", _LOOK_AGAIN
    ),
    "filing_scope_once": Problem(
        "filing.scope-twice", message("同一职业和工种在备案范围中只写一次。"), "scopes", _LOOK_AGAIN
    ),
    "membership_ends_after_it_begins": Problem("staff.days", message("最后一天早于第一天。"), "valid_to", _LOOK_AGAIN),
    "membership_offer_ends_after_it_begins": Problem(
        "staff.days", message("最后一天早于第一天。"), "valid_to", _LOOK_AGAIN
    ),
    "membership_offer_once": Problem(
        "staff.named-already", message("此人已登记为同一身份，正等待本人办理。"), "document_number", _LOOK_AGAIN
    ),
    "membership_once_at_a_time": Problem(
        "staff.member-already", message("此人在所填期间已经担任同一身份。"), "document_number", _LOOK_AGAIN
    ),
    "organisation_credit_code_key": Problem(
        "credit-code.taken", message("这个统一社会信用代码已经登记过。"), "credit_code", _LOOK_AGAIN
    ),
    "round_assessor_once_per_round": Problem(
        "round.assessor-twice", message("同一名考评员只选一次。"), "assessors", _LOOK_AGAIN
    ),
    "round_pkey": Problem("round.opened-already", message("这个批次已经开设。"), None, _LOOK_AGAIN),
    "score_once_per_part": Problem("score.entered-meanwhile", message("这一科的成绩刚由他人录入。"), None, _LOOK_AGAIN),
}


def answer_broken_constraint(request: AnyRequest, error: IntegrityConstraintViolationError) -> Response[Any]:
    """Answer as a conflict where people can meet the constraint; any other one is a fault of the program."""
    problem = CONSTRAINT_PROBLEMS.get(error.constraint_name or "")
    if problem is None:
        return answer_http_error(request, error)
    return answer_refusal(request, Conflict(problem))
