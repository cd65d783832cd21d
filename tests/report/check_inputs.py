#!/usr/bin/env python3
"""Computes what `misfire inputs --format json` says anew, from the bits in it, and fails where anything differs.

    check_inputs.py FILE

By the definitions of DeepCrime's replication (dlfaults/DCReplication), not by misfire's code: killing probabilities,
triviality, and redundancy by Wilson's intervals (1927, 90 %).
"""
import json
import math
import sys

Z = 1.6448536269514722  # of 95 %


def wilson(hits, total):
    share, z2 = hits / total, Z * Z
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z / (1 + z2 / total) * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    return centre - half, centre + half


def kills_of(baseline, mutant):
    pairs = [(b, m) for b, m in zip(baseline, mutant) if b is not None and m is not None]
    return len(pairs), [sum(b[i] == "1" and m[i] == "0" for b, m in pairs) for i in range(len(pairs[0][0]))]


def is_redundant(mutant, to):
    """Whether what kills `to` kills `mutant`, on all inputs on which their intervals do not overlap; each is given as
    its number of runs, which differ where verdicts were certain early, and its kills."""
    differing = 0
    for mine, others in zip(mutant[1], to[1]):
        (low, high), (other_low, other_high) = wilson(mine, mutant[0]), wilson(others, to[0])
        if high < other_low:
            return False
        differing += other_high < low
    if differing == 0:
        return False
    low, high = wilson(differing, differing)
    return (high - low) / 2 < 0.05


def main():
    said = json.load(open(sys.argv[1]))
    mutants = said["mutants"]
    computed = {m["mutant"]: kills_of(said["right"], m["right"]) for m in mutants}
    for mutant in mutants:
        runs, kills = computed[mutant["mutant"]]
        killers = sum(wilson(k, runs)[0] > 0.5 for k in kills)
        triviality = sum(kills) / (runs * len(kills))
        others = [o["mutant"] for o in mutants
                  if o is not mutant and is_redundant(computed[mutant["mutant"]], computed[o["mutant"]])]
        assert mutant["runs"] == runs and mutant["kills"] == kills, mutant["mutant"]
        assert mutant["killing_inputs"] == killers, (mutant["mutant"], mutant["killing_inputs"], killers)
        assert abs(mutant["triviality"] - triviality) < 1e-12, (mutant["mutant"], mutant["triviality"], triviality)
        assert mutant["trivial"] == (triviality >= 0.9), mutant["mutant"]
        assert mutant["redundant_to"] == others, (mutant["mutant"], mutant["redundant_to"], others)
    assert sorted(said["order"]) == list(range(len(said["inputs"])))
    print(f"{len(mutants)} mutants, {sum(len(m['redundant_to']) for m in mutants)} redundancies")


if __name__ == "__main__":
    main()
