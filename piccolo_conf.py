"""Where Piccolo finds the database and the one application whose migrations it keeps."""

from piccolo.conf.apps import AppRegistry

from registry.foundation.database import DB

APP_REGISTRY = AppRegistry(apps=["registry.piccolo_app"])

__all__ = ["APP_REGISTRY", "DB"]
