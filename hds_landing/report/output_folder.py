"""Results on disk: all of them or none."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hds_landing.errors import OutputError


def write_tree(folder: Path, texts: Mapping[str, str | Iterable[str]]) -> tuple[Path, ...]:
    """Writes each text under its path in `folder`; nothing changes if one cannot be written.

    Args:
        folder: made if it is not there; what it holds under other names stays.
        texts: content by path relative to `folder`, whole or in pieces.

    Raises:
        OutputError: the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".writing-") as staging:
            for name, text in texts.items():
                staged = Path(staging) / name
                staged.parent.mkdir(parents=True, exist_ok=True)
                with staged.open("w", encoding="utf-8") as stream:
                    stream.writelines((text,) if isinstance(text, str) else text)
            return tuple(_moved(Path(staging) / name, folder / name) for name in texts)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}). Give another folder.") from error


def write_text(path: Path, text: str | Iterable[str]) -> None:
    """Writes one file, given whole or in pieces, whole or not at all.

    Raises:
        OutputError: the file cannot be written.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder. Give a file.")
    write_tree(path.parent, {path.name: text})


def _moved(staged: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return staged.replace(target)
