"""The main job, as people do it: from the spreadsheet of an enterprise to certificates, with and without JavaScript."""

from collections.abc import Callable

import pytest

from tests.journeys.rounds import Round
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_roster_becomes_certificates_that_anyone_can_check(invite: Callable[..., Visitor], script: bool) -> None:
    walked = Round(invite, "车工三级，" + ("有脚本" if script else "无脚本"), 11 if script else 12, script=script)
    walked.open()
    walked.send_roster()
    walked.complete_a_fact()
    walked.admit()
    walked.score()
    walked.add_photos()
    walked.issue()

    stranger = invite("stranger", script=script, signed_in=False)
    stranger.open("/check")
    stranger.fill("证书编号", walked.number_of("丁一"))
    stranger.fill("持证人姓名", "丁一")
    stranger.press("查询")

    assert stranger.heading == "有效"
    assert "车工" in stranger.text
    assert "三级/高级工" in stranger.text
