"""Which cases come before the authority (待核情况), and how each may be settled."""

from enum import StrEnum

from registry.foundation.problems import Message, message


class CaseKind(StrEnum):
    """What brought a person before the authority."""

    NAME_DIFFERS = "name-differs"
    SECOND_OPENING = "second-opening"

    @property
    def in_words(self) -> Message:
        """The kind as an officer calls it."""
        return _KIND_WORDS[self]


class Decision(StrEnum):
    """How an officer settles a case."""

    KEEP = "keep"
    CORRECT_NAME = "correct-name"
    MERGE = "merge"
    NEW_OPENING = "new-opening"

    @property
    def in_words(self) -> Message:
        """The decision as a form offers it and as the person reads it."""
        return _DECISION_WORDS[self]


_KIND_WORDS = {
    CaseKind.NAME_DIFFERS: message("同一证件号码，姓名不同"),
    CaseKind.SECOND_OPENING: message("已有账户，再次开户"),
}
_DECISION_WORDS = {
    Decision.KEEP: message("维持现有登记"),
    Decision.CORRECT_NAME: message("更正登记的姓名"),
    Decision.MERGE: message("与另一条人员记录合并"),
    Decision.NEW_OPENING: message("准予重新开户"),
}
_POSSIBLE = {
    CaseKind.NAME_DIFFERS: (Decision.KEEP, Decision.CORRECT_NAME, Decision.MERGE),
    CaseKind.SECOND_OPENING: (Decision.KEEP, Decision.NEW_OPENING, Decision.MERGE),
}


def possible_decisions(kind: CaseKind) -> tuple[Decision, ...]:
    """Return how a case of this kind may be settled."""
    return _POSSIBLE[kind]
