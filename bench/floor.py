"""The second unit: what the portal's pages cost at least, written as Flask is usually written.

Login, the newest twenty of fifty cases and one page of a form whose draft is saved: Flask-Login on
a signed cookie, Flask-WTF with CSRF, Flask-Babel, SQLAlchemy on PostgreSQL, Jinja with macros, a
nonce in the Content-Security-Policy. No outside systems, no consultation lines, no rules,
nothing sealed.
"""

import os
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, Response, abort, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel, format_date, get_locale
from flask_babel import lazy_gettext as _l
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_wtf import CSRFProtect, FlaskForm
from sqlalchemy import ForeignKey, Index, create_engine, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from wtforms import DateField, EmailField, RadioField, StringField
from wtforms.validators import DataRequired, Email, Length, Optional, Regexp

from portal.commands.processes import serve
from portal.settings import Settings

DATABASE = "FLOOR_DATABASE_URL"
"""Environment: where its database is."""
CASES, SHOWN = 50, 20
USERS, WITH_CASES = 1_000, 16
LOGIN, LIST, STEP, WIDE = "/login/", "/cases/", "/form/person/", "/form/wide/"
INPUTS = 500
"""On the widest page."""


class Base(DeclarativeBase):
    """The three tables."""


class User(UserMixin, Base):
    """Somebody who can log in."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Case(Base):
    """One line of the list."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_user", "user_id", "made_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str]
    title: Mapped[str]
    status: Mapped[str]
    made_at: Mapped[datetime]


class Draft(Base):
    """What somebody filled in so far."""

    __tablename__ = "draft"
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)


class Person(FlaskForm):
    """A page of seven questions."""

    name = StringField(_l("Naam"), [DataRequired(), Length(max=80)])
    email = EmailField(_l("E-mailadres"), [Optional(), Email()])
    phone = StringField(_l("Telefoonnummer"), [Optional(), Regexp(r"^[\d +()-]{10,16}$")])
    day = DateField(_l("Datum"), [DataRequired()])
    postcode = StringField(_l("Postcode"), [DataRequired(), Regexp(r"^\d{4} ?[A-Z]{2}$")])
    number = StringField(_l("Huisnummer"), [DataRequired(), Regexp(r"^\d{1,5}$")])
    living = RadioField(_l("Hoe gaat u wonen?"), choices=[("koop", "Koop"), ("huur", "Huur")])


Wide = type(
    "Wide",
    (FlaskForm,),
    {f"q{number}": StringField(f"Vraag {number}", [DataRequired()]) for number in range(INPUTS)},
)
"""A page of as many texts."""


def create_app() -> Flask:
    """The floor, on the database of its environment."""
    app = Flask(__name__)
    app.config.from_mapping(SECRET_KEY=os.environ["PORTAL_SECRET_KEY"], BABEL_DEFAULT_LOCALE="nl")
    engine = create_engine(os.environ[DATABASE], pool_size=8, pool_pre_ping=True)
    app.extensions["sessionmaker"] = sessionmaker(engine, expire_on_commit=False)
    CSRFProtect(app)
    Babel(app)
    LoginManager(app).user_loader(lambda name: _session(app).get(User, int(name)))
    app.context_processor(lambda: {"nonce": _nonce(), "get_locale": get_locale})
    app.add_template_filter(lambda moment: format_date(moment, "d MMMM y"), "day")
    app.teardown_appcontext(_close)
    app.after_request(_harden)
    _add_views(app)
    return app


def fill(url: str) -> None:
    """Make the tables, with users who each have fifty cases."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    now = datetime.now(UTC)
    with Session(engine) as session, session.begin():
        session.add_all(User(id=user, name=f"user-{user}") for user in range(1, USERS + 1))
        session.flush()
        session.add_all(
            Case(
                user_id=user,
                number=f"FLOOR-{user:02d}{number:04d}",
                title=f"Verhuizing {number}",
                status="In behandeling",
                made_at=now - timedelta(days=number),
            )
            for user in range(1, WITH_CASES + 1)
            for number in range(CASES)
        )
    engine.dispose()


def _add_views(app: Flask) -> None:
    @app.route(LOGIN, methods=["GET", "POST"])
    def login() -> ResponseReturnValue:
        form = FlaskForm()
        if not form.validate_on_submit():
            return render_template("login.html", form=form)
        user = _session(app).scalar(select(User).where(User.name == request.form["name"]))
        login_user(user or abort(403))
        return redirect(LIST, 303)

    @app.get(LIST)
    @login_required
    def cases() -> ResponseReturnValue:
        mine = select(Case).where(Case.user_id == current_user.id).order_by(Case.made_at.desc())
        rows = _session(app).scalars(mine.limit(SHOWN)).all()
        return render_template("cases.html", cases=rows, form=FlaskForm())

    @app.get(WIDE)
    @login_required
    def wide() -> ResponseReturnValue:
        return render_template("step.html", form=Wide())

    @app.route(STEP, methods=["GET", "POST"])
    @login_required
    def step() -> ResponseReturnValue:
        session = _session(app)
        draft = session.get(Draft, current_user.id)
        form = Person(data=_values(draft.answers if draft else {}))
        if not form.validate_on_submit():
            return render_template("step.html", form=form)
        answers = {name: str(value) for name, value in form.data.items() if name != "csrf_token"}
        change = {"answers": answers}
        upsert = insert(Draft).values(user_id=current_user.id, answers=answers)
        session.execute(upsert.on_conflict_do_update(index_elements=["user_id"], set_=change))
        session.commit()
        return redirect(STEP, 303)


def _values(answers: dict[str, str]) -> dict[str, Any]:
    day = {"day": datetime.fromisoformat(answers["day"]).date()} if "day" in answers else {}
    return answers | day


def _session(app: Flask) -> Session:
    if "session" not in g:
        g.session = app.extensions["sessionmaker"]()
    session: Session = g.session
    return session


def _close(_error: BaseException | None) -> None:
    if "session" in g:
        g.session.close()


def _nonce() -> str:
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = f"default-src 'self' 'nonce-{_nonce()}'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


if __name__ == "__main__":
    fill(os.environ[DATABASE])
    serve(create_app(), Settings())
