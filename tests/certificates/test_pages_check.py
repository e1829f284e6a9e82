"""The public check as a browser meets it: forms, answers, what cannot be told apart, what is not kept."""

import re
from uuid import UUID

import pytest

from registry.certificates.service.tokens import token_in_address
from registry.certificates.tables import Certificate
from registry.foundation.clock import StoppedClock
from registry.foundation.viewers import VISITOR
from tests.certificates.site import NUMBER, WRONG_NUMBER, Site, words_of
from tests.certificates.world import ALIM, World


@pytest.mark.parametrize(
    "typed",
    [
        {"way": "name", "number": NUMBER, "name": ALIM[0]},
        {"way": "name", "number": "ｙ0000 14 000123 24 4 000001", "name": "阿里木 • 买买提"},
        {"way": "last-six", "number": NUMBER, "last_six": "15123x"},
        {"way": "document", "document": "14020119850615123x", "name": "阿里木.买买提"},
        {"number": NUMBER, "name": ALIM[0]},
    ],
)
async def test_each_way_of_asking_shows_the_certificate(site: Site, certificate: UUID, typed: dict[str, str]) -> None:
    answer = await site.ask(**typed)
    assert answer.status_code == 200
    for shown in (
        "有效",
        ALIM[0],
        "焊工",
        "四级/中级工",
        "晋阳机械制造有限公司",
        "2024年6月3日",
        "Y0000 14 000123 24 4 000001",
    ):
        assert shown in words_of(answer)
    assert "特种作业操作证" in answer.text
    assert "查询时间：2024年6月3日 10:00" in answer.text


async def test_the_answer_says_nothing_of_the_document(site: Site, certificate: UUID) -> None:
    answer = await site.ask(way="document", document=ALIM[1], name=ALIM[0])
    assert ALIM[1] not in answer.text
    assert ALIM[1][-6:] not in answer.text
    assert "140201" not in answer.text


@pytest.mark.parametrize(
    ("wrong", "wrong_otherwise"),
    [
        (
            {"way": "name", "number": NUMBER, "name": "王维"},
            {"way": "name", "number": WRONG_NUMBER, "name": ALIM[0]},
        ),
        (
            {"way": "last-six", "number": NUMBER, "last_six": "123456"},
            {"way": "last-six", "number": WRONG_NUMBER, "last_six": "15123X"},
        ),
        (
            {"way": "document", "document": ALIM[1], "name": "王维"},
            {"way": "document", "document": "140301199212129998", "name": ALIM[0]},
        ),
    ],
)
async def test_a_wrong_name_and_a_wrong_number_cannot_be_told_apart(
    site: Site, certificate: UUID, wrong: dict[str, str], wrong_otherwise: dict[str, str]
) -> None:
    first, second = await site.ask("192.0.2.1", **wrong), await site.ask("192.0.2.2", **wrong_otherwise)
    assert first.status_code == second.status_code == 404
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)


async def test_no_such_certificate_gives_five_causes_in_order_and_never_says_which(site: Site, world: World) -> None:
    text = words_of(await site.ask(number=WRONG_NUMBER, name="王维"))
    causes = ["笔误", "不是发证时用的那一种", "还没有上传", "较早的另一种证书", "伪造"]
    places = [text.index(cause) for cause in causes]
    assert places == sorted(places)
    assert "王维" not in text


async def test_what_is_missing_or_misspelt_is_said_at_its_field_and_what_was_typed_stays(
    site: Site, certificate: UUID
) -> None:
    answer = await site.ask(way="last-six", number="Y00001400012324400000", last_six="")
    assert answer.status_code == 422
    assert 'id="number-problem"' in answer.text
    assert 'id="last_six-problem"' in answer.text
    assert 'value="Y00001400012324400000"' in answer.text
    assert "<title>错误：" in answer.text


@pytest.mark.parametrize("path", ["/check", "/check?way=last-six", "/check?way=document", "/check?way=nonsense"])
async def test_each_form_has_one_pair_of_fields_and_one_button(site: Site, world: World, path: str) -> None:
    text = (await site.get(VISITOR, path)).text
    main = text[text.index("<main") : text.index("</main")]
    assert len(re.findall(r'<input class="', main)) == 2
    assert main.count("<button") == 1


