"""Pages of certificates as a browser meets them: the public check, one's own, the register, an officer's steps."""

import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from httpx import Response
from openpyxl import load_workbook
from pypdf import PdfReader

from registry.certificates.service.tokens import token_in_address
from registry.certificates.tables import Certificate, CertificateStep
from registry.foundation.clock import StoppedClock
from registry.foundation.files import keep_files_in
from registry.foundation.viewers import VISITOR, Viewer
from registry.settings import Settings
from tests.certificates.world import ALIM, WEI, World, make_world, session_of
from tests.web import Browser, browser

NUMBER = "Y000014000123244000001"
GROUPED = "Y0000 14 000123 24 4 000001"
WRONG_NUMBER = "Y000014000123244000009"


@pytest.fixture
async def world(database: object, settings: Settings, clock: StoppedClock) -> World:
    keep_files_in(settings.files)
    return await make_world(clock.now())


@pytest.fixture
async def certificate(world: World) -> UUID:
    """阿里木·买买提's certificate, issued by the first enterprise."""
    return await world.issue(world.order(world.alim))


class Site:
    """The application, and browsers in which viewers of the world have signed in."""

    def __init__(self, settings: Settings, clock: StoppedClock) -> None:
        self.settings = settings
        self.clock = clock

    @asynccontextmanager
    async def as_viewer(self, viewer: Viewer, *, address: str = "192.0.2.1") -> AsyncIterator[Browser]:
        async with browser(self.settings, self.clock, address=address) as opened:
            if viewer.signed_in:
                opened.client.cookies.set("session", await session_of(viewer, self.clock.now()))
            yield opened

    async def get(self, viewer: Viewer, path: str) -> Response:
        async with self.as_viewer(viewer) as opened:
            return await opened.get(path)

    async def ask(self, address: str = "192.0.2.1", **typed: str) -> Response:
        """Send the public form from a network that has not asked before, without any cookie."""
        async with self.as_viewer(VISITOR, address=address) as opened:
            return await opened.client.post("/check", data=typed)


@pytest.fixture
def site(settings: Settings, clock: StoppedClock) -> Site:
    return Site(settings, clock)


