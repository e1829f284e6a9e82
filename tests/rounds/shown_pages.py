"""Every page of rounds with the values of one situation each, as tests render and look at them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from registry.foundation.forms import Form
from registry.foundation.languages import Language, speaking
from registry.foundation.problems import Problem, message
from registry.foundation.templating import environment
from registry.foundation.viewers import Viewer
from registry.policy.catalogue import SkillLevel
from registry.rounds.queries import CandidateLine
from registry.rounds.rules.fact_entry import Member
from registry.rounds.rules.states import RoundAct, RoundState
from registry.rounds.service.ending import LONGEST_REASON
from tests.rounds import page_values as values
from tests.rounds.page_values import (
    ADMITTED,
    ALIM,
    APPROVER,
    ASSESSOR,
    CLERK,
    LI,
    LOCKED,
    ROUND,
    WORKER,
    ZHANG,
    of_candidate,
    of_fact,
    of_round,
    of_scores,
    progress,
)

Values = dict[str, Any]
_ENTERING = (RoundAct.CONFIRM_ROSTER, RoundAct.ENTER_FACTS, RoundAct.ADD_PHOTOS)
_JUDGEMENTS = ("", "eligible", "unknown", "not-eligible")


def _marks(candidates: list[CandidateLine]) -> list[CandidateLine]:
    outcomes = ("passed", "failed", "failed")
    return [replace(one, admitted=True, outcome=outcome) for one, outcome in zip(candidates, outcomes, strict=True)]


def _opening(**more: object) -> Values:
    levels = [(str(level.code), str(level.as_printed)) for level in SkillLevel if level.examined]
    people = [("a", "孙强", "证卡编号 KP140001"), ("b", "钱丽", "")]
    known: Values = {"form": Form.filled(application_day="2024-06-03"), "found": None, "levels": levels}
    return known | {"bodies": [("1", ROUND.body_name), ("2", "晋阳机械阳泉分厂")], "assessors": people} | more


def _opening_refused() -> Values:
    form = Form.filled(title="电工", application_day="去年", occupation_search="电工")
    form.problems += [
        Problem("form.missing", message("请选择评价机构。"), "body"),
        Problem("form.missing", message("请选择职业。"), "occupation"),
        Problem("form.missing", message("请至少选择一名考评员。"), "assessors"),
    ]
    found = [("6-31-01-03", "电工", "6-31-01-03 · 矿山电工、电力电气设备安装工"), ("6-31-01-02", "锅炉操作工", "")]
    return _opening(form=form, found=found)


def _listed(*lines: object, **more: object) -> Values:
    return {
        "lines": list(lines),
        "total": len(lines),
        "number": 1,
        "last": 1,
        "chosen": None,
        "states": tuple(RoundState),
        "may_open": True,
    } | more


def _candidates(only: str = "", candidates: tuple[CandidateLine, ...] = (ZHANG, LI, ALIM)) -> Values:
    return {
        "candidates": list(candidates),
        "only": only,
        "filters": _JUDGEMENTS,
        "total": len(candidates),
        "number": 1,
        "last": 1,
    }


def _issuing(ready: int, without_photo: int, issued: int = 0) -> Values:
    made = [replace(ZHANG, has_photo=True), LI, ALIM]
    certificate = replace(ZHANG, certificate=ROUND.id, certificate_number="Y000014000123244000017")
    return {"form": Form(), "ready": made[:ready], "without_photo": made[1 : 1 + without_photo]} | {
        "issued": [certificate] * issued
    }


def _photos(taken: int | None = None, problems: list[Problem] | None = None) -> Values:
    return {
        "form": Form(problems=problems or []),
        "taken": taken,
        "missing": [LI, ALIM],
        "largest_archive": 200 * values.MEGABYTE,
        "least_photo": (200, 280),
    }


def _fact(member: Member, line: CandidateLine = LI, form: Form | None = None) -> Values:
    shown = form or Form.filled(none_at_all="has")
    return of_round(ROUND, *_ENTERING) | of_candidate(line, values.UNKNOWN) | of_fact(member) | {"form": shown}


def _fact_completed() -> Values:
    form = Form.filled(none_at_all="has", replaces="0", kind="职业技能等级", certificate_level="5")
    return _fact(Member.CERTIFICATES, form=form) | of_candidate(LI, values.INCOMPLETE)


def _fact_refused() -> Values:
    form = Form.filled(none_at_all="has", level="大专", completed="去年")
    form.problems += [
        Problem("form.missing", message("请选择学校类型。"), "school_kind"),
        Problem("form.day", message("这不是一个能识别的日期。"), "completed"),
        Problem("facts.no-proof", message("还没有上传证明材料。"), "proof"),
    ]
    return _fact(Member.EDUCATION, form=form)


def _preview(**more: object) -> Values:
    read = values.reading()
    return (
        of_round(replace(ROUND, state=RoundState.DRAFTED, candidates=0, eligible=0, unknown=0), *_ENTERING)
        | {
            "form": Form(),
            "upload": values.upload(),
            "reading": read,
            "work": progress("done", 0, 0),
            "confirming": None,
            "rows": read.rows,
            "only": "",
            "total": len(read.rows),
            "number": 1,
            "last": 1,
            "mappable": [("name", "姓名"), ("document_number", "证件号码"), ("years_in_occupation", "从事本职业年限")],
        }
        | more
    )


def _score_problems(*problems: Problem) -> Values:
    candidates = [replace(one, admitted=True) for one in (ZHANG, LI, ALIM)]
    form = Form.filled(**{f"mark-{ZHANG.id}-theory": "105"})
    form.problems += problems
    return of_scores(candidates, form=form)


_ROWS = [replace(one, admitted=True) for one in (ZHANG, LI, ALIM)]
_OUT_OF_RANGE = Problem(
    "score.out-of-range",
    message("分数不在 0 至 100 之间。"),
    f"mark-{ZHANG.id}-theory",
    message("请填写 0 至 100 的分数。"),
)
_IN_A_CELL = Problem("score.not-a-mark", message("这里不是分数。"), "D5")
_UNREADABLE = [{"code": "file.encrypted", "where": None, "severity": "error", "message": {"zh": "文件设了密码，读不出来。", "en": "The file has a password."}}]  # fmt: skip  # noqa: E501
_DRAFTED = replace(ROUND, state=RoundState.DRAFTED, candidates=0, eligible=0, unknown=0)

# A situation: the template, as whom it is seen, and what makes its values (in the language that is spoken then).
SITUATIONS: dict[str, tuple[str, Viewer, Callable[[], Values]]] = {
    "list": ("list", CLERK, lambda: _listed(ROUND, LOCKED, replace(ROUND, state=RoundState.CANCELLED))),
    "list-empty": ("list", CLERK, _listed),
    "list-filtered": ("list", APPROVER, lambda: _listed(may_open=False, chosen=RoundState.ISSUED)),
    "open": ("open", CLERK, _opening),
    "open-refused": ("open", CLERK, _opening_refused),
    "open-nobody": ("open", CLERK, lambda: _opening(assessors=[])),
    "open-no-body": ("open", CLERK, lambda: _opening(bodies=[])),
    "round-drafted": ("round", CLERK, lambda: of_round(_DRAFTED, *_ENTERING)),
    "round-confirmed": ("round", APPROVER, lambda: of_round(ROUND, RoundAct.ADMIT, RoundAct.CANCEL)),
    "round-own-work": ("round", APPROVER, lambda: of_round(ROUND, RoundAct.CANCEL)),
    "round-admitted": ("round", CLERK, lambda: of_round(ADMITTED, RoundAct.ADD_PHOTOS)),
    "round-issuing": ("round", APPROVER, lambda: of_round(LOCKED, issuing=progress("running", 12, 33))),
    "round-issued": (
        "round",
        APPROVER,
        lambda: of_round(replace(LOCKED, state=RoundState.ISSUED, certificates=33), RoundAct.CLOSE),
    ),
    "round-closed": ("round", CLERK, lambda: of_round(replace(LOCKED, state=RoundState.CLOSED, certificates=33))),
    "round-cancelled": (
        "round",
        CLERK,
        lambda: of_round(replace(ROUND, state=RoundState.CANCELLED), reason="考核场地停电，改期另办。"),
    ),
    "candidates": ("candidates", CLERK, lambda: of_round(ROUND, *_ENTERING) | _candidates()),
    "candidates-none": ("candidates", CLERK, lambda: of_round(ROUND) | _candidates("not-eligible", ())),
    "candidate-eligible": (
        "candidate",
        CLERK,
        lambda: (
            of_round(ROUND, *_ENTERING)
            | of_candidate(replace(ZHANG, has_photo=True), values.ELIGIBLE, privileges=values.FREED)
            | {"form": Form()}
        ),
    ),
    "candidate-unknown": (
        "candidate",
        CLERK,
        lambda: of_round(ROUND, *_ENTERING) | of_candidate(LI, values.UNKNOWN) | {"form": Form()},
    ),
    "candidate-incomplete": (
        "candidate",
        CLERK,
        lambda: of_round(ROUND, *_ENTERING) | of_candidate(LI, values.INCOMPLETE) | {"form": Form()},
    ),
    "candidate-not-eligible": (
        "candidate",
        APPROVER,
        lambda: of_round(ROUND, RoundAct.ADMIT) | of_candidate(ALIM, values.TOO_EARLY) | {"form": Form()},
    ),
    **{f"fact-{member.value}": ("fact", CLERK, partial(_fact, member)) for member in Member},
    "fact-completed": ("fact", CLERK, _fact_completed),
    "fact-refused": ("fact", CLERK, _fact_refused),
    "admit": ("admit", APPROVER, lambda: of_round(ROUND, RoundAct.ADMIT) | {"form": Form()}),
    "admit-not-yours": ("admit", CLERK, lambda: of_round(ROUND, *_ENTERING) | {"form": Form()}),
    "admit-nobody": (
        "admit",
        APPROVER,
        lambda: of_round(replace(ROUND, eligible=0), RoundAct.ADMIT) | {"form": Form()},
    ),
    "admit-done": ("admit", APPROVER, lambda: of_round(ADMITTED) | {"form": Form()}),
    "issue": ("issue", APPROVER, lambda: of_round(LOCKED, RoundAct.ISSUE) | _issuing(1, 2)),
    "issue-under-way": (
        "issue",
        APPROVER,
        lambda: of_round(LOCKED, RoundAct.ISSUE, issuing=progress("running", 12, 33)) | _issuing(1, 0, 1),
    ),
    "issue-no-photos": ("issue", APPROVER, lambda: of_round(LOCKED, RoundAct.ISSUE) | _issuing(0, 2)),
    "issue-problems": (
        "issue",
        APPROVER,
        lambda: of_round(LOCKED, RoundAct.ISSUE, issuing=progress("done", 33, 33, _UNREADABLE)) | _issuing(1, 0, 1),
    ),
    "issue-nobody": ("issue", APPROVER, lambda: of_round(LOCKED, RoundAct.ISSUE) | _issuing(0, 0)),
    "issue-done": (
        "issue",
        APPROVER,
        lambda: of_round(replace(LOCKED, state=RoundState.ISSUED), RoundAct.CLOSE) | _issuing(0, 0, 1),
    ),
    "cancel": (
        "cancel",
        APPROVER,
        lambda: of_round(ROUND, RoundAct.CANCEL) | {"form": Form(), "longest_reason": LONGEST_REASON},
    ),
    "cancel-too-late": (
        "cancel",
        APPROVER,
        lambda: of_round(LOCKED) | {"form": Form(), "longest_reason": LONGEST_REASON},
    ),
    "scores": ("scores", ASSESSOR, lambda: of_round(ADMITTED, RoundAct.ENTER_SCORES) | of_scores(_ROWS, saved=True)),
    "scores-complete": (
        "scores",
        ASSESSOR,
        lambda: (
            of_round(replace(ADMITTED, state=RoundState.SCORED), RoundAct.ENTER_SCORES, RoundAct.LOCK_SCORES)
            | of_scores(_ROWS)
        ),
    ),
    "scores-refused": (
        "scores",
        ASSESSOR,
        lambda: of_round(ADMITTED, RoundAct.ENTER_SCORES) | _score_problems(_OUT_OF_RANGE),
    ),
    "scores-sheet-refused": (
        "scores",
        ASSESSOR,
        lambda: of_round(ADMITTED, RoundAct.ENTER_SCORES) | _score_problems(_IN_A_CELL),
    ),
    "scores-seen": ("scores", CLERK, lambda: of_round(ADMITTED) | of_scores(_ROWS)),
    "scores-locked": ("scores", CLERK, lambda: of_round(LOCKED) | of_scores(_marks([ZHANG, LI, ALIM]))),
    "lock": (
        "lock",
        ASSESSOR,
        lambda: of_round(ADMITTED, RoundAct.LOCK_SCORES) | of_scores(_ROWS) | {"form": Form()},
    ),
    "lock-too-early": ("lock", ASSESSOR, lambda: of_round(ADMITTED) | of_scores(_ROWS) | {"form": Form()}),
    "photos": ("photos", CLERK, lambda: of_round(LOCKED, RoundAct.ADD_PHOTOS) | _photos()),
    "photos-taken": (
        "photos",
        CLERK,
        lambda: (
            of_round(LOCKED, RoundAct.ADD_PHOTOS)
            | _photos(31, [Problem("photo.shape", message("照片的宽高比例不是一寸照（约 5:7）。"), "25")])
        ),
    ),
    "photos-refused": (
        "photos",
        CLERK,
        lambda: (
            of_round(LOCKED, RoundAct.ADD_PHOTOS)
            | _photos(
                problems=[Problem("photos.none", message("这个文件不是完好的 ZIP 压缩包，或设了密码。"), "photos")]
            )
        ),
    ),
    "photos-seen": ("photos", APPROVER, lambda: of_round(LOCKED) | _photos()),
    "own": (
        "own",
        WORKER,
        lambda: {
            "rounds": [
                values.own_round(values.UNKNOWN, None),
                values.own_round(values.ELIGIBLE, True, admitted=True, outcome="passed", state=RoundState.ISSUED),
            ]
        },
    ),
    "own-empty": ("own", WORKER, lambda: {"rounds": []}),
    "roster": (
        "roster",
        CLERK,
        lambda: (
            of_round(_DRAFTED, *_ENTERING)
            | {
                "form": Form(),
                "uploads": [values.upload(), values.upload("expired")],
                "largest": 20 * values.MEGABYTE,
            }
        ),
    ),
    "roster-seen": (
        "roster",
        APPROVER,
        lambda: of_round(ROUND) | {"form": Form(), "uploads": [], "largest": 20 * values.MEGABYTE},
    ),
    "roster-preview": ("roster_preview", CLERK, _preview),
    "roster-reading": (
        "roster_preview",
        CLERK,
        lambda: _preview(upload=values.upload("waiting"), reading=None, rows=[], work=progress("running", 0, 0)),
    ),
    "roster-confirming": ("roster_preview", CLERK, lambda: _preview(confirming=progress("running", 20, 46))),
    "roster-to-map": (
        "roster_preview",
        CLERK,
        lambda: _preview(upload=values.upload("unreadable", _UNREADABLE), rows=[]),
    ),
    "roster-unreadable": (
        "roster_preview",
        CLERK,
        lambda: _preview(upload=values.upload("unreadable", _UNREADABLE), reading=None, rows=[]),
    ),
    "roster-confirmed": (
        "roster_preview",
        CLERK,
        lambda: _preview(upload=values.upload("confirmed"), reading=None, rows=[]),
    ),
    "roster-refused": ("roster_preview", CLERK, lambda: _preview(upload=values.upload("refused"), reading=None)),
    "slips": (
        "slips",
        CLERK,
        lambda: of_round(ROUND) | {"form": Form(), "counts": {"waiting": 12, "with_account": 27}},
    ),
    "roster-guide": ("roster_guide", CLERK, dict),
}


def rendered(situation: str, language: Language) -> str:
    """Return the page of a situation as HTML."""
    template, viewer, made = SITUATIONS[situation]
    with speaking(language):
        return (
            environment().get_template(f"rounds/{template}.html").render(values.everywhere(language, viewer) | made())
        )
