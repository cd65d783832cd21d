#!/usr/bin/env python3
"""Checks that every annotation names a place that is there; --table counts them by operator.

An annotation whose line has moved is worse than none: it would be held against the tool.
"""

import collections
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
FAMILIES = {
    "training data": ["DATA", "TCL", "TRD", "TUD", "TCO", "TAN"],
    "hyperparameter": ["HBS", "HDB", "HLR", "HNE"],
    "activation": ["ACH", "ARM", "AAL"],
    "regularisation": ["RAW", "RCW", "RRW", "RCD", "RCP"],
    "weights": ["WCI", "WAB", "WRB"],
    "loss": ["LCH"],
    "optimizer": ["OCH", "OCG"],
    "validation": ["VRM"],
}
OPERATORS = [operator for family in FAMILIES.values() for operator in family]
LINE = re.compile(r"(\? )?([A-Z]{3,4}) (\S+):([0-9]+)  (\S.*?)(?:  # (\S.*))?")
OTHER_PLACE = re.compile(r"(\S+\.(?:cpp|h)):([0-9]+)")


def sources(expected):
    """The program's sources by the names that its annotations use."""
    folder = expected.with_suffix("")
    if folder.is_dir():
        found = [path for path in sorted(folder.rglob("*")) if path.suffix in (".cpp", ".h")]
        return {path.relative_to(folder).as_posix(): path for path in found}
    single = expected.with_suffix(".cpp")
    return {single.name: single} if single.is_file() else {}


def check(expected, counts):
    problems = []
    text = {name: path.read_text(encoding="utf-8").splitlines() for name, path in sources(expected).items()}
    if not text:
        return [f"{expected.name}: no program of this name"]
    before, seen = ("", 0), set()
    for number, line in enumerate(expected.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{expected.name}:{number}"
        match = LINE.fullmatch(line)
        if not match:
            problems.append(f"{where}: not OPERATOR FILE:LINE  TEXT")
            continue
        doubtful, operator, name, at, quoted, remark = match.groups()
        at = int(at)
        if operator not in OPERATORS:
            problems.append(f"{where}: there is no operator {operator}")
        if not 1 <= at <= len(text.get(name, [])):
            problems.append(f"{where}: there is no {name}:{at}")
        elif quoted not in text[name][at - 1]:
            problems.append(f"{where}: {name}:{at} does not hold {quoted!r}")
        elif (operator, name, at, quoted) in seen:
            # The same words twice on a line are two places only if they stand there twice.
            if sum(key == (operator, name, at, quoted) for key in counts["places", expected.name]) >= text[name][at - 1].count(quoted):
                problems.append(f"{where}: {operator} twice at {name}:{at}")
        for other, other_line in OTHER_PLACE.findall(remark or ""):
            if not 1 <= int(other_line) <= len(text.get(other, [])):
                problems.append(f"{where}: there is no {other}:{other_line}")
        if (name, at) < before:
            problems.append(f"{where}: not sorted by file and line")
        if doubtful and not remark:
            problems.append(f"{where}: a doubtful place needs its reason")
        before = (name, at)
        seen.add((operator, name, at, quoted))
        counts["places", expected.name].append((operator, name, at, quoted))
        counts["doubtful" if doubtful else "sure"].append(operator)
    return problems


def main():
    counts = collections.defaultdict(list)
    expectations = sorted(HERE.glob("*.expected"))
    names = {path.stem for path in expectations}
    problems = []
    for path in sorted(HERE.iterdir()):
        if (path.is_dir() and path.name != "__pycache__" or path.suffix == ".cpp") and path.stem not in names:
            problems.append(f"{path.name}: has no annotations")
    for expected in expectations:
        problems += check(expected, counts)
    for problem in problems:
        print(problem)
    if "--table" in sys.argv[1:]:
        sure, doubtful = collections.Counter(counts["sure"]), collections.Counter(counts["doubtful"])
        print("| family | places | with ? | by operator |\n| --- | --- | --- | --- |")
        for family, operators in FAMILIES.items():
            each = ", ".join(f"{o} {sure[o]} + {doubtful[o]}" for o in operators if sure[o] + doubtful[o])
            print(f"| {family} | {sum(sure[o] for o in operators)} | {sum(doubtful[o] for o in operators)} | {each} |")
        print(f"| all | {sum(sure.values())} | {sum(doubtful.values())} | {len(expectations)} programs |")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
