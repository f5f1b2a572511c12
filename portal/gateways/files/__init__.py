"""Where the bytes of files may lie outside the database."""

from portal.domain.file_stores import SYSTEM, FileStore, StoreName
from portal.gateways.files.bucket import BucketFiles
from portal.gateways.files.folder import FolderFiles
from portal.gateways.files.signatures import Signer
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.setting_values import Bucket
from portal.settings import Settings

__all__ = ["connect"]


def connect(settings: Settings) -> dict[StoreName, FileStore]:
    """The stores that the settings name, also those in which nothing new is put any more."""
    stores: dict[StoreName, FileStore] = {}
    if settings.files_folder:
        stores[StoreName.FOLDER] = FolderFiles(settings.files_folder)
    if settings.files_bucket:
        stores[StoreName.S3] = _bucket(settings, settings.files_bucket)
    return stores


def _bucket(settings: Settings, bucket: Bucket) -> BucketFiles:
    signer = Signer(bucket.key_id, bucket.secret.get_secret_value(), bucket.region)
    api = Api(
        system=SYSTEM,
        base_url=str(bucket.url).rstrip("/"),
        limit_s=bucket.seconds,
        link=link_of(settings, SYSTEM),
    )
    return BucketFiles(api, signer)
