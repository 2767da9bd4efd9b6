from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Hashed names also inside JavaScript modules, so that every file can be cached for good."""

    support_js_module_import_aggregation = True
