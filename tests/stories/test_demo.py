"""`salon demo`: what a newcomer runs first."""

import json
import subprocess
import sys


def test_the_demo() -> None:
    """It exits 0; every line is one object of JSON, every check holds, no task is left behind."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--json"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    *lines, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert last == {"result": "ok", "cases": [1, 2, 3, 4, 5, 6]}
    assert all({"at", "case", "chat", "channel", "who", "did"} <= line.keys() for line in lines)
    assert {line["case"] for line in lines} == {None, 1, 2, 3, 4, 5, 6}
    played = [line for line in lines if line["who"] not in {"time", "demo"}]
    assert {line["chat"] for line in played if line["case"] == 1} == {"discord", "slack"}
    assert [line["did"] for line in played if line["case"] is None and line["who"] != "Salon"] == 6 * [
        "runs /report-listing and fills in the form"
    ], "before there is a case, it has no number"
    checks = [line for line in lines if line["did"] == "checked"]
    assert {line["case"] for line in checks} == {1, 2, 3, 4, 5, 6}
    assert [line["text"] for line in checks if not line["holds"]] == []
    assert "was destroyed" not in done.stderr
