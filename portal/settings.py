"""Every setting of the portal: read once from the environment, checked at start.

A default stands here only if it is right in production and may be public.
"""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    HttpUrl,
    Json,
    SecretStr,
    UrlConstraints,
    field_validator,
    model_validator,
)
from pydantic_settings import NoDecode

from portal.case_system_settings import CaseSystemSettings, OptionalApi, check_systems
from portal.domain.case_keys import ONLY_SYSTEM
from portal.domain.file_stores import StoreName
from portal.file_settings import FileSettings
from portal.setting_values import (
    LEVELS_OF_DIGID,
    OUTSIDE_SYSTEMS,
    Algorithm,
    ClaimPath,
    Connection,
    NamedSecrets,
    ProvenLevel,
    SourceAddress,
    are_receipt_keys,
    is_https_or_local,
    is_private_key,
    is_this_machine,
    named_secrets,
    names_in,
)


class Settings(FileSettings):
    """Environment variables PORTAL_*. No default means: the portal does not start without it."""

    organisation_rsin: str = Field(pattern=r"^\d{9}$")
    """RSIN of the municipality, as `bronorganisatie` in the case API."""
    zaken_url: HttpUrl
    """Zaken API, up to and including `/api/v1`."""
    catalogi_url: HttpUrl
    """Catalogi API, up to and including `/api/v1`."""
    documenten_url: HttpUrl
    """Documenten API, up to and including `/api/v1`."""
    besluiten_url: OptionalApi
    """Besluiten API, up to and including `/api/v1`; `none` where the case system has none: then
    pages and messages say nothing of decisions, and cases are withdrawn by telephone."""
    case_client_id: str
    """Client id of the portal at the case API."""
    case_client_secret: SecretStr
    """Secret that goes with it; signs the tokens (HS256)."""
    case_timeout_seconds: float = Field(default=20.0, gt=0, le=120)
    """Seconds that the worker waits for one answer of the case API, or the contact register, when
    it delivers."""
    case_system_words: str = Field(default="", max_length=80)
    """What this case system has cases of, in your words, where there are more: `burgerzaken`.
    Residents read it where it can't be reached."""
    case_channel: str = Field(default="E-formulier", max_length=250)
    """What case systems are told of the way in which something was sent (`communicatiekanaalNaam`).
    Empty: nothing."""
    case_channel_url: HttpUrl | None = None
    """The same as a URL of a list of channels (`communicatiekanaal`), told in its place."""
    case_system_numbers_itself: bool = False
    """Whether the case system gives cases numbers of its own, whatever the portal sends. It must be
    able to find cases by `kenmerk` then, else nothing is delivered."""
    case_system_takes_objects: bool = True
    """Whether cases can say which address or vehicle they are about (`zaakobjecten`). A system
    without them refuses what residents send with a form that names one."""
    case_system_takes_logins: bool = True
    """Whether roles can say with which level of DigiD somebody logged in, and for whom they act
    (`authenticatieContext`, which is Open Zaak's own)."""
    case_systems: dict[str, CaseSystemSettings] = Field(default={})
    """Case systems beside it, as JSON, by a name that never changes: `{"vth": {"words":
    "vergunningen en toezicht", "zaken_url": "https://…", "catalogi_url": "…", "documenten_url":
    "…", "besluiten_url": "…", "client_id": "…", "client_secret": "…", "case_types": ["…"]}}`. What
    is sent for one of its `case_types` becomes a case there; optional are also `rsin`,
    `notificaties_url`, `numbers_itself`, `takes_objects`, `takes_logins`, `page_seconds` and
    `worker_seconds`."""
    notification_token: SecretStr = Field(min_length=16)
    """Token with which the Notificaties API must call the portal."""
    notification_token_before: SecretStr | None = Field(default=None, min_length=16)
    """The one of before, which is taken as well while it is being replaced."""
    notificaties_url: HttpUrl | None = None
    """Notificaties API, up to and including `/api/v1`, for `portal notifications`. Empty: somebody
    subscribes the portal by hand."""

    objecten_url: HttpUrl
    """Objecten API with the tasks and records, up to and including `/api/v2`."""
    objecten_token: SecretStr
    """Token of the portal at the Objecten API."""
    task_objecttype_url: HttpUrl
    """Object type of external tasks (Externe klanttaak v2)."""
    task_objecttype_version: int = Field(default=1, ge=1)
    """Version of that type in which the portal itself asks."""

    record_objecttype_url: HttpUrl | None = None
    """Object type `productaanvraag` (open-objecten) in that API: what is sent is kept there too,
    as data. Empty: it is not. Leave it empty where another system makes a case of each object."""
    record_objecttype_version: int = Field(default=1, ge=1)
    """Version of that type in which they are kept."""

    brp_url: HttpUrl
    """BRP personen bevragen, up to and including `/personen`."""
    brp_api_key: SecretStr
    """Key for it, sent as `X-API-KEY`."""
    locatieserver_url: HttpUrl
    """PDOK Locatieserver, up to and including `/search/v3_1`."""
    vehicles_url: HttpUrl = HttpUrl("https://opendata.rdw.nl/resource")
    """Open data of the RDW (Socrata), up to and including `/resource`, to look plates up in."""
    vehicles_token: SecretStr | None = None
    """App token for it, sent as `X-App-Token`. Empty: without, which allows fewer questions."""
    maps_url: HttpUrl = HttpUrl(
        "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857"
    )
    """Tiles of the map (WMTS of PDOK, EPSG:3857), up to and including the tile matrix set."""

    consultation_log_url: HttpUrl | None = None
    """Inzage API of the log of employees' consultations (VNG), up to and including `/api/v1`.
    Empty: not connected, and pages say so."""
    consultation_log_token: SecretStr | None = None
    """Token of the portal at that log, sent as `Bearer`."""
    contacts_url: HttpUrl | None = None
    """Klantinteracties API (Open Klant 2), up to and including `/api/v1`. Empty: residents can ask
    nothing through the portal, and are told to call."""
    contacts_token: SecretStr | None = None
    """Token of the portal at that API, sent as `Token`."""
    contacts_actor: str = Field(default="Klantcontactcentrum", min_length=1, max_length=200)
    """Name of the active organisational unit (`organisatorische_eenheid`) there that answers."""
    contacts_case_register: str = Field(default="open-zaak", min_length=1, max_length=200)
    """What the register of cases is called there (`codeRegister` of an `onderwerpobject`)."""
    payments_url: HttpUrl | None = None
    """Payments API v2 of Mollie or a provider with the same, up to and including `/v2`. Empty:
    nothing is paid online, and residents get a bill."""
    payments_key: SecretStr | None = None
    """API key of the portal there, sent as `Bearer`."""
    payments_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts at which residents may be asked to pay, comma between (`www.mollie.com`). Empty: at
    whichever the provider names."""
    sources: Json[dict[str, SourceAddress]]
    """By name in `forms/sources.yaml`, as JSON: `{"uwv": {"url": "https://…", "token": "…"}}`."""

    forms_off: Annotated[tuple[str, ...], NoDecode] = ()
    """Forms that nobody can begin here, by slug, comma between: beats `portal switch on`."""
    sources_off: Annotated[tuple[str, ...], NoDecode] = ()
    """Sources that are not asked here, comma between: `brp`, `bag`, `vehicles`, `maps`, names of
    `forms/sources.yaml`
    (which then need no address). Beats `portal switch on`."""

    connections: dict[str, Connection] = Field(default={})
    """How outside systems are reached, as JSON, by the name of their setting without `_URL` (`brp`,
    `zaken`, `oidc` …), of the source or of the further case system; `*` for all that are not named:
    `{"brp": {"ca": "ca.pem", "certificate": "our.pem", "key": "our.key", "proxy":
    "http://proxy:3128"}}`, all optional. `ca` takes the place of the CAs of this machine. `{}`: as
    without this setting."""

    mail_url: HttpUrl
    """Mail gateway in the manner of NotifyNL, without `/v2`."""
    mail_service_id: str
    """Service id at the mail gateway."""
    mail_key: SecretStr
    """Secret that goes with it."""
    mail_template_id: str
    """Template with the fields `onderwerp` and `tekst`."""

    receipt_keys: Annotated[SecretStr, AfterValidator(are_receipt_keys)]
    """JSON list of JWKs (EC, P-256, with `kid`), newest first. The first, a private one, signs the
    receipts of consents. Keep the public half of old ones: old receipts are verified with them."""
    consent_clients: NamedSecrets = SecretStr("")
    """Organisations that may ask for data on a consent: `name:secret`, comma between; the name is
    that of the recipient in `portal/purposes/`, the secret has at least 32 characters."""

    oidc_issuer: Annotated[
        HttpUrl, UrlConstraints(preserve_empty_path=True), AfterValidator(is_https_or_local)
    ]
    """Issuer of the OpenID provider, https; its metadata stands at
    `/.well-known/openid-configuration`."""
    oidc_client_id: str
    """Client id of the portal at the OpenID provider."""
    oidc_client_auth: Literal["private_key_jwt", "client_secret_basic"] = "private_key_jwt"
    """How the portal proves itself; a secret is a deviation from the NL GOV profile 1.0.1."""
    oidc_private_key: Annotated[SecretStr, AfterValidator(is_private_key)] | None = None
    """Private JWK (JSON) for `private_key_jwt`; its public half is at `/api/jwks.json`."""
    oidc_client_secret: SecretStr | None = None
    """Secret for `client_secret_basic`."""
    oidc_assertion_audience: Literal["token_endpoint", "issuer"] = "token_endpoint"
    """To whom `private_key_jwt` is addressed; newer providers take only the issuer."""
    oidc_algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = ("PS256", "RS256")
    """Algorithms with which ID tokens may be signed (PS, RS and ES only); never taken from the
    provider's metadata."""
    oidc_logout_hint: Literal["client_id", "id_token_hint"] = "client_id"
    """How the provider knows who logs out. The ID token holds the BSN, which may not stand in an
    address: `id_token_hint` is a deviation, for providers that don't take the client id alone."""
    oidc_scope: str = "openid"
    """Scopes to ask for."""
    oidc_bsn_claim: ClaimPath = ("bsn",)
    """Path to the claim with the BSN."""
    oidc_level_claim: ClaimPath = ("acr",)
    """Path to the claim with the level of assurance."""
    oidc_levels: Annotated[dict[str, ProvenLevel], Field(min_length=1)] = LEVELS_OF_DIGID
    """What the provider calls each level; an unknown word counts as no level at all."""
    oidc_level_requests: dict[str, ProvenLevel] = Field(default={})
    """In which words each level is asked for (`acr_values`), where the provider answers in others.
    Empty: in those of `PORTAL_OIDC_LEVELS`."""

    @field_validator("forms_off", "sources_off", "payments_hosts", mode="before")
    @classmethod
    def _names_are_split(cls, value: object) -> object:
        return names_in(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _is_complete(self) -> "Settings":
        """What some values need beside them."""
        has_key = self.oidc_client_auth == "private_key_jwt"
        needed = {
            "TRUSTED_PROXIES": (self.trusted_proxies, is_this_machine(self.public_url)),
            "OIDC_PRIVATE_KEY": (self.oidc_private_key, not has_key),
            "OIDC_CLIENT_SECRET": (self.oidc_client_secret, has_key),
            "CONSULTATION_LOG_TOKEN": (self.consultation_log_token, not self.consultation_log_url),
            "CONTACTS_TOKEN": (self.contacts_token, not self.contacts_url),
            "PAYMENTS_KEY": (self.payments_key, not self.payments_url),
            "FILES_FOLDER": (self.files_folder, self.files_store != StoreName.FOLDER),
            "FILES_BUCKET": (self.files_bucket, self.files_store != StoreName.S3),
            "REMEDIES_FILE": (self.remedies_file, self.municipality_file is None),
            "PRODUCTS_FILE": (self.products_file, self.municipality_file is None),
            "CASE_SYSTEM_WORDS": (self.case_system_words or None, not self.case_systems),
        }
        for name, (value, is_done_without) in needed.items():
            if value is None and not is_done_without:
                raise ValueError(f"PORTAL_{name} is needed with what the others say")
        return self

    @model_validator(mode="after")
    def _connections_are_of_systems(self) -> "Settings":
        check_systems(self.case_systems, OUTSIDE_SYSTEMS | self.sources.keys())
        known = OUTSIDE_SYSTEMS | self.sources.keys() | self.case_systems.keys()
        if unknown := self.connections.keys() - known:
            raise ValueError(f"PORTAL_CONNECTIONS names what is no outside system: {min(unknown)}")
        return self

    @property
    def every_case_system(self) -> dict[str, CaseSystemSettings]:
        """Each case system by its name; the one that a portal always had comes first."""
        first = CaseSystemSettings.model_construct(
            words=self.case_system_words,
            zaken_url=self.zaken_url,
            catalogi_url=self.catalogi_url,
            documenten_url=self.documenten_url,
            besluiten_url=self.besluiten_url,
            notificaties_url=self.notificaties_url,
            client_id=self.case_client_id,
            client_secret=self.case_client_secret,
            numbers_itself=self.case_system_numbers_itself,
            takes_objects=self.case_system_takes_objects,
            takes_logins=self.case_system_takes_logins,
        )
        return {ONLY_SYSTEM: first, **self.case_systems}

    @property
    def notification_tokens(self) -> tuple[SecretStr, ...]:
        """The tokens with which the Notificaties API may call the portal."""
        before = self.notification_token_before
        return (self.notification_token, before) if before else (self.notification_token,)

    @property
    def secrets_of_clients(self) -> dict[str, str]:
        """Name → secret of each organisation that may ask for data on a consent."""
        return named_secrets(self.consent_clients.get_secret_value())
