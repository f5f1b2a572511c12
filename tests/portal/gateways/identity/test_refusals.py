"""What the provider means when it sends the browser back with an error."""

import pytest

from portal.domain.identity import LoginFailed, LoginProblem

ERRORS = [
    (("access_denied", "The user cancelled"), LoginProblem.CANCELLED),
    (("IDP-3200", ""), LoginProblem.CANCELLED),
    (("login_required", "Authentication cancelled"), LoginProblem.CANCELLED),
    (("urn:oasis:names:tc:SAML:2.0:status:AuthnFailed", ""), LoginProblem.CANCELLED),
    (("access_denied", "Mandate missing"), LoginProblem.REFUSED),
    (("unauthorized_client", ""), LoginProblem.REFUSED),
    (("unmet_authentication_requirements", ""), LoginProblem.LEVEL),
    (("urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext", ""), LoginProblem.LEVEL),
    (("temporarily_unavailable", ""), LoginProblem.OUTAGE),
    (("server_error", "the user cancelled"), LoginProblem.OUTAGE),
    (("login_required", ""), LoginProblem.OUTAGE),
    (("<script>999993653", "999993653"), LoginProblem.OUTAGE),
]


@pytest.mark.parametrize(("error", "problem"), ERRORS, ids=str)
def test_error_of_the_provider_is_understood_and_its_words_are_not_repeated(
    provider, logins, error, problem
):
    provider.error = error

    with pytest.raises(LoginFailed) as refused:
        logins.log_in()

    assert refused.value.problem is problem
    assert "999993653" not in str(refused.value)
    assert "mandate" not in str(refused.value).lower()
