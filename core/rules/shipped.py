"""The YAML files of the house itself. Strangers' ones are read by core.definitions.files, which sets them bounds first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# a tenth of the time of the one written in Python, which stands in where PyYAML was built without libyaml
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def shipped_yaml(file: Path) -> Any:
    """What a file beside the code holds."""
    loader = _Loader(file.read_text("utf-8"))
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()
