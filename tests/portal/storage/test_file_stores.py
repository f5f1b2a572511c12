"""Bytes of files: what each store does, and that none are lost or left lying."""

import os
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, select, update

from portal.domain.contents import Content
from portal.domain.days import utc_now
from portal.domain.failures import SourceError, SourceUnavailable
from portal.domain.file_stores import FileStores, StoreName, check_store
from portal.gateways.files.folder import FolderFiles
from portal.storage import file_sweep
from portal.storage.file_contents import DatabaseFiles, FileContent
from portal.storage.file_stores import connect_stores, stores_of
from portal.storage.file_sweep import sweep
from portal.storage.uploads import Upload, add, destroy_content, place_of
from tests.factories import settings_for
from tests.file_store_contract import LATER, FileStoreContract
from tests.stored_files import content_of, put_bytes

FILE = b"Kaarten in de bagage; 123456782" * 50
DAYS_AGO = timedelta(days=2)


@pytest.fixture
def folder(tmp_path):
    return FolderFiles(tmp_path)


@pytest.fixture(params=list(StoreName)[:2])
def store(request, sessions, folder):
    return {StoreName.POSTGRESQL: DatabaseFiles(sessions), StoreName.FOLDER: folder}[request.param]


@pytest.fixture
def stored_in(sessions, folder):
    """Lets new files be put in the store of this name."""
    before = sessions.kw["info"]

    def use(name: StoreName, *, connected: tuple[StoreName, ...] = tuple(StoreName)[:2]):
        stores = {StoreName.POSTGRESQL: DatabaseFiles(sessions), StoreName.FOLDER: folder}
        by_name = {each: stores[each] for each in connected}
        connect_stores(sessions, FileStores(by_name, name))
        return sessions

    yield use
    sessions.configure(info=before)


@pytest.fixture
def kept_in(stored_in, resident):
    """Keeps a file in the store of this name; gives a session that knows it."""

    def keep(name: StoreName, content: bytes = FILE) -> Upload:
        with stored_in(name)() as session:
            place = put_bytes(session, content)
            upload = Upload(owner_id=resident.key, question="q", media_type="image/png")
            add(session, upload, "foto.png", place)
            session.commit()
        return upload

    return keep


class TestEveryStore(FileStoreContract):
    """What any other does as well."""


def test_a_folder_shows_its_files_to_nobody_else(folder):
    key = uuid4()
    folder.put(key, Content.of_bytes(FILE))

    [path] = [path for path in folder.root.rglob("*") if path.is_file()]
    assert path.name == key.hex
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_not_mounted_is_never_made_anew(tmp_path):
    store = FolderFiles(tmp_path / "mount")

    with pytest.raises(SourceUnavailable, match="No such file"):
        check_store(store)
    with pytest.raises(SourceUnavailable):
        list(store.get(uuid4()))
    assert not (tmp_path / "mount").exists()


def test_what_a_killed_process_half_wrote_is_never_read_and_is_swept(folder):
    key = uuid4()
    folder.put(key, Content.of_bytes(FILE))
    whole = folder.root / key.hex[:2] / key.hex
    whole.rename(whole.with_suffix(".part"))
    (folder.root / "lost+found").mkdir()
    (folder.root / "README").write_text("ours")

    with pytest.raises(SourceError):
        list(folder.get(key))
    assert list(folder.keys_before(utc_now() + LATER)) == [key]
    folder.remove(key)
    assert list(folder.keys_before(utc_now() + LATER)) == []


def test_a_full_disk_leaves_nothing_behind(folder, monkeypatch):
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    key = uuid4()
    folder.put(key, Content.of_bytes(FILE))
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(SourceUnavailable, match="No space left"):
        folder.put(UUID(int=key.int ^ 1), Content.of_bytes(FILE))
    assert [path.name for path in folder.root.rglob("*") if path.is_file()] == [key.hex]


@pytest.mark.parametrize("name", list(StoreName)[:2])
def test_what_lies_in_a_store_can_only_be_read_with_its_record(kept_in, sessions, folder, name):
    upload = kept_in(name)

    with sessions() as session:
        store = stores_of(session).named(name)
        assert content_of(session, session.get_one(Upload, upload.id)) == FILE
    assert b"bagage" not in b"".join(store.get(upload.content_id))


def test_bytes_of_another_file_are_not_taken_for_those_of_this_one(kept_in, sessions, folder):
    upload, other = kept_in(StoreName.FOLDER), kept_in(StoreName.FOLDER)
    paths = [
        folder.root / each.content_id.hex[:2] / each.content_id.hex for each in (upload, other)
    ]
    paths[0].write_bytes(paths[1].read_bytes())

    with sessions() as session, pytest.raises(InvalidTag):
        content_of(session, session.get_one(Upload, upload.id))


