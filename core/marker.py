"""The marks of a hook's implementation and of its specification; apart from the specifications, so that the face stays light."""

import pluggy

PROJECT = "foerderkette"

hookimpl = pluggy.HookimplMarker(PROJECT)
hookspec = pluggy.HookspecMarker(PROJECT)
