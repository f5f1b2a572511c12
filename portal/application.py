"""The portal as a Flask application. `create_app` is where everything meets; read it first."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined

from portal.domain.upload_quota import MB
from portal.features.accounts.views import bp as accounts
from portal.features.cases.views import bp as cases
from portal.features.consents.api import bp as consent_use
from portal.features.consents.views import bp as consents
from portal.features.consultations.views import bp as consultations
from portal.features.contacts.views import bp as contacts
from portal.features.cosigning.views import bp as cosigning
from portal.features.feedback.views import bp as feedback
from portal.features.home.views import bp as home
from portal.features.information.views import bp as information
from portal.features.maps.views import bp as maps
from portal.features.messages.views import bp as messages
from portal.features.operations.views import bp as operations
from portal.features.overview.views import bp as overview
from portal.features.own_data.views import bp as own_data
from portal.features.payments.views import bp as payments
from portal.features.submissions.situation import bp as situation
from portal.features.submissions.tracking import bp as tracking
from portal.features.submissions.views import bp as submissions
from portal.handles import Portal
from portal.resources import resource
from portal.web.edge import (
    assets,
    bodies,
    case_addresses,
    cross_site,
    errors,
    guard,
    headers,
    htmx,
    limits,
    login_session,
    paths,
    request_context,
    request_log,
    security_events,
)
from portal.web.page import layout, pictograms
from portal.web.page.environment import LanguageEnvironment
from portal.web.words import dutch_names, formats, log_status

FEATURES = (
    accounts,
    cases,
    consultations,
    consent_use,
    consents,
    contacts,
    messages,
    operations,
    overview,
    own_data,
    feedback,
    home,
    information,
    maps,
    submissions,
    situation,
    tracking,
    cosigning,
    payments,
)


class PortalApp(Flask):
    """Flask, but for a look whether each function is a coroutine: no view or hook of ours is."""

    request_class = bodies.PortalRequest

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(portal: Portal) -> Flask:
    """The pages of this portal."""
    settings = portal.settings
    app = PortalApp(
        __name__, template_folder=resource("templates"), static_folder=resource("static")
    )
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        BABEL_TRANSLATION_DIRECTORIES=str(resource("translations")),
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Amsterdam",
        MAX_CONTENT_LENGTH=settings.upload_quota.body_bytes,
        MAX_FORM_MEMORY_SIZE=MB,
    )
    app.jinja_environment = LanguageEnvironment  # type: ignore[assignment] # typed as one class
    app.jinja_env.undefined = StrictUndefined
    app.extensions[request_context.NAME] = portal
    app.teardown_appcontext(request_context.close_session)
    request_log.register(app)
    security_events.register(app)
    Babel(app, locale_selector=layout.locale)
    htmx.register(app)
    paths.register(app, settings)
    case_addresses.register(app)
    layout.register(app)
    for feature in FEATURES:
        app.register_blueprint(feature)
    formats.register(app)
    log_status.register(app)
    dutch_names.register(app)
    pictograms.register(app, assets.register(app))
    login_session.register(app, settings)
    bodies.register(app, settings.threads)
    cross_site.register(app)
    guard.register(app)
    limits.register(app)
    errors.register(app)
    headers.register(app, is_https=settings.is_https)
    return app
