"""A round as steps: which are done, which is now, whose it is (批次办理步骤)."""

from dataclasses import dataclass

from registry.foundation.problems import Message, message
from registry.foundation.work import Progress
from registry.rounds.queries import RoundLine
from registry.rounds.rules.states import RoundAct, RoundState

SHOWN_STATES = tuple(state for state in RoundState if state is not RoundState.CANCELLED)
_ORDER: dict[RoundState, int] = {state: place for place, state in enumerate(SHOWN_STATES)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a round as its page lists it; `state` is done, working, todo, waiting or cannot."""

    words: Message
    state: str
    href: str | None
    hint: Message | None = None
    state_words: Message | None = None


def steps_of(line: RoundLine, acts: frozenset[RoundAct], issuing: Progress | None) -> list[Step]:
    """Return the steps of a round for a viewer who can do `acts` now."""
    if line.state is RoundState.CANCELLED:
        return []
    return [
        _roster(line, acts),
        _facts(line),
        _admission(line, acts),
        _scores(line, acts),
        _photos(line, acts),
        _issue(line, acts, issuing),
    ]


def _past(line: RoundLine, state: RoundState) -> bool:
    return _ORDER[line.state] >= _ORDER[state]


def _step(
    words: Message, href: str, *, done: bool, mine: bool, ready: bool, hint: Message | None = None, whose: Message
) -> Step:
    if done:
        return Step(words, "done", href, hint)
    if mine:
        return Step(words, "todo", href, hint, message("轮到您办理"))
    if ready:
        return Step(words, "waiting", href, hint, message("等待{whose}办理", whose=whose))
    return Step(words, "cannot", None, hint)


CLERK, APPROVER, ASSESSOR = message("经办人"), message("审批人"), message("考评员")


def _roster(line: RoundLine, acts: frozenset[RoundAct]) -> Step:
    return _step(
        message("上传并确认名册"),
        f"/rounds/{line.id}/roster",
        done=_past(line, RoundState.ROSTER_CONFIRMED),
        mine=RoundAct.CONFIRM_ROSTER in acts,
        ready=True,
        hint=message("已有 {count} 人", count=line.candidates) if line.candidates else None,
        whose=CLERK,
    )


def _facts(line: RoundLine) -> Step:
    words = message("审核资格，补充缺少的事实")
    href = f"/rounds/{line.id}/candidates"
    hint = message(
        "符合 {eligible} 人，不符合 {not_eligible} 人，尚不清楚 {unknown} 人",
        eligible=line.eligible,
        not_eligible=line.not_eligible,
        unknown=line.unknown,
    )
    if not line.candidates:
        return Step(words, "cannot", None)
    if line.unknown and not _past(line, RoundState.ADMITTED):
        return Step(words, "working", href, hint, message("有 {count} 人尚不清楚", count=line.unknown))
    return Step(words, "done", href, hint)


def _admission(line: RoundLine, acts: frozenset[RoundAct]) -> Step:
    return _step(
        message("审批准考"),
        f"/rounds/{line.id}/admit",
        done=_past(line, RoundState.ADMITTED),
        mine=RoundAct.ADMIT in acts,
        ready=line.state is RoundState.ROSTER_CONFIRMED,
        hint=message("已准考 {count} 人", count=line.admitted) if line.admitted else None,
        whose=APPROVER,
    )


def _scores(line: RoundLine, acts: frozenset[RoundAct]) -> Step:
    return _step(
        message("录入并锁定成绩"),
        f"/rounds/{line.id}/scores",
        done=_past(line, RoundState.LOCKED),
        mine=bool(acts & {RoundAct.ENTER_SCORES, RoundAct.LOCK_SCORES}),
        ready=_past(line, RoundState.ADMITTED),
        hint=message("合格 {count} 人", count=line.passed) if _past(line, RoundState.LOCKED) else None,
        whose=ASSESSOR,
    )


def _photos(line: RoundLine, acts: frozenset[RoundAct]) -> Step:
    return _step(
        message("上传证书照片"),
        f"/rounds/{line.id}/photos",
        done=_past(line, RoundState.ISSUED) or (line.candidates > 0 and not line.without_photo),
        mine=RoundAct.ADD_PHOTOS in acts,
        ready=_past(line, RoundState.ROSTER_CONFIRMED),
        hint=message("还缺 {count} 张", count=line.without_photo) if line.without_photo else None,
        whose=CLERK,
    )


def _issue(line: RoundLine, acts: frozenset[RoundAct], issuing: Progress | None) -> Step:
    words = message("核发证书")
    href = f"/rounds/{line.id}/issue"
    hint = message("已发 {count} 张", count=line.certificates) if line.certificates else None
    if issuing is not None and issuing.under_way:
        return Step(
            words, "working", href, hint, message("正在发证：{done}/{total}", done=issuing.done, total=issuing.total)
        )
    return _step(
        words,
        href,
        done=_past(line, RoundState.ISSUED),
        mine=RoundAct.ISSUE in acts,
        ready=line.state is RoundState.LOCKED,
        hint=hint,
        whose=APPROVER,
    )
