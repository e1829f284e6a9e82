"""What stands on every certificate (证书样式, 人社鉴发〔2021〕1号): title, text, addresses, how a level is written."""

import tomllib
from dataclasses import dataclass
from functools import cache

from registry.certificates.rules.numbers import NATIONAL
from registry.certificates.rules.schemes import Source, Words, schemes
from registry.foundation.places import SEEDS

_FORM = SEEDS / "policy" / "schemes" / "certificate-form.toml"


@dataclass(frozen=True, slots=True)
class Form:
    """The printed form: what is the same on all certificates."""

    title: Words
    text: Words
    no_job_type: str
    certificate_query: str
    body_query: str
    source: Source


@cache
def certificate_form() -> Form:
    """Return the form as the data have it."""
    table = tomllib.loads(_FORM.read_text(encoding="utf-8"))["form"]
    return Form(
        title=Words(table["title"]["zh"], english=table["title"]["en"]),
        text=Words(table["text"]["zh"], english=table["text"]["en"]),
        no_job_type=table["no_job_type"],
        certificate_query=table["certificate_query"],
        body_query=table["body_query"],
        source=Source(**table["source"]),
    )


def printed_level(level: int) -> str:
    """Return a level (5 to 1) as the form wants it, 中文数字+级/等级名称: 三级/高级工."""
    return schemes()[NATIONAL].part("level").meaning[str(level)].text


def printed_job_type(job_type: str | None) -> str:
    """Return a job type as printed; where there is none, two dashes, never nothing."""
    return (job_type or "").strip() or certificate_form().no_job_type
