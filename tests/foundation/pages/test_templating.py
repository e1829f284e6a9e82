"""What templates can say: words in the language of the request, days, figures, numbers, addresses."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from jinja2 import UndefinedError

from registry.foundation.dates import SHANGHAI
from registry.foundation.languages import Language, speaking
from registry.foundation.templating import address, asset, environment


def shown(template: str, language: Language = "zh", **context: object) -> str:
    with speaking(language):
        return environment().from_string(template).render(context)


def test_words_follow_the_language_of_the_request() -> None:
    template = "{{ _('下一页') }}"

    assert (shown(template), shown(template, "en")) == ("下一页", "Next page")


def test_what_stands_inside_words_is_escaped() -> None:
    template = "{% trans who=name %}由{{ who }}办理{% endtrans %}"

    assert shown(template, name="<b>") == "由&lt;b&gt;办理"
    assert shown(template, "en", name="赵敏") == "To be done by 赵敏"


def test_a_name_that_a_template_does_not_have_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        shown("{{ nobody }}")


@pytest.mark.parametrize(
    ("template", "value", "chinese", "english"),
    [
        ("{{ it | day }}", date(2024, 5, 6), "2024年5月6日", "6 May 2024"),
        (
            "{{ it | moment }}",
            datetime(2024, 5, 6, 14, 5, tzinfo=SHANGHAI),
            "2024年5月6日 14:05",
            "6 May 2024, 14:05",
        ),
        (
            "{{ it | deadline }}",
            date(2024, 5, 6),
            "2024年5月6日（星期一）24:00 前",
            "End of Monday, 6 May 2024 (24:00)",
        ),
        ("{{ it | number }}", 1234567, "1,234,567", "1,234,567"),
        ("{{ it | number }}", Decimal("1234.50"), "1,234.5", "1,234.5"),
        ("{{ it | number }}", 100, "100", "100"),
        ("{{ it | size }}", 1, "1 KB", "1 KB"),
        ("{{ it | size }}", 20 * 1024 * 1024, "20 MB", "20 MB"),
    ],
)
def test_values_are_shown_as_an_office_writes_them(template: str, value: object, chinese: str, english: str) -> None:
    assert (shown(template, it=value), shown(template, "en", it=value)) == (chinese, english)


@pytest.mark.parametrize(
    ("value", "groups"),
    [
        ("140101********7310", "140101 ******** 7310"),
        ("14010119900307731X", "140101 19900307 731X"),
        ("91140100MA0GX12345", "91 140100 MA0GX1234 5"),
        ("Y000014000123244000017", "Y0000 14 000123 24 4 000017"),
        ("2414031234567890", "2414 0312 3456 7890"),
        ("E1234567", "E123 4567"),
        ("", ""),
    ],
)
def test_numbers_are_grouped_for_reading(value: str, groups: str) -> None:
    assert shown("{{ it | grouped }}", it=value) == groups


def test_an_address_keeps_its_query_and_changes_what_is_named() -> None:
    kept = {"state": "refused", "words": "张 三", "page": 3}

    assert address("/rounds", kept, page=4) == "/rounds?state=refused&words=%E5%BC%A0+%E4%B8%89&page=4"
    assert address("/rounds", kept, page=None, words="") == "/rounds?state=refused"
    assert address("/rounds", level=["5", "4"]) == "/rounds?level=5&level=4"
    assert address("/rounds") == "/rounds"


def test_an_address_of_a_file_changes_with_the_file() -> None:
    path, mark = asset("registry.css").split("?v=")

    assert path == "/static/registry.css"
    assert len(mark) == 12
