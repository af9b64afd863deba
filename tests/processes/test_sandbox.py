"""`salon sandbox` as a process, played from others as a newcomer would: by copy and paste."""

import asyncio
import shlex
import signal
from pathlib import Path

from bot.sandbox import messenger
from tests.processes.salon import process, salon, sandbox


def words(line: str) -> list[str]:
    """What a shell makes of a line that was printed, behind `salon`."""
    said = shlex.split(line)
    return said[said.index("salon") + 1 :]


def order(line: str) -> tuple[list[str], int]:
    """The order in such a line, and the port that it goes to."""
    said = words(line)
    return said[said.index("act") + 1 :], int(said[said.index("--port") + 1])


async def test_a_whole_case_by_copy_and_paste(tmp_path: Path) -> None:
    """Every line that it prints works as it stands, and the last ones show that all who reported hear of the end."""
    async with sandbox(tmp_path, "--scale", "1200") as (running, lines):
        assert "Discord and a make-believe Slack" in lines[0]
        assert "1200 times faster" in lines[1]
        begins = next(place for place, line in enumerate(lines) if "a whole case" in line)
        *first, last = [line for line in lines[begins + 1 :] if line.startswith("  ")]
        told = [await asyncio.to_thread(messenger.send, *order(line)) for line in first]
        assert all(done for _, done in told), told
        assert order(first[-1])[0] == ["wait", "bob@slack"]
        assert "Case 1, which you reported, is closed" in told[-1][0]
        ended = await salon(tmp_path, {}, *words(last))
        assert (ended.code, ended.err) == (0, "")
        assert "Case 1, which you reported, is closed" in ended.out
        running.terminate()
        assert await asyncio.wait_for(running.wait(), 10) == 0


async def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    """With what could be, and exit 1; also that no bot is there, or no sandbox."""
    async with sandbox(tmp_path, "--no-bot") as (running, lines):
        act = next(line for line in lines if line.endswith("look mo")).removesuffix("look mo")
        ended = await salon(tmp_path, {}, *words(f"{act} zoe write hello"))
        assert (ended.code, ended.out) == (1, "")
        assert ended.err.startswith("there is no 'zoe' here: there are mo, kai")
        port = order(f"{act} help")[1]
        taken = await salon(tmp_path, {}, "sandbox", "--port", str(port))
        assert (taken.code, taken.out) == (1, "")
        assert taken.err == f"Port {port} cannot be used (Address already in use): name another with --port.\n"
        running.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(running.wait(), 10) == 0
    ended = await salon(tmp_path, {}, *words(f"{act} list"))
    assert (ended.code, ended.out) == (1, "")
    assert "No sandbox listens on port" in ended.err


async def test_the_bot_as_a_process_of_its_own(tmp_path: Path) -> None:
    """With the settings that the sandbox prints, and nothing else; before it is there, that is said."""
    async with sandbox(tmp_path, "--no-bot") as (_, lines):
        act = next(line for line in lines if line.endswith("look mo")).removesuffix("look mo")
        printed, _ = await asyncio.to_thread(messenger.send, *order(f"{act} env"))
        exports = [shlex.split(line)[1].partition("=") for line in printed.splitlines()]
        policy = order(f"{act} alice command /ai-policy")
        text, done = await asyncio.to_thread(messenger.send, *policy)
        assert text.startswith("No bot is connected to Discord and Slack. Start one:"), text
        assert not done
        async with process(tmp_path, {name: value for name, _, value in exports}, "run"):
            await asyncio.to_thread(messenger.send, *order(f"{act} wait bot"))
            for where in ("alice", "alice@slack"):
                asked = order(f"{act} {where} command /ai-policy")
                text, done = await asyncio.to_thread(messenger.send, *asked)
                assert "AI is a tool" in text
                assert done
