"""Writes every page under `docs/`, and removes the pages of rules that are gone."""

from documentation.pages import DOCS, pages

if __name__ == "__main__":
    written = pages()
    for old in (DOCS / "rules").glob("*.md"):
        if f"rules/{old.name}" not in written:
            old.unlink()
    for name, text in written.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(written)} pages under {DOCS.name}/")
