"""Tables that every subject uses: events, files, work in the background, working days, guesses."""

from piccolo.columns import UUID, Bytea, Date, Varchar
from piccolo.constraints import Check
from piccolo.table import Table

from registry.foundation.columns import (
    count,
    identifier,
    moment,
    optional_moment,
    optional_sealed,
    small,
    structured,
    words,
)


class AuditEvent(Table):
    """What happened (审计事件): who did which act to what, in the transaction that did it. Never changed."""

    id = identifier()
    at = moment("when it happened", index=True)
    act = words(80, "the act, as subject:verb")
    account = UUID(null=True, default=None, help_text="who acted; empty: the registry itself", index=True)
    membership = UUID(null=True, default=None, help_text="as whom")
    subject_kind = words(40, "kind of thing acted on")
    subject = UUID(help_text="the thing acted on", index=True, default=None, null=True)
    details = structured("what changed; ids and codes only, never a document number")


class StoredFile(Table):
    """A file kept encrypted (存档文件), named on disk by its keyed content hash."""

    id = identifier()
    owner = UUID(null=True, default=None, help_text="organisation within which it is kept once", index=True)
    content_hash = Bytea(
        unique=True, help_text="keyed hash of owner, purpose and content: its name on disk", default=None
    )
    purpose = words(40, "what it is: roster, photo, certificate, proof, refused-rows …")
    media_type = words(100, "type decided by content")
    size = count("bytes before encryption")
    sealed_name = optional_sealed("the sender's file name, encrypted")
    uploaded_by = UUID(null=True, default=None, help_text="account that sent it")
    stored_at = moment("when it came")
    erase_after = optional_moment("when it is erased; empty: kept")
    stored_file_has_a_size = Check(size >= 0)


class Work(Table):
    """Long work in the background (后台任务) with progress that a page can show."""

    id = identifier()
    kind = words(40, "what is being done")
    subject = UUID(help_text="what it is done to", index=True, default=None)
    state = words(20, "waiting, running, done or failed")
    done = count("how many are done", default=0)
    total = count("how many there are", default=0)
    problems = structured("what went wrong, as problems in both languages")
    requested_by = UUID(null=True, default=None, help_text="account that asked for it")
    requested_as = UUID(null=True, default=None, help_text="membership under which it was asked for")
    requested_at = moment("when it was asked for")
    finished_at = optional_moment("when it ended")


class WorkdayException(Table):
    """A day that is not what its weekday says (节假日与调休): a holiday, or a make-up working day."""

    day = Date(primary_key=True, default=None, null=False)
    kind = words(10, "holiday or workday")
    source = words(200, "notice that says so")


class CalendarYear(Table):
    """A year whose working days are officially known (工作日历已公布年份)."""

    id = identifier()
    year = small("the year", unique=True)
    source = words(200, "notice that says so")
    loaded_at = moment("when it was loaded")


class Guess(Table):
    """Wrong answers counted for one bucket (an address, a certificate number, an account): they only delay."""

    bucket = Bytea(primary_key=True, default=None, help_text="keyed hash of what is guessed at, or from where")
    kind = Varchar(length=20, help_text="sign-in, activation, check-address or check-number", default=None)
    wrong = count("wrong answers in a row", default=0)
    last_wrong_at = moment("when the last one came")
