"""The command line of certificates: `registry certificate-number`, which needs no server and no database."""

import json
import sys
from typing import Any

import click

from registry.certificates.rules.numbers import Fault, Reading, read_number

_NUMBER = click.argument("number")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group("certificate-number")
def certificate_number() -> None:
    """Read and check the numbers of certificates (证书编号)."""


@certificate_number.command("parse")
@_NUMBER
@_JSON
def parse(number: str, as_json: bool) -> None:
    """Say what each part of NUMBER means; ends with 1 where it is no valid number."""
    reading = read_number(number)
    if as_json:
        _print_json(_parts(reading) if reading.valid else _faults(reading))
    else:
        click.echo(_parts_in_words(reading) if reading.valid else _faults_in_words(reading))
    sys.exit(0 if reading.valid else 1)


@certificate_number.command("check")
@_NUMBER
@_JSON
def check(number: str, as_json: bool) -> None:
    """Say what is wrong with NUMBER and at which positions; ends with 1 where anything is."""
    reading = read_number(number)
    if as_json:
        _print_json(_faults(reading))
    else:
        click.echo(_faults_in_words(reading))
    sys.exit(0 if reading.valid else 1)


def _print_json(answer: dict[str, Any]) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False))


def _parts(reading: Reading) -> dict[str, Any]:
    return {
        "valid": True,
        "number": reading.number,
        "scheme": reading.scheme.id,
        "parts": dict(reading.parts),
    }


def _faults(reading: Reading) -> dict[str, Any]:
    return {
        "valid": reading.valid,
        "number": reading.number,
        "scheme": reading.scheme.id,
        "problems": [_fault(fault) for fault in reading.faults],
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "position": list(fault.position),
        "code": fault.code,
        "message": fault.as_problem().in_both(),
    }


def _parts_in_words(reading: Reading) -> str:
    lines = [f"{reading.number}  {reading.scheme.name}"]
    for part in reading.scheme.parts:
        value = reading.parts[part.name]
        meaning = part.meaning_of(value)
        lines.append(f"{part.position[0]:>4}–{part.position[1]:<3} {value:<8}{part.words}" + _after(meaning))
    return "\n".join(lines)


def _after(meaning: object | None) -> str:
    return "" if meaning is None else f"  {meaning}"


def _faults_in_words(reading: Reading) -> str:
    if reading.valid:
        return f"{reading.number}  ✓"
    return "\n".join([reading.number, *(f"  {fault.as_problem()}" for fault in reading.faults)])
