"""Taking photos for certificates, one by one or as an archive (证书照片上传)."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.files import FileToStore, store_file
from registry.foundation.problems import Absent, Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.rounds.queries import documents_of
from registry.rounds.rules.photos import PHOTO_ENDINGS, PhotoOwners, owner_of_photo, prepared_photo, shown_name
from registry.rounds.rules.states import RoundAct
from registry.rounds.service.loading import round_to_change
from registry.rounds.tables import Candidate

_MOST_PHOTOS = 60_000
_LARGEST_PHOTO = 20 * 1024 * 1024


async def add_photo(viewer: Viewer, round_id: UUID, candidate_id: UUID, content: bytes, *, now: datetime) -> None:
    """Take one candidate's photo, in place of an earlier one."""
    photo = prepared_photo(content, where="photo")
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.ADD_PHOTOS)
        if not await Candidate.exists().where(Candidate.id == candidate_id, Candidate.round == round_id):
            raise Absent
        await _keep(viewer, row["organisation"], candidate_id, photo, now)
        await record("candidate:send-photos", viewer=viewer, subject_kind="round", subject=round_id, now=now, photos=1)


async def _keep(viewer: Viewer, organisation: UUID, candidate: UUID, photo: bytes, now: datetime) -> None:
    file = FileToStore(photo, "photo", "image/jpeg", organisation, uploaded_by=viewer.account)
    stored = await store_file(file, now=now)
    await Candidate.update({Candidate.photo: stored}).where(Candidate.id == candidate)


async def add_photos(viewer: Viewer, round_id: UUID, archive: bytes, *, now: datetime) -> tuple[int, list[Problem]]:
    """Take the photos of an archive (ZIP) and return how many found their owner, and what is wrong with the others.

    Good photos are kept even where others are not; sending the archive again changes nothing.
    """
    problems: list[Problem] = []
    found: dict[UUID, bytes] = {}
    async with DB.transaction():
        row = await round_to_change(viewer, round_id, RoundAct.ADD_PHOTOS)
        owners = await _owners(round_id)
        for name, content in _photos_in(archive):
            owner = owner_of_photo(name, owners)
            try:
                if isinstance(owner, Problem):
                    problems.append(owner)
                else:
                    found[owner] = prepared_photo(content, where=shown_name(PurePosixPath(name).stem))
            except Refusal as refusal:
                problems.extend(refusal.problems)
        for candidate, photo in found.items():
            await _keep(viewer, row["organisation"], candidate, photo, now)
        await record(
            "candidate:send-photos", viewer=viewer, subject_kind="round", subject=round_id, now=now, photos=len(found)
        )
    return len(found), problems


def _photos_in(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """The pictures in an archive, one at a time, each bounded: a ZIP can claim to hold anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            entries = [entry for entry in opened.infolist() if _is_photo(entry)]
            if len(entries) > _MOST_PHOTOS:
                raise Refusal(_too_many())
            for entry in entries:
                with opened.open(entry) as file:
                    yield _readable_name(entry), file.read(_LARGEST_PHOTO + 1)[:_LARGEST_PHOTO]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as cause:
        raise Refusal(_no_archive()) from cause


def _is_photo(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return not entry.is_dir() and not hidden and path.suffix.lower() in PHOTO_ENDINGS


def _readable_name(entry: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names as GB18030 without saying so; Python then reads them as code page 437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


async def _owners(round_id: UUID) -> PhotoOwners:
    rows = await Candidate.select(Candidate.id, Candidate.row).where(Candidate.round == round_id)
    numbers = await documents_of(round_id)
    return PhotoOwners(
        {number: candidate for candidate, number in numbers.items()}, {row["row"]: row["id"] for row in rows}
    )


def _no_archive() -> Problem:
    return Problem(
        "photos.not-an-archive",
        message("这个文件不是完好的 ZIP 压缩包，或设了密码。"),
        "photos",
        message("请重新压缩为不带密码的 ZIP。"),
    )


def _too_many() -> Problem:
    return Problem("photos.too-many", message("压缩包里的照片过多。"), "photos", message("请分成几个压缩包上传。"))
