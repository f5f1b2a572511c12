"""What outside systems answered: kept with the login, and no longer."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from portal.storage import logins, session_answers
from portal.storage.session_answers import Moment, SessionAnswer
from tests.factories import an_identity


def test_answer_of_an_outside_system_is_kept_sealed_and_goes_with_the_login(database):
    token, _resident = logins.begin_session(database, an_identity())
    database.commit()
    login = database.query(logins.LoginSession).one().id
    session_answers.store_answers(database, login, {"cases": b'["ZAAK-1"]'})
    session_answers.store_answers(database, login, {"cases": b'["ZAAK-2"]'})
    database.commit()

    assert session_answers.last_answer(database, login, "cases")[0] == ["ZAAK-2"]
    assert b"ZAAK" not in database.query(SessionAnswer).one().sealed
    logins.end_session(database, token)
    assert session_answers.last_answer(database, login, "cases") is None


def test_answer_for_a_login_that_just_ended_is_not_kept(database):
    session_answers.store_answers(database, uuid4(), {"cases": b"[]"})
    database.commit()

    assert database.query(SessionAnswer).count() == 0


def test_answer_that_was_asked_for_later_stays(database):
    logins.begin_session(database, an_identity())
    database.commit()
    login, now = database.query(logins.LoginSession).one().id, datetime.now(UTC)

    session_answers.store_answers(database, login, {"cases": b'["later"]'}, Moment(now))
    session_answers.store_answers(
        database, login, {"cases": b'["slow"]'}, Moment(now - timedelta(seconds=5))
    )

    assert session_answers.last_answer(database, login, "cases") == (["later"], now)
