"""Moving files to the store in use: none is lost, and one that can't be read keeps no other."""

import pytest
from sqlalchemy import delete, select, update

from portal.domain.failures import SourceError
from portal.domain.file_stores import StoreName
from portal.storage.file_contents import FileContent, FilePiece
from portal.storage.file_moves import files_by_store, move_files
from portal.storage.uploads import CONTENT_SEAL, Upload
from portal.storage.vault import Vault
from tests.portal.storage.test_file_stores import FILE, folder, kept_in, stored_in
from tests.portal.test_commands import run
from tests.stored_files import content_of

__all__ = ["folder", "kept_in", "run", "stored_in"]


def test_files_move_to_the_store_in_use_and_go_on_working(kept_in, stored_in, sessions, folder):
    uploads = [kept_in(StoreName.POSTGRESQL) for _number in range(2)]
    of_before = kept_in(StoreName.POSTGRESQL)
    with sessions.begin() as session:
        lay_in_row(session, session.get_one(Upload, of_before.id))
    stored_in(StoreName.FOLDER)
    with sessions() as session:
        assert files_by_store(session) == {"postgresql": 3}
        assert content_of(session, session.get_one(Upload, of_before.id)) == FILE

        moves = move_files(session)
        next(moves)
        assert files_by_store(session) == {"postgresql": 2, "folder": 1}
        moves.close()  # killed here; then run again
        assert [moved.fault for moved in move_files(session)] == ["", ""]

        assert files_by_store(session) == {"folder": 3}
        for upload in (*uploads, of_before):
            assert content_of(session, session.get_one(Upload, upload.id)) == FILE
        assert session.scalars(select(FileContent.id)).all() == []
        assert list(move_files(session)) == []


def lay_in_row(session, upload: Upload) -> None:
    """As it was before there were stores: with its bytes in its row."""
    vault: Vault = session.info["vault"]
    session.execute(delete(FileContent).where(FileContent.id == upload.content_id))
    upload.store = upload.content_id = upload.sealed_key = None
    upload.sealed_content = vault.seal(FILE, CONTENT_SEAL)


@pytest.mark.parametrize("bytes_left", [b"x" * 90, b"x" * 9, b"x", b""])
def test_a_file_that_cannot_be_read_is_named_and_keeps_no_other(
    kept_in, stored_in, sessions, folder, bytes_left
):
    lost, damaged, *others = [kept_in(StoreName.POSTGRESQL) for _number in range(4)]
    of_other_key = kept_in(StoreName.POSTGRESQL)
    with sessions.begin() as session:
        session.execute(delete(FileContent).where(FileContent.id == lost.content_id))
        session.execute(
            update(FilePiece)
            .where(FilePiece.content_id == damaged.content_id)
            .values(content=bytes_left)
        )
        session.execute(
            update(Upload).where(Upload.id == of_other_key.id).values(sealed_key=b"k9:" + b"x" * 60)
        )
    stored_in(StoreName.FOLDER)

    with sessions() as session:
        moves = {moved.id: moved.fault for moved in move_files(session)}

        assert {moves[other.id] for other in others} == {""}
        assert "damaged" in moves[damaged.id]
        assert "k9" in moves[of_other_key.id]
        assert moves[lost.id]
        assert files_by_store(session) == {"postgresql": 3, "folder": 2}


def test_the_command_goes_on_and_says_which_file_failed(
    kept_in, sessions, run, environment, database_url, tmp_path
):
    lost, _other = kept_in(StoreName.POSTGRESQL), kept_in(StoreName.POSTGRESQL)
    with sessions.begin() as session:
        session.execute(delete(FileContent).where(FileContent.id == lost.content_id))
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    environment.setenv("PORTAL_FILES_STORE", "folder")
    environment.setenv("PORTAL_FILES_FOLDER", str(tmp_path))

    code, said, errors = run("files", "move")

    assert (code, said) == (1, "1 files were moved to folder.\n")
    assert f"{lost.id} was not moved: " in errors


def test_a_store_in_use_that_is_down_stops_the_move(kept_in, stored_in, sessions, folder):
    kept_in(StoreName.POSTGRESQL)
    stored_in(StoreName.FOLDER)
    folder.root.rmdir()

    with sessions() as session, pytest.raises(SourceError):
        list(move_files(session))


@pytest.mark.parametrize("is_in_row", [False, True])
def test_who_read_a_file_before_it_moved_gets_it_where_it_lies_now(
    kept_in, stored_in, sessions, folder, is_in_row
):
    upload = kept_in(StoreName.POSTGRESQL)
    if is_in_row:
        with sessions.begin() as session:
            lay_in_row(session, session.get_one(Upload, upload.id))
    stored_in(StoreName.FOLDER)
    with sessions() as delivery, sessions() as mover:
        before = delivery.get_one(Upload, upload.id)
        delivery.commit()
        assert [moved.fault for moved in move_files(mover)] == [""]

        assert content_of(delivery, before) == FILE


def test_what_is_nowhere_is_said_to_be_nowhere(kept_in, sessions):
    upload = kept_in(StoreName.POSTGRESQL)
    with sessions.begin() as session:
        session.execute(delete(FileContent))

    with sessions() as session, pytest.raises(SourceError):
        content_of(session, session.get_one(Upload, upload.id))