async def test_the_code_on_the_certificate_shows_it_without_a_question(site: Site, certificate: UUID) -> None:
    row = await Certificate.select(Certificate.qr_token).first()
    answer = await site.get(VISITOR, f"/c/{token_in_address(bytes(row['qr_token']))}")
    assert answer.status_code == 200
    assert "有效" in words_of(answer)
    assert (await site.get(VISITOR, f"/c/{'A' * 22}")).status_code == 404


@pytest.mark.parametrize("who", ["visitor", "clerk"])
async def test_public_pages_set_no_cookie_and_are_kept_and_indexed_by_nobody(
    site: Site, world: World, certificate: UUID, who: str
) -> None:
    viewer = VISITOR if who == "visitor" else world.clerk
    row = await Certificate.select(Certificate.qr_token).first()
    async with site.as_viewer(viewer) as opened:
        answers = [
            await opened.get("/check"),
            await opened.client.post("/check", data={"number": NUMBER, "name": ALIM[0]}),
            await opened.client.post("/check", data={"number": WRONG_NUMBER, "name": ALIM[0]}),
            await opened.get(f"/c/{token_in_address(bytes(row['qr_token']))}"),
        ]
    for answer in answers:
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow, noarchive"
        assert viewer.name not in answer.text or not viewer.name


async def test_guessing_waits_before_it_is_answered(site: Site, certificate: UUID) -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async with site.as_viewer(VISITOR) as opened:
        opened.client._transport.app.state["sleep"] = wait  # type: ignore[attr-defined]
        for count in range(site.settings.guesses_without_delay + 1):
            answer = await opened.client.post("/check", data={"number": f"{NUMBER[:-1]}{count + 2}", "name": "王维"})
            assert answer.status_code == 404
    assert waited == [site.settings.first_delay_seconds]


async def test_several_certificates_of_one_person_are_listed_newest_first(
    site: Site, world: World, certificate: UUID, clock: StoppedClock
) -> None:
    await world.issue(world.order(world.alim, level=3), at=clock.later(days=30).now())
    text = words_of(await site.ask(way="document", document=ALIM[1], name=ALIM[0]))
    assert "查到 2 本证书" in text
    assert text.index("三级/高级工") < text.index("四级/中级工")


async def test_the_check_speaks_english_to_who_asked_for_it(site: Site, certificate: UUID) -> None:
    async with site.as_viewer(VISITOR) as opened:
        opened.client.cookies.set("language", "en")
        answer = await opened.client.post("/check", data={"number": NUMBER, "name": ALIM[0]})
        nothing = await opened.client.post("/check", data={"number": WRONG_NUMBER, "name": ALIM[0]})
    assert ">Valid<" in answer.text
    assert "No such certificate" in nothing.text


async def test_what_is_filled_into_a_prepared_page_is_escaped_and_nothing_is_filled_in_twice(
    site: Site, world: World
) -> None:
    name = "<b>王</b>&amp;\"'"
    await world.issue(world.order(name=name))
    answer = await site.ask(number=NUMBER, name=name)
    assert answer.status_code == 200
    assert name not in answer.text
    assert answer.text.count("&lt;b&gt;王&lt;/b&gt;&amp;amp;&#34;&#39;") == 2
    assert not re.search("[\ue000-\uf8ff]|PATH-OF-THIS-PAGE", answer.text)


async def test_a_prepared_page_is_prepared_for_each_language_state_and_certificate(
    site: Site, world: World, certificate: UUID
) -> None:
    await world.issue(world.order(world.wei))
    rows = await Certificate.select(Certificate.qr_token, Certificate.name).order_by(Certificate.number)
    for row in rows:
        path = f"/c/{token_in_address(bytes(row['qr_token']))}"
        for language, word in (("zh", "有效"), ("en", "Valid")):
            async with site.as_viewer(VISITOR) as opened:
                opened.client.cookies.set("language", language)
                text = (await opened.get(path)).text
            assert f'<h1 class="word">{word}</h1>' in text
            assert row["name"] in text
            assert (
                f"查询网址：{site.settings.public_url}{path}<" in text
                or f"Checked at: {site.settings.public_url}{path}<" in text
            )
            assert f'back={path}"' in text