@pytest.mark.parametrize("name", list(StoreName)[:2])
def test_bytes_without_a_record_go_after_a_day_and_no_others(kept_in, sessions, age, name):
    upload, orphan = kept_in(name), kept_in(name)
    with sessions() as session:
        session.execute(delete(Upload).where(Upload.id == orphan.id))
        session.commit()
        store = stores_of(session).named(name)

        assert sum(sweep(session).values()) == 0
        age(upload, orphan)
        assert sweep(session)[name] == 1

        assert content_of(session, session.get_one(Upload, upload.id)) == FILE
        with pytest.raises(SourceError):
            list(store.get(orphan.content_id))


@pytest.fixture
def age(sessions, folder):
    """Lets the bytes of these files be as if they were put two days ago."""

    def age_(*uploads: Upload) -> None:
        then = utc_now() - DAYS_AGO
        for upload in uploads:
            path = folder.root / upload.content_id.hex[:2] / upload.content_id.hex
            if path.exists():
                os.utime(path, (then.timestamp(), then.timestamp()))
        with sessions.begin() as session:
            session.execute(update(FileContent).values(made_at=then))

    return age_


def test_bytes_that_cannot_be_removed_keep_no_others(kept_in, sessions, age, folder, monkeypatch):
    monkeypatch.setattr(file_sweep, "MOST_FAULTS", 2)
    orphans = [kept_in(StoreName.FOLDER) for _number in range(7)]
    age(*orphans)
    with sessions.begin() as session:
        session.execute(delete(Upload))
    keys = sorted(each.content_id for each in orphans)
    monkeypatch.setattr(file_sweep, "BATCH", 1)  # so that they come in this order
    stuck, remove = keys[:5], FolderFiles.remove

    def remove_others(self, key):
        if key in stuck:
            raise SourceUnavailable("bestanden", "folder: Operation not permitted")
        remove(self, key)

    monkeypatch.setattr(FolderFiles, "remove", remove_others)
    with sessions() as session, pytest.raises(SourceUnavailable, match="not permitted"):
        sweep(session)

    assert list(folder.keys_before(utc_now() + LATER)) == stuck


def test_a_store_that_removes_nothing_is_not_asked_about_all(
    kept_in, sessions, age, folder, monkeypatch
):
    monkeypatch.setattr(file_sweep, "MOST_FAULTS", 2)
    age(*[kept_in(StoreName.FOLDER) for _number in range(5)])
    with sessions.begin() as session:
        session.execute(delete(Upload))
    tries = []

    def remove_nothing(_self, key):
        tries.append(key)
        raise SourceUnavailable("bestanden", "folder: Read-only file system")

    monkeypatch.setattr(FolderFiles, "remove", remove_nothing)
    with sessions() as session, pytest.raises(SourceUnavailable, match="Read-only"):
        sweep(session)

    assert len(tries) == 3, "two of them, and its own trial"


def test_a_store_that_is_down_keeps_no_other_from_being_swept(kept_in, sessions, age, folder):
    orphan = kept_in(StoreName.POSTGRESQL)
    age(orphan)
    with sessions.begin() as session:
        session.execute(delete(Upload))
    folder.root.rmdir()

    with sessions() as session, pytest.raises(SourceUnavailable):
        sweep(session)

    with sessions() as session:
        assert session.scalars(select(FileContent.id)).all() == []


def test_a_file_of_a_store_that_is_no_longer_connected_says_which(kept_in, stored_in):
    upload = kept_in(StoreName.FOLDER)

    sessions = stored_in(StoreName.POSTGRESQL, connected=(StoreName.POSTGRESQL,))

    with sessions() as session, pytest.raises(SourceUnavailable, match="'folder'"):
        content_of(session, session.get_one(Upload, upload.id))


@pytest.mark.parametrize("name", list(StoreName)[:2])
def test_what_is_harmful_is_destroyed_wherever_it_lies(kept_in, sessions, name):
    upload = kept_in(name)
    with sessions() as session:
        infected = session.get_one(Upload, upload.id)
        destroy_content(session, infected)

        assert content_of(session, infected) == b""
        assert place_of(session, infected) is None
        assert list(stores_of(session).named(name).keys_before(utc_now() + LATER)) == []


@pytest.mark.parametrize(("store", "setting"), [("folder", "FOLDER"), ("s3", "BUCKET")])
def test_a_store_in_use_is_connected(store, setting):
    with pytest.raises(ValueError, match=f"PORTAL_FILES_{setting}"):
        settings_for("postgresql+psycopg://x@/x", files_store=store)