def words_of(answer: Response) -> str:
    """The text of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


# The public check


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


# One's own


async def test_a_holder_sees_its_own_certificates_and_takes_the_file(
    site: Site, world: World, certificate: UUID
) -> None:
    row = await Certificate.select(Certificate.qr_token).first()
    async with site.as_viewer(world.alim) as opened:
        assert "Y0000 14 000123 24 4 000001" in (await opened.get("/my/certificates")).text
        shown = await opened.get(f"/my/certificates/{certificate}")
        file = await opened.get(f"/my/certificates/{certificate}/pdf")
    assert f"{site.settings.public_url}/c/{token_in_address(bytes(row['qr_token']))}" in shown.text
    assert "140201 ******** 123X" in shown.text
    assert ALIM[1] not in shown.text
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"] == f'attachment; filename="{NUMBER}.pdf"'
    assert file.headers["x-content-type-options"] == "nosniff"
    assert ALIM[1] in PdfReader(io.BytesIO(file.content)).pages[0].extract_text()


async def test_who_holds_none_reads_what_will_appear(site: Site, world: World, certificate: UUID) -> None:
    answer = await site.get(world.wei, "/my/certificates")
    assert answer.status_code == 200
    assert "您的证书发放后会出现在这里" in answer.text


# The register


async def test_the_register_is_narrowed_by_state_number_name_level_and_day(
    site: Site, world: World, certificate: UUID
) -> None:
    await world.issue(world.order(world.wei, level=3))
    for query, shown in {
        "": [ALIM[0], WEI[0]],
        "?level=3": [WEI[0]],
        "?number=y0000+14+000123+24+4": [ALIM[0]],
        "?name=阿里木.": [ALIM[0]],
        "?name=%25": [],
        "?state=revoked": [],
        "?issued_from=2024-6-3&issued_to=20240603": [ALIM[0], WEI[0]],
        "?issued_from=2024-6-4": [],
        "?page=99": [ALIM[0], WEI[0]],
    }.items():
        text = (await site.get(world.clerk, f"/certificates{query}")).text
        assert [name for name, _ in (ALIM, WEI) if f">{name}</a>" in text] == shown, query


async def test_a_filter_that_cannot_be_read_is_said_at_its_field(site: Site, world: World) -> None:
    answer = await site.get(world.clerk, "/certificates?issued_from=2024-6-4&issued_to=2024-6-3")
    assert answer.status_code == 422
    assert 'id="issued_to-problem"' in answer.text


async def test_the_list_is_taken_away_as_a_spreadsheet_as_narrow_as_it_is_shown(
    site: Site, world: World, certificate: UUID
) -> None:
    await world.issue(world.order(world.wei, level=3, name="=1+1", job_type=None))
    await world.issue(world.order(world.li, body=world.other_body))
    answer = await site.get(world.clerk, "/certificates/spreadsheet?level=3")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [[str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [
            "Y000014000123243000001",
            "=1+1",
            "6-29-02-11",
            "焊工",
            "--",
            "三级/高级工",
            "晋阳机械制造有限公司",
            "2024-06-03 00:00:00",
            "有效",
        ]
    ]
    assert sheet["B2"].data_type == "s"
    assert answer.headers["content-disposition"] == 'attachment; filename="certificates-20240603.xlsx"'
    everything = await site.get(world.clerk, "/certificates/spreadsheet")
    assert load_workbook(io.BytesIO(everything.content)).active.max_row == 3


async def test_a_spreadsheet_asked_for_with_a_filter_that_cannot_be_read_leads_back_to_the_list(
    site: Site, world: World
) -> None:
    answer = await site.get(world.clerk, "/certificates/spreadsheet?issued_from=never")
    assert (answer.status_code, answer.headers["location"]) == (303, "/certificates?issued_from=never")


# An officer's steps


async def test_an_officer_revokes_after_a_page_that_says_what_will_happen(
    site: Site, world: World, certificate: UUID
) -> None:
    typed = {"ground": "substitution", "reasons": "经核查，由他人代考。", "seen": "1"}
    async with site.as_viewer(world.county_officer) as opened:
        page = await opened.get(f"/certificates/{certificate}/revoke")
        assert 'name="seen" value="1"' in page.text
        confirm = await opened.post(f"/certificates/{certificate}/revoke", typed)
        assert confirm.status_code == 200
        assert "证书撤销后不能恢复" in confirm.text
        assert await CertificateStep.count() == 1
        done = await opened.post(f"/certificates/{certificate}/revoke", {**typed, "confirmed": "yes"})
        assert (done.status_code, done.headers["location"]) == (303, f"/certificates/{certificate}")
        after = words_of(await opened.get(f"/certificates/{certificate}"))
    assert "已撤销" in after
    assert "经核查，由他人代考。" in after
    assert "已撤销" in words_of(await site.ask(number=NUMBER, name=ALIM[0]))


async def test_without_ground_and_reasons_the_form_comes_back_before_anything_is_confirmed(
    site: Site, world: World, certificate: UUID
) -> None:
    async with site.as_viewer(world.county_officer) as opened:
        answer = await opened.post(f"/certificates/{certificate}/suspend", {"seen": "1"})
    assert answer.status_code == 422
    assert 'id="ground-problem"' in answer.text
    assert 'id="reasons-problem"' in answer.text


async def test_the_slower_of_two_officers_reads_what_happened(site: Site, world: World, certificate: UUID) -> None:
    typed = {"ground": "substitution", "reasons": "经核查，由他人代考。", "seen": "1", "confirmed": "yes"}
    async with site.as_viewer(world.county_officer) as opened:
        await opened.post(f"/certificates/{certificate}/suspend", typed)
    async with site.as_viewer(world.city_officer) as opened:
        answer = await opened.post(f"/certificates/{certificate}/revoke", typed)
    assert answer.status_code == 409
    assert "已由他人变更：2024年6月3日 10:00变为“暂停使用”" in answer.text


# Who sees what


PAGES = ["", "/pdf"]
OWN_PAGES = ["", "/pdf"]


@pytest.mark.parametrize("end", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("approver", 200),
        ("other_approver", 404),
        ("province_officer", 200),
        ("city_officer", 200),
        ("county_officer", 200),
        ("other_city_officer", 404),
        ("auditor", 200),
        ("assessor", 403),
        ("alim", 403),
        ("li", 403),
    ],
)
async def test_a_certificate_is_read_by_its_enterprise_its_authorities_and_auditors(
    site: Site, world: World, certificate: UUID, who: str, status: int, end: str
) -> None:
    expected = 403 if (who, end) == ("auditor", "/pdf") else status
    viewer = getattr(world, who)
    there, nowhere = f"/certificates/{certificate}{end}", f"/certificates/{uuid4()}{end}"
    shown = await site.get(viewer, there)
    assert shown.status_code == expected
    if expected == 404:
        assert_alike(shown, there, await site.get(viewer, nowhere), nowhere)


@pytest.mark.parametrize("end", OWN_PAGES)
@pytest.mark.parametrize(
    "who", ["wei", "li", "clerk", "approver", "other_approver", "city_officer", "auditor", "assessor"]
)
async def test_nobody_else_can_tell_whether_a_holders_certificate_exists(
    site: Site, world: World, certificate: UUID, who: str, end: str
) -> None:
    viewer = getattr(world, who)
    there, nowhere = f"/my/certificates/{certificate}{end}", f"/my/certificates/{uuid4()}{end}"
    assert_alike(await site.get(viewer, there), there, await site.get(viewer, nowhere), nowhere)


@pytest.mark.parametrize(
    "path", ["/certificates/{}", "/certificates/{}/pdf", "/certificates/{}/revoke", "/my/certificates/{}"]
)
async def test_a_visitor_is_asked_to_sign_in_whether_or_not_there_is_a_certificate(
    site: Site, certificate: UUID, path: str
) -> None:
    for each in (certificate, uuid4()):
        answer = await site.get(VISITOR, path.format(each))
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path.format(each)}")


def assert_alike(one: Response, its_path: str, other: Response, other_path: str) -> None:
    """Both are 404 and the same byte for byte, but for the address that was asked for and the form's token."""
    assert one.status_code == other.status_code == 404
    assert _bare(one, its_path) == _bare(other, other_path)


def _bare(answer: Response, path: str) -> str:
    text = answer.text.replace(path, "").replace(path.replace("/", "%2F"), "")
    return re.sub(r'(_csrf_token" value=")[^"]+', r"\1", text)


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
