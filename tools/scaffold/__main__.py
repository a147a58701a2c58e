"""Writes the folder of a new engine, connector, field type or blueprint from its template.

    python -m tools.scaffold engine referrals

Runs on the standard library alone. A template mirrors the tree. In a path `NAME` and `KEBAB` become the name
as `cold_calls` and `cold-calls`; in a text `{{name}}`, `{{Name}}` and `{{title}}` become `cold_calls`,
`ColdCalls` and `cold calls`.
"""

import keyword
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = Path(__file__).resolve().parent / "templates"
SUFFIX = ".tmpl"


def main(kind: str, name: str, root: Path = ROOT) -> list[Path]:
    """Writes and prints the files; exits with a sentence when the name will not do or is taken."""
    template = TEMPLATES / kind
    if not template.is_dir():
        sys.exit(f"there is no template {kind!r}; there are {', '.join(kinds())}")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) or keyword.iskeyword(name):
        sys.exit(f"name={name or '…'}: a name is lower case words joined by _, like cold_calls")
    wanted = {root / target(path, template, name): path for path in sorted(template.rglob(f"*{SUFFIX}"))}
    for path, source in wanted.items():
        named = source.relative_to(template).as_posix()
        if path.exists() and ("NAME" in named or "KEBAB" in named):
            sys.exit(f"{path.relative_to(root)} exists already")
    written = [path for path in wanted if not path.exists()]
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(filled(wanted[path].read_text(encoding="utf-8"), name), encoding="utf-8")
        print(path.relative_to(root))
    print(f"Next: docs/extend/{'field-type' if kind == 'fieldtype' else kind}.md, then make check")
    return written


def kinds() -> list[str]:
    """The templates there are."""
    return sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir())


def target(path: Path, template: Path, name: str) -> Path:
    """Where a template's file goes, relative to the root."""
    place = path.relative_to(template).as_posix().removesuffix(SUFFIX)
    return Path(place.replace("NAME", name).replace("KEBAB", name.replace("_", "-")))


def filled(text: str, name: str) -> str:
    """The template's text with the name in its three spellings."""
    spellings = {
        "{{name}}": name,
        "{{Name}}": "".join(word.capitalize() for word in name.split("_")),
        "{{title}}": name.replace("_", " "),
    }
    for placeholder, spelling in spellings.items():
        text = text.replace(placeholder, spelling)
    return text


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
