"""Loads the demonstration: everything in one transaction, so that it is there whole or not at all."""

import click

from registry.demo.afterwards import complete_facts, open_workers_account, take_officers_steps
from registry.demo.days import Calendar
from registry.demo.enterprises import Cast, enter_enterprise, enter_offices
from registry.demo.people import Inventor
from registry.demo.plans import RoundPlan, enterprises, names, rounds
from registry.demo.rounds import RoundTeller, Told
from registry.foundation.clock import Clock
from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Message, message
from registry.foundation.viewers import VISITOR
from registry.people.tables import Account
from registry.settings import Settings


async def load(settings: Settings, clock: Clock) -> None:
    """Load offices, enterprises and rounds; nothing happens where somebody has an account already."""
    async with DB.transaction():
        await Account.raw("select pg_advisory_xact_lock(hashtext('load demonstration'))")
        if await Account.exists():
            return
        plan = names()
        cast = Cast(settings, Calendar.of(clock), plan, Inventor(plan))
        _say(message("  主管部门和管理账户"))
        await enter_offices(cast)
        for enterprise in enterprises().enterprise:
            _say(message("  企业、备案和人员：{name}", name=enterprise.name))
            await enter_enterprise(cast, enterprise)
        await _tell_rounds(cast)
        await record("demo:load", viewer=VISITOR, subject_kind="demo", subject=None, now=clock.now())


async def _tell_rounds(cast: Cast) -> None:
    told = Told()
    for place, plan in enumerate(rounds(), start=1):
        teller = RoundTeller(cast, told, plan)
        _say(message("  批次 {place}/{total}：{title}", place=place, total=len(rounds()), title=teller.title))
        await teller.tell()
        await _tell_what_follows(cast, told, plan, teller)


async def _tell_what_follows(cast: Cast, told: Told, plan: RoundPlan, teller: RoundTeller) -> None:
    if plan.id == cast.names.worker.first_round:
        await open_workers_account(cast, told, teller.moment(16, 10))
    if plan.officer_steps:
        await take_officers_steps(cast, teller.id, teller.moment(60, 10))
    if plan.complete_facts:
        await complete_facts(cast, teller.id, teller.moment(3, 10))


def _say(told: Message) -> None:
    words = told.in_both()
    click.echo(f"{words['zh']} / {words['en'].strip()}")
