"""The mark that makes a function the implementation of a hook; apart from the specifications, so that the face stays light."""

import pluggy

PROJECT = "foerderkette"

hookimpl = pluggy.HookimplMarker(PROJECT)
