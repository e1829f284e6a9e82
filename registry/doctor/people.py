"""What must be true of persons, documents, accounts and those who are signed in."""

from collections.abc import Iterable
from typing import Any

from registry.doctor.invariants import Row, found_by, invariant
from registry.foundation.encryption import Place, Unsealable, keys
from registry.foundation.problems import message
from registry.people.tables import PersonDocument

_AT_ONCE = 1000


async def _documents_that_do_not_agree() -> Iterable[Row]:
    wrong: list[Row] = []
    last: Row = None
    while rows := await PersonDocument.raw(
        "select id, kind, sealed_number, number_hash, hash_key, next_number_hash, next_hash_key from person_document"
        " where {}::uuid is null or id > {} order by id limit {}",
        last,
        last,
        _AT_ONCE,
    ):
        wrong += [row["id"] for row in rows if not _agrees(row)]
        last = rows[-1]["id"]
    return wrong


def _agrees(row: dict[str, Any]) -> bool:
    ring = keys()
    hashes = [(row["number_hash"], row["hash_key"]), (row["next_number_hash"], row["next_hash_key"])]
    try:
        number = ring.unseal_text(row["sealed_number"], Place("person_document", "sealed_number", row["id"]))
        return all(
            kept == ring.fingerprint(f"{row['kind']}:{number}", key_id=key_id)
            for kept, key_id in hashes
            if kept is not None
        )
    except (Unsealable, KeyError, UnicodeDecodeError):
        return False


check_documents_open_and_are_found = invariant(
    "document.hash",
    "person_document",
    message("每个证件号码都能解密，并与用来查找它的散列值一致。"),
)(_documents_that_do_not_agree)

check_persons_are_merged_once = invariant(
    "person.merged",
    "person",
    message("人员合并只指向一名未被合并的人。"),
)(
    found_by("""
select p.id from person p join person other on other.id = p.merged_into
where other.merged_into is not null or other.id = p.id""")
)

check_candidates_bring_their_own_document = invariant(
    "person.document",
    "candidate",
    message("考生和证书所用的证件属于本人。"),
)(
    found_by("""
with belongs as (
  select d.id as document, coalesce(p.merged_into, p.id) as person
  from person_document d join person p on p.id = d.person)
select c.id from candidate c join belongs on belongs.document = c.document
join person named on named.id = c.person
where coalesce(named.merged_into, named.id) <> belongs.person
union all
select k.id from certificate k join belongs on belongs.document = k.document
join person named on named.id = k.person
where coalesce(named.merged_into, named.id) <> belongs.person""")
)

check_sessions_act_for_their_own_account = invariant(
    "session.account",
    "session",
    message("登录会话只以本账户的任职身份办事，账户未注销，会话有终点。"),
)(
    found_by("""
select s.id from session s join account a on a.id = s.account
left join membership m on m.id = s.membership
where m.account <> s.account or a.closed_at < s.created_at
  or s.expires_at <= s.created_at or s.last_seen_at < s.created_at""")
)

check_approvers_are_other_people_than_clerks = invariant(
    "round.two-accounts",
    "candidate",
    message("审批准考的人与经办本批次的人是两个账户。"),
)(
    found_by("""
select c.id from candidate c join round r on r.id = c.round where c.admitted_by = r.opened_by""")
)

check_memberships_granted_are_those_offered = invariant(
    "membership.offer",
    "membership_offer",
    message("待任职人员的任职授予本人的账户，单位和角色与指定的一致。"),
)(
    found_by("""
select o.id from membership_offer o join membership m on m.id = o.membership join account a on a.id = m.account
join person p on p.id = a.person join person named on named.id = o.person
where m.role <> o.role or m.organisation is distinct from o.organisation
  or coalesce(p.merged_into, p.id) <> coalesce(named.merged_into, named.id)""")
)

check_documents_stand_under_one_key = invariant(
    "document.one-key",
    "person_document",
    message("所有证件的查找散列值都用同一个密钥。"),
)(
    found_by("""
select id from person_document
where hash_key <> (select hash_key from person_document group by hash_key order by count(*) desc, hash_key limit 1)""")
)
