"""Role × act × standing: who may see a round and do what to it. Every cell is written out."""

from uuid import UUID

import pytest

from registry.foundation.viewers import Role, Viewer
from registry.rounds.access import RoundStanding, may_do, may_see_round
from registry.rounds.rules.states import RoundAct

OWN, OTHER = UUID(int=1), UUID(int=2)
COUNTY, CITY, PROVINCE, OTHER_CITY = UUID(int=11), UUID(int=12), UUID(int=13), UUID(int=14)
THE_CLERK, SOMEBODY = UUID(int=21), UUID(int=22)
APPOINTED, NOT_APPOINTED = UUID(int=31), UUID(int=32)

ROUND = RoundStanding(
    organisation=OWN,
    authority_and_above=frozenset({COUNTY, CITY, PROVINCE}),
    assessor_memberships=frozenset({APPOINTED}),
    clerks=frozenset({THE_CLERK}),
)

VIEWERS = {
    "visitor": Viewer(),
    "worker": Viewer(role=Role.WORKER, account=SOMEBODY),
    "own clerk": Viewer(role=Role.CLERK, account=THE_CLERK, organisation=OWN),
    "other clerk": Viewer(role=Role.CLERK, account=SOMEBODY, organisation=OTHER),
    "own approver": Viewer(role=Role.APPROVER, account=SOMEBODY, organisation=OWN),
    "approver who prepared": Viewer(role=Role.APPROVER, account=THE_CLERK, organisation=OWN),
    "other approver": Viewer(role=Role.APPROVER, account=SOMEBODY, organisation=OTHER),
    "appointed assessor": Viewer(role=Role.ASSESSOR, account=SOMEBODY, membership=APPOINTED, organisation=OWN),
    "assessor not appointed": Viewer(role=Role.ASSESSOR, account=SOMEBODY, membership=NOT_APPOINTED, organisation=OWN),
    "county officer": Viewer(role=Role.OFFICER, account=SOMEBODY, authority=COUNTY),
    "provincial officer": Viewer(role=Role.OFFICER, account=SOMEBODY, authority=PROVINCE),
    "officer of another city": Viewer(role=Role.OFFICER, account=SOMEBODY, authority=OTHER_CITY),
    "auditor": Viewer(role=Role.AUDITOR, account=SOMEBODY, authority=PROVINCE),
}
SEE = {
    "own clerk",
    "own approver",
    "approver who prepared",
    "appointed assessor",
    "county officer",
    "provincial officer",
    "auditor",
}
CLERK_ACTS = {RoundAct.CONFIRM_ROSTER, RoundAct.ENTER_FACTS, RoundAct.ADD_PHOTOS}
SIGNING_ACTS = {RoundAct.ADMIT, RoundAct.ISSUE}
DO: dict[str, set[RoundAct]] = {
    "own clerk": CLERK_ACTS,
    "own approver": {*SIGNING_ACTS, RoundAct.CLOSE, RoundAct.CANCEL},
    "approver who prepared": {RoundAct.CLOSE, RoundAct.CANCEL},
    "appointed assessor": {RoundAct.ENTER_SCORES, RoundAct.COMPLETE_SCORES, RoundAct.LOCK_SCORES},
}


@pytest.mark.parametrize("who", VIEWERS)
def test_who_sees_a_round(who: str) -> None:
    assert may_see_round(VIEWERS[who], ROUND) is (who in SEE)


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("act", RoundAct)
def test_who_does_what_to_a_round(who: str, act: RoundAct) -> None:
    assert may_do(VIEWERS[who], act, ROUND) is (act in DO.get(who, set()))


def test_an_enterprise_without_an_id_sees_nothing() -> None:
    assert not may_see_round(Viewer(role=Role.CLERK, account=SOMEBODY, organisation=None), ROUND)
