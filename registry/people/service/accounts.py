"""Opening accounts with activation codes (开户, 激活码) and giving them memberships (任职)."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from registry.foundation.database import DB
from registry.foundation.dates import legal_day
from registry.foundation.encryption import keys
from registry.foundation.events import record
from registry.foundation.guesses import Bucket, Patience, count_wrong, wait_still_asked
from registry.foundation.problems import Conflict, Problem, Refusal, message
from registry.foundation.typing_habits import code_as_typed, single_line
from registry.foundation.viewers import Role, Viewer
from registry.people.rules.documents import DocumentKind
from registry.people.rules.names import comparison_key
from registry.people.service.passwords import check_new_password, hash_password
from registry.people.service.persons import find_person, open_second_opening
from registry.people.tables import Account, ActivationCode, MachineToken, Membership, Person, Session
from registry.policy.shipped import shipped_policy

# Letters and digits that are not mistaken for each other on paper (Crockford): sixteen of them are 80 random bits.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 16
_SHORTEST_NAME = 3
_PRINTED_AFTER_IT_WAS_ALLOWED = """
select 1 from authority_case c join person p on p.id = c.person
where coalesce(p.merged_into, p.id) = {} and c.kind = 'second-opening'
  and c.details ->> 'decision' = 'new-opening' and c.settled_at <= {}"""

AccountOpened = Callable[[UUID, UUID, datetime], Awaitable[None]]
_when_opened: list[AccountOpened] = []


def when_account_opens(act: AccountOpened) -> None:
    """Have an act done for each account that opens: person, account, moment, in the transaction that opens it."""
    if act not in _when_opened:
        _when_opened.append(act)


async def do_what_waits_for_an_account(person: UUID, account: UUID, now: datetime) -> None:
    """Do what waits for a person's account: because it opens, or because what stood in the way is settled."""
    for act in _when_opened:
        await act(person, account, now)


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """An activation code as it is printed on a folded slip; it is nowhere kept in the clear."""

    person: UUID
    code: str = field(repr=False)
    expires_at: datetime

    @property
    def grouped(self) -> str:
        """The code in groups of four."""
        return "-".join(self.code[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


async def print_activation_code(viewer: Viewer, person: UUID, *, now: datetime) -> PrintedCode:
    """Make a person's activation code; an earlier one that was not used opens nothing any more.

    Raises `Conflict` where the person has an account already.
    """
    async with DB.transaction():
        person = await _record_that_stays(person)
        if await Account.exists().where(Account.person == person):
            raise Conflict(Problem("account.open-already", message("此人已经开户，不需要激活码。")))
        code = await make_activation_code(viewer, person, now=now)
        await record("activation-code:print", viewer=viewer, subject_kind="person", subject=person, now=now)
    return code


async def make_activation_code(viewer: Viewer, person: UUID, *, now: datetime) -> PrintedCode:
    """Make a code in the place of every earlier one; who may is asked, and the event recorded, by the caller."""
    code = "".join(secrets.choice(_SIGNS) for _ in range(_CODE_LENGTH))
    policy, today = shipped_policy(), legal_day(now)
    await ActivationCode.update({ActivationCode.withdrawn_at: now}).where(
        ActivationCode.person == person, ActivationCode.used_at.is_null(), ActivationCode.withdrawn_at.is_null()
    )
    row = ActivationCode(
        id=uuid4(),
        person=person,
        code_hash=keys().fingerprint(_of_code(code)),
        organisation=viewer.organisation,
        created_at=now,
        created_by=viewer.account,
        expires_at=now + timedelta(days=policy.figure("activation_code.validity", today).value),
        tries_left=policy.figure("activation_code.tries", today).value,
    )
    await ActivationCode.insert(row)
    return PrintedCode(person, code, row.expires_at)


async def _record_that_stays(person: UUID) -> UUID:
    """A code stands under the record that documents lead to, also where an older one was merged into it."""
    rows = await Person.raw("select coalesce(merged_into, id) as id from person where id = {}", person)
    return UUID(str(rows[0]["id"])) if rows else person


def _of_code(code: str) -> str:
    return f"activation:{code}"


def code_as_read(typed: str) -> str:
    """Return an activation code as it was printed, whatever letter was taken for which digit."""
    return code_as_typed(typed).translate(str.maketrans("OIL", "011"))


@dataclass(frozen=True, slots=True)
class AccountToOpen:
    """What a person typed to open their account."""

    document_kind: DocumentKind
    document_number: str = field(repr=False)
    name: str = field(repr=False)
    code: str = field(repr=False)
    sign_in_name: str
    password: str = field(repr=False)
    address: str = ""

    def buckets(self) -> tuple[Bucket, ...]:
        """What wrong answers count for."""
        return (Bucket("activation-address", self.address),)


async def open_account(typed: AccountToOpen, *, allowed: Patience, now: datetime) -> UUID:
    """Open the account of the person whom document, name and code name together, and return its id.

    Raises `Refusal`: one answer for a wrong document, name or code; each wrong code uses up one of its tries. A second
    opening is refused in the same words and comes before the authority.
    """
    check_new_password(typed.password)
    sign_in_name = checked_sign_in_name(typed.sign_in_name)
    if await wait_still_asked(typed.buckets(), allowed, now=now):
        raise Refusal(_does_not_fit())
    password_hash = await hash_password(typed.password)
    async with DB.transaction():
        account = await _open_if_it_fits(typed, sign_in_name, password_hash, now)
    if account is None:
        await count_wrong(typed.buckets(), allowed, now=now)
        raise Refusal(_does_not_fit())
    return account


async def _open_if_it_fits(typed: AccountToOpen, name: str, password_hash: str, now: datetime) -> UUID | None:
    """Nothing is raised here: what is counted or brought before the authority must be committed."""
    person = await _person_named(typed)
    if person is None:
        return None
    known = await Account.select(Account.id).where(Account.person == person).first()
    code = await _live_code(person, now)
    if known is not None and (code is None or not await _opens_anew(code)):
        await open_second_opening(person, authority=None, now=now)
        return None
    if code is None or not await _code_fits(code, typed.code):
        return None
    if known is not None:
        return await _open_anew(known["id"], name, password_hash, code["id"], now)
    return await _insert_account(person, name, password_hash, code["id"], now)


async def _person_named(typed: AccountToOpen) -> UUID | None:
    found = await find_person(typed.document_kind, typed.document_number)
    if found is None:
        return None
    row = await Person.select(Person.name_key).where(Person.id == found.person).first()
    return found.person if row is not None and row["name_key"] == comparison_key(typed.name) else None


async def _live_code(person: UUID, now: datetime) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await (
        ActivationCode.select()
        .where(
            ActivationCode.person == person,
            ActivationCode.used_at.is_null(),
            ActivationCode.withdrawn_at.is_null(),
            ActivationCode.expires_at > now,
            ActivationCode.tries_left > 0,
        )
        .first()
        .lock_rows("UPDATE")
    )
    return found


async def _code_fits(code: dict[str, Any], typed: str) -> bool:
    printed = keys().fingerprints(_of_code(code_as_read(typed)))  # a slip outlives the coming of a newer key
    if any(hmac.compare_digest(bytes(code["code_hash"]), one) for one in printed):
        return True
    await ActivationCode.update({ActivationCode.tries_left: ActivationCode.tries_left - 1}).where(
        ActivationCode.id == code["id"]
    )
    return False


async def _insert_account(person: UUID, name: str, password_hash: str, code: UUID, now: datetime) -> UUID:
    if await Account.exists().where(Account.sign_in_name == name):
        raise Refusal(name_taken())
    account = uuid4()
    await Account.insert(_account(account, person, name, password_hash, "activation code", now))
    await ActivationCode.update({ActivationCode.used_at: now}).where(ActivationCode.id == code)
    viewer = Viewer(account=account)
    await record("account:open", viewer=viewer, subject_kind="account", subject=account, now=now, code=code)
    await do_what_waits_for_an_account(person, account, now)
    return account


async def _opens_anew(code: Mapping[str, Any]) -> bool:
    """A code opens an account anew only where it was printed after an officer had allowed that."""
    return bool(await ActivationCode.raw(_PRINTED_AFTER_IT_WAS_ALLOWED, code["person"], code["created_at"]))


async def _open_anew(account: UUID, name: str, password_hash: str, code: UUID, now: datetime) -> UUID:
    """The account stays with all that it may do; whoever was signed in to it is so no longer."""
    if await Account.exists().where(Account.sign_in_name == name, Account.id != account):
        raise Refusal(name_taken())
    await Account.update(
        {
            Account.sign_in_name: name,
            Account.password_hash: password_hash,
            Account.opened_at: now,
            Account.opened_by: "new opening",
            Account.first_sign_in_at: None,
        }
    ).where(Account.id == account)
    await end_all_sign_ins(account, now=now)
    await ActivationCode.update({ActivationCode.used_at: now}).where(ActivationCode.id == code)
    viewer = Viewer(account=account)
    await record("account:open-anew", viewer=viewer, subject_kind="account", subject=account, now=now, code=code)
    return account


async def end_all_sign_ins(account: UUID, *, now: datetime, but: UUID | None = None) -> None:
    """End every session of an account but one, and withdraw the tokens of its memberships where none is spared."""
    if but is not None:
        await Session.delete().where(Session.account == account, Session.id != but)
        return
    await Session.delete().where(Session.account == account)
    await MachineToken.raw(
        "update machine_token set revoked_at = {} where revoked_at is null"
        " and membership in (select id from membership where account = {})",
        now,
        account,
    )


def _account(account: UUID, person: UUID, name: str, password_hash: str, how: str, now: datetime) -> Account:
    return Account(
        id=account,
        person=person,
        sign_in_name=name,
        password_hash=password_hash,
        language="zh",
        opened_at=now,
        opened_by=how,
    )


async def install_account(person: UUID, sign_in_name: str, password: str, *, now: datetime) -> UUID:
    """Open an account from the machine itself (`registry open-office`, demonstration data): no code is asked for."""
    account = uuid4()
    password_hash = await hash_password(password)
    async with DB.transaction():
        await Account.insert(_account(account, person, sign_in_name.lower(), password_hash, "installation", now))
        await record("account:install", viewer=Viewer(), subject_kind="account", subject=account, now=now)
        await do_what_waits_for_an_account(person, account, now)
    return account


@dataclass(frozen=True, slots=True)
class MembershipToGrant:
    """A role in one organisation or one authority, from a day to a day or open."""

    account: UUID
    role: Role
    organisation: UUID | None = None
    authority: UUID | None = None
    valid_from: date = date.min
    valid_to: date | None = None
    card_number: str | None = None


async def grant_membership(viewer: Viewer, granted: MembershipToGrant, *, now: datetime) -> UUID:
    """Give an account a membership and return its id. Who may is asked by the caller."""
    row = Membership(
        id=uuid4(),
        account=granted.account,
        role=granted.role.value,
        organisation=granted.organisation,
        authority=granted.authority,
        valid_from=granted.valid_from,
        valid_to=granted.valid_to,
        granted_by=viewer.account,
        card_number=granted.card_number,
    )
    async with DB.transaction():
        await Membership.insert(row)
        await record("membership:grant", viewer=viewer, subject_kind="membership", subject=row.id, now=now)
    return row.id


def checked_sign_in_name(typed: str) -> str:
    """Return a sign-in name as it is kept; raises `Refusal` where it is too short, too long or has blanks."""
    name = single_line(typed).lower()
    if len(name) < _SHORTEST_NAME or len(name) > 60 or " " in name:
        raise Refusal(
            Problem(
                "sign-in-name.form",
                message("登录名须为 {shortest} 至 60 个字符，中间没有空格。", shortest=_SHORTEST_NAME),
                "sign_in_name",
                message("可以用姓名拼音、工号或手机号。"),
            )
        )
    return name


def name_taken() -> Problem:
    """Return what is said where somebody else has the sign-in name."""
    return Problem(
        "sign-in-name.taken",
        message("这个登录名已有人使用。"),
        "sign_in_name",
        message("请换一个，例如在后面加上工号。"),
    )


def _does_not_fit() -> Problem:
    return Problem(
        "activation.does-not-fit",
        message("证件号码、姓名与激活码对不上，或激活码已用过、已过期、试错次数已满。"),
        "code",
        message("请对照领取的纸条核对；仍不成功的，请向本单位经办人或人社窗口领取新的激活码。"),
    )
