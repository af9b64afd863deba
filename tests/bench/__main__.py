"""`uv run python -m tests.bench evidence`: measures, prints, and ends with 1 where a goal is missed."""

import argparse
import sys

from tests.bench import evidence

BENCHES = {"evidence": evidence.run}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument("--seed", help="draw what an earlier run drew (each run prints its seed)")
    parser.add_argument("--quick", action="store_true", help="fewer pictures: for every push")
    given = parser.parse_args()
    sys.exit(0 if BENCHES[given.bench](given.seed, quick=given.quick) else 1)
