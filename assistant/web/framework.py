"""Import the framework of the page without what it does for those who develop components of their own."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

# At every import the framework takes its own sources apart to write type stubs beside them: a quarter of the time to start.
_WRITES_STUBS = "gradio.component_meta"
_WRITER = "create_or_modify_pyi"


def load_framework() -> None:
    """Import the framework; other modules may name it from then on."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        import gradio  # noqa: F401
    finally:
        sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    """Find the one module that is changed; a framework without it is imported as it is."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == _WRITES_STUBS else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(SourceFileLoader):
    """Load the module, and leave its writer with nothing to do."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        if hasattr(module, _WRITER):
            setattr(module, _WRITER, _write_nothing)


def _write_nothing(*_: object) -> None:
    return None
