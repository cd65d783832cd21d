#!/usr/bin/env python3
"""Runs `misfire list` on every program of the corpus and holds what it offers against the annotations, by line.

    tests/corpus/measure.py [--misfire build/cli/misfire] [--missed] [PROGRAM ...]

An annotated place is found if misfire offers a mutant of its operator at its line, or at a line that its remark names. A
miss is explained if misfire says at that line why it makes none. An activation's module may be annotated where it is made
and be found where it is used: each such place allows one offer elsewhere. What is offered where no line asks for it, with or
without `?`, is wrong. --missed lists both. Needs libtorch's headers (TORCH_INCLUDE names another folder than Debian's).
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

CORPUS = pathlib.Path(__file__).resolve().parent
INCLUDE = os.environ.get("TORCH_INCLUDE", "/usr/include/torch/csrc/api/include")
DATA = {"TCL", "TRD", "TUD", "TCO", "TAN"}
CONFIGURATION = """build: {folder}
target: program
link: g++ {objects} -o program
metrics:
  - {{name: score, suite: test, pattern: 'score ([0-9.]+)', goal: maximize}}
"""


def family(operator):
    return "DATA" if operator in DATA else operator


def offered(misfire, name):
    """The list of mutants of a program, as misfire writes it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "program"
        if (CORPUS / name).is_dir():
            shutil.copytree(CORPUS / name, copy)
        else:
            copy.mkdir()
            shutil.copy(CORPUS / f"{name}.cpp", copy)
        includes = " ".join(f"-I{path}" for path in [copy, *copy.rglob("*")] if path.is_dir())
        commands = []
        for source in sorted(copy.rglob("*.cpp")):
            command = f"g++ -std=c++17 {includes} -isystem {INCLUDE} -c {source} -o {source.stem}.o"
            commands.append({"directory": folder, "file": str(source), "command": command})
        (pathlib.Path(folder) / "compile_commands.json").write_text(json.dumps(commands))
        objects = " ".join(f"{source.stem}.o" for source in copy.rglob("*.cpp"))
        (pathlib.Path(folder) / "misfire.yml").write_text(CONFIGURATION.format(folder=folder, objects=objects))
        ran = subprocess.run([misfire, "list", "--json"], cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise SystemExit(f"misfire list ends with {ran.returncode} on {name}:\n{ran.stderr}")
        return json.loads(ran.stdout)


def annotated(name):
    """(certain, family, file, line, places where it may stand) of each line of an .expected file."""
    for text in (CORPUS / f"{name}.expected").read_text().splitlines():
        place = re.match(r"(\? )?(\w+) (\S+):(\d+)\s+(.*)", text)
        if not place:
            continue
        asked, operator, file, line, rest = place.groups()
        remark = rest.split("#", 1)[1] if "#" in rest else ""
        name = os.path.basename(file)
        places = {(os.path.basename(other), int(number)) for other, number in re.findall(r"(\S+\.(?:cpp|h)):(\d+)", remark)}
        places |= {(name, int(number)) for number in re.findall(r"\bat (?!\S+:)[^#;]*?\b(\d+)", remark)}
        yield not asked, family(operator), name, int(line), {(name, int(line))} | places


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misfire", default=str(CORPUS.parents[1] / "build/cli/misfire"))
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("programs", nargs="*")
    given = parser.parse_args()
    asked, found, explained, offers, right = (collections.Counter() for _ in range(5))
    for name in given.programs or sorted(path.stem for path in CORPUS.glob("*.expected")):
        listed = offered(os.path.abspath(given.misfire), name)
        made, reasons = ({(family(one["operator"]), os.path.basename(one["file"]), one["line"]) for one in listed[key]}
                         for key in ("mutants", "not_made"))
        used = {(one["operator"], os.path.basename(one["file"]), one["line"]) for one in listed["not_made"]
                if one["reason"].endswith("where it is used")}
        wanted = set()
        for certain, operator, file, line, places in annotated(name):
            wanted |= {(operator, *place) for place in places}
            if not certain:
                continue
            asked[operator] += 1
            if any((operator, *place) in made | used for place in places):
                found[operator] += 1
            elif any((operator, *place) in reasons for place in places):
                explained[operator] += 1
                if given.missed:
                    print(f"explained {name} {operator} {file}:{line}")
            elif given.missed:
                print(f"missed {name} {operator} {file}:{line}")
        for place in sorted(made):
            offers[place[0]] += 1
            stands_for = next((one for one in used if one[0] == place[0] and one in wanted), None)
            fits = place in wanted or stands_for is not None
            used.discard(stands_for if place not in wanted else None)
            right[place[0]] += fits
            if given.missed and not fits:
                print(f"wrong {name} {place[0]} {place[1]}:{place[2]}")
    for operator in sorted(asked):
        print(f"{operator:5} found {found[operator]:4} of {asked[operator]:4}, explained {explained[operator]:3}; "
              f"offered {offers[operator]:4}, right {right[operator]:4}")
    total = [sum(counter.values()) for counter in (found, asked, explained, right, offers)]
    print(f"recall {100 * total[0] / total[1]:.1f} % ({total[0]} of {total[1]}, {total[2]} explained), "
          f"precision {100 * total[3] / total[4]:.1f} % ({total[3]} of {total[4]})")


if __name__ == "__main__":
    main()
