"""`salon demo`: what a newcomer runs first."""

import json
import subprocess
import sys


def test_the_demo() -> None:
    """It exits 0; every line is one object of JSON, every check holds, the last line is the result of all cases."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--json"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    *lines, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert last == {"result": "ok", "cases": [1, 2, 3, 4, 5, 6]}
    assert all({"at", "case", "chat", "channel", "who", "did"} <= line.keys() for line in lines)
    assert {line["case"] for line in lines} == {None, 1, 2, 3, 4, 5, 6}
    assert {line["chat"] for line in lines if line["case"] == 1 and line["did"] != "checked"} == {"discord", "slack"}
    checks = {line["text"]: line["holds"] for line in lines if line["did"] == "checked"}
    assert len(checks) >= 30
    assert all(checks.values()), checks
