"""What stands in the example pages: invented people with valid numbers, and both languages side by side."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from registry.foundation.dates import SHANGHAI
from registry.foundation.forms import Form
from registry.foundation.languages import Language, speaking, spoken_language
from registry.foundation.places import TEMPLATES
from registry.foundation.problems import Problem, message
from registry.foundation.templating import environment
from registry.foundation.viewers import Role, Viewer

TODAY = date(2024, 9, 5)
NOW = datetime(2024, 9, 5, 9, 30, tzinfo=SHANGHAI)
CLERK = Viewer(role=Role.CLERK, name="陈晓", acting_for="山西示例重工有限公司")


def example_names() -> list[str]:
    """Return the templates of all examples, and of all error pages."""
    folders = (TEMPLATES / "parts" / "examples", TEMPLATES / "errors")
    return [str(path.relative_to(TEMPLATES)) for folder in folders for path in sorted(folder.glob("*.html"))]


def example_environment() -> Environment:
    """Return the environment of pages, with `say` for words that only examples use."""
    made = environment()
    made.globals["say"] = say
    return made


def say(chinese: str, english: str) -> str:
    """Return the words of an example in the spoken language."""
    return chinese if spoken_language() == "zh" else english


def rendered(name: str, language: Language) -> str:
    """Return an example as HTML."""
    with speaking(language):
        return example_environment().get_template(name).render(context(Path(name).stem, language))


def context(name: str, language: Language) -> dict[str, object]:
    """Return what an example is given: what every page gets, and its own."""
    own = {
        "field": {"form": form_with_problems(), "found": found(), "arrived": arrived()},
        "sign_in": {"form": sign_in_form(), "viewer": None},
        "roster_preview": {"form": Form(), "rows": list(roster_rows())},
        "certificate_check": {"viewer": None, "issued_on": date(2024, 6, 28), "checked_at": NOW},
        "task": {"conditions": conditions(), "deadline": date(2024, 9, 13)},
        "confirm": {"form": Form()},
        "result": {"deadline": date(2024, 9, 13)},
    }
    return everywhere(language) | own.get(name, {})


def everywhere(language: Language) -> dict[str, object]:
    """Return what every page gets."""
    return {
        "viewer": CLERK,
        "demo": True,
        "language": language,
        "path": "/example",
        "csrf_input": Markup('<input type="hidden" name="_csrf_token" value="example">'),
        "today": TODAY,
        "problems": (),
    }


def sign_in_form() -> Form:
    """Return a sign-in with a number one digit too short and no password."""
    form = Form.filled(number="140101 19900307 731")
    form.problems += [
        Problem(
            "id.length",
            message("公民身份号码是 18 位，这里有 17 位。"),
            "number",
            message("请对照身份证补全。"),
        ),
        Problem("form.missing", message("请填写密码。"), "password"),
    ]
    return form


def form_with_problems() -> Form:
    """Return a form in which each kind of field holds something, and some are wrong."""
    form = Form.filled(
        name="2024 年下半年电工四级",
        credit_code="91140100MA0GX12345",
        applied_on="2024-13-5",
        expected="300",
        level="4",
        parts=("theory",),
        occupation_search="电",
        remarks="夜班人员在周末考核",
    )
    form.problems += [
        Problem("form.day", message("这不是一个能识别的日期。"), "applied_on", message("请填写日期。")),
        Problem("form.missing", message("请选择考核地点。"), "place"),
        Problem("form.missing", message("请选择一个职业。"), "occupation"),
        Problem("form.missing", message("请选择等级。"), "level"),
        Problem("form.whole", message("备案范围没有三级。")),
    ]
    return form


def found() -> list[tuple[str, str, str]]:
    """Return what a search for an occupation found."""
    return [
        ("6-31-01-03", say("电工", "Electrician"), "6-31-01-03"),
        ("6-18-02-04", say("焊工", "Welder"), "6-18-02-04"),
    ]


def arrived() -> list[dict[str, object]]:
    """Return the files that were already sent."""
    return [{"name": "名册-9月.xlsx", "size": 184_320, "at": NOW, "href": "/files/1"}]


def conditions() -> list[dict[str, object]]:
    """Return the conditions of a decision: met, not met, and not known."""
    law = say("人社部职业技能标准 1.4.2", "National occupational standard, 1.4.2")
    return [
        {
            "condition": say("持有四级证书", "Holds level four"),
            "yours": say("2021年6月30日取得", "since 30 June 2021"),
            "asked": say("持有", "held"),
            "source": law,
            "met": True,
        },
        {
            "condition": say("取得四级后的工作年限", "Years of work since level four"),
            "yours": say("3 年", "3 years"),
            "asked": say("满 5 年", "5 full years"),
            "source": law,
            "met": False,
        },
        {
            "condition": say("高级技工学校毕业", "Graduated from a senior technical school"),
            "yours": say("没有填写", "not entered"),
            "asked": say("已毕业", "graduated"),
            "source": law,
            "met": None,
        },
    ]


_NAMES = (
    *("王建国", "李秀英", "张伟", "刘洋", "陈静", "阿依古丽·买买提"),
    *("杨磊", "赵敏", "黄志强", "周婷", "吴刚", "徐丽"),
)


def roster_rows() -> Iterator[dict[str, object]]:
    """Return twelve rows of a roster in all states."""
    for offset, name in enumerate(_NAMES):
        yield {
            "number": offset + 4,
            "name": name,
            "identity": "140101********7310",
            "state": say("接收", "Taken"),
            "tone": "good",
            "problem": "",
            "cure": "",
        } | _trouble(offset)


def _trouble(offset: int) -> dict[str, object]:
    if offset == 2:
        return {
            "state": say("不接收", "Refused"),
            "tone": "bad",
            "problem": say("C6：公民身份号码的校验码不对。", "C6: the identity number fails its check character."),
            "cure": say("请对照身份证核对全部 18 位。", "Compare all 18 characters with the card."),
        }
    if offset == 5:
        return {
            "state": say("接收，有提示", "Taken, with a warning"),
            "tone": "wait",
            "problem": say("E9：入职日期晚于合同日期。", "E9: the first day of work is after the contract."),
            "cure": say("如无误可以不改。", "Leave it if it is right."),
        }
    if offset == 8:
        return {
            "state": say("重复", "Repeat"),
            "tone": "plain",
            "problem": say("与第 5 行是同一人。", "Same person as row 5."),
        }
    return {}
