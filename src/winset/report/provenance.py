"""Where the numbers come from: what was not seen, what is conditioned on, how the run was made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from winset.report.case import Case
from winset.report.material import Material
from winset.report.numerics import checks


class Unseen(NamedTuple):
    """Figures of one block whose source was not opened (or that were chosen), with how many."""

    block: str
    what: str
    figures: int


def unseen(case: Case, chosen: bool) -> list[Unseen]:
    """Figures and records marked `seen: false`, by block; `chosen` picks those whose author chose the
    value.
    """
    blocks: dict[str, list[str]] = {}
    for path, source in _marked(case.text, (), None):
        if (source == "chosen") == chosen:
            head, tail = path[:2], path[2:]
            blocks.setdefault(" › ".join(head), []).append(".".join(tail))
    return [Unseen(block, _summary(names), len(names)) for block, names in blocks.items()]


def _summary(names: list[str]) -> str:
    """Names of figures; a long run of dates or sectors under one name becomes a count."""
    groups: dict[str, int] = {}
    for name in names:
        stem = re.sub(r"\.?\d{4}(-\d\d)*$", "", name)
        groups[stem] = groups.get(stem, 0) + 1
    texts = [
        f"{stem or 'entries'} ({count})" if count > 1 else stem for stem, count in groups.items() if stem or count > 1
    ]
    if len(texts) > 14:
        texts = [*texts[:14], f"and {len(texts) - 14} more"]
    return ", ".join(texts)


def _marked(block: Any, path: tuple[str, ...], source: str | None) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Paths of all that is marked unseen: figures, blocks that hold no figure of their own, and records with a date.

    A dated record states that something was done on that day, which is a thing to have seen besides its figures.
    """
    if isinstance(block, list):
        for i, value in enumerate(block):
            yield from _marked(value, (*path, _item(value, i)), source)
    elif isinstance(block, Mapping):
        inner: list[tuple[tuple[str, ...], str | None]] = []
        for key, value in block.items():
            inner += _marked(value, (*path, str(key)), block.get("source", source))
        if block.get("seen") is False and ("date" in block or not inner):
            inner.append((path, block.get("source", source)))
        yield from inner


def _item(value: Any, index: int) -> str:
    if not isinstance(value, Mapping):
        return str(index)
    if "date" in value:
        return f"{value['date']} {value.get('label') or value.get('sender') or ''}".strip()
    return str(value.get("name", index))


def conditioned(material: Material) -> list[str]:
    """What the run takes as given although it lies after `as_of`, in sentences."""
    case, package = material.case, material.case.section("package")
    measures, demands = package.get("measures") or [], package.get("demands") or []
    path = case.section("world_market").get("path") or {}
    parts = []
    if measures and package.get("mode", "scripted") == "scripted":
        parts.append(f"the dated package ({len(measures)} measures)")
    if demands:
        parts.append(f"the senders' dated demands ({len(demands)})")
    if path:
        parts.append(f"the world market path ({len(path)} months)")
    succession = case.section("institutions").get("succession") or []
    if succession:
        parts.append(f"scheduled successions ({', '.join(str(s)[:7] for s in succession)})")
    return parts


def given(material: Material) -> list[tuple[str, str]]:
    """Inputs that hold what became known after `as_of`: (what, remark), the package and the world price first."""
    case, as_of = material.case, material.case.as_of[:10]
    package, rows = case.section("package"), []
    for room, words in (("measures", "Measures"), ("demands", "Demands"), ("threats", "Threats")):
        dates = [str(item["date"])[:10] for item in package.get(room) or []]
        late = [date for date in dates if as_of and date > as_of]
        if late:
            span = " to ".join(dict.fromkeys((min(late)[:7], max(late)[:7])))
            rows.append((f"{words} of the package", f"{len(late)} of {len(dates)} dated {span}"))
    months = [str(month)[:7] for month in case.section("world_market").get("path") or {}]
    late = [month for month in months if as_of and month > as_of[:7]]
    if late:
        rows.append(("World market price", f"{len(late)} of {len(months)} months, {min(late)} to {max(late)}"))
    return rows + [(where, note or "marked in the file") for where, note in _conditioned_marks(case.text, ())]


def _conditioned_marks(block: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Path and note of every figure or block marked `conditioned: true`; those inside a marked block once."""
    if isinstance(block, list):
        for i, value in enumerate(block):
            yield from _conditioned_marks(value, (*path, _item(value, i)))
    elif isinstance(block, Mapping):
        if block.get("conditioned") is True:
            yield " › ".join(path), str(block.get("note") or "")
            return
        entries = list(block.values())
        if len(path) > 1 and entries and all(isinstance(e, Mapping) and e.get("conditioned") is True for e in entries):
            yield " › ".join(path), str(entries[0].get("note") or "")
            return
        for key, value in block.items():
            yield from _conditioned_marks(value, (*path, str(key)))


def changes(material: Material) -> list[str]:
    """What the run was asked for beyond the file, each as the command line writes it."""
    meta, found = material.meta, [f"--set {text}" for text in material.meta.get("set") or []]
    if meta.get("off"):
        found.append(f"--off {','.join(meta['off'])}")
    for name, usual in (("coalition", "self_enforcing"), ("pressure", 1.0), ("months", None)):
        if meta.get(name, usual) != usual:
            found.append(f"--{name} {meta[name]}")
    if meta.get("spread") is False:
        found.append("no spread drawn")
    return found + [f"{name} pinned at {value:g}" for name, value in (meta.get("parameters") or {}).items()]


def facts(material: Material) -> list[tuple[str, str]]:
    """Seed, draws, versions and the rest, as rows."""
    meta = material.meta
    versions = meta.get("versions") or {}
    rows = [
        ("Case", str(meta.get("slug") or meta.get("title") or material.case.title)),
        ("Draws", f"{material.draws:,} (draws 2k and 2k+1 share parameters)"),
        ("Months", f"{material.months}, from {material.month[0]}"),
        ("Seed", str(meta.get("seed", "not recorded"))),
        ("Mechanisms off", ", ".join(meta.get("off") or []) or "none"),
        (
            "Parameters pinned",
            ", ".join(f"{k} = {v}" for k, v in (material.case.section("parameters") or {}).items()) or "none",
        ),
        ("Changed against the file", "; ".join(changes(material)) or "nothing"),
        *((name, f"{value} ({meaning})") for name, value, meaning in checks(material)),
        ("Versions", ", ".join(f"{k} {v}" for k, v in versions.items()) or "not recorded"),
        ("Digest", str(meta.get("digest", "not recorded"))),
    ]
    return rows


def scenario_text(material: Material, scenario: Any) -> str:
    """The scenario as it was run, as text."""
    text = material.meta.get("scenario_text") or getattr(scenario, "text", "")
    return str(text)


def sources(case: Case) -> list[tuple[str, str, bool]]:
    """Key, citation and whether it was opened, in file order."""
    return [(str(k), str(s.get("citation", "")), bool(s.get("seen"))) for k, s in case.section("sources").items()]
