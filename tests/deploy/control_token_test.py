#!/usr/bin/env python3
"""A venue whose control asks for a token: ctl gets in with it, by file or environment, and with
nothing else.

usage: control_token_test.py SOURCE BIN
"""
import os
import pathlib
import subprocess
import sys

root, bin_folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sys.path.insert(0, str(root / "tests" / "support"))
from node_processes import NodeProcesses, until  # noqa: E402

nodes = NodeProcesses(bin_folder, "token", {
    "127.0.0.1:7700": "127.0.0.1:17710", "127.0.0.1:9898": "127.0.0.1:19810",
    "239.192.0.1:26400": "239.192.0.78:36410"})
secret = "0123456789abcdef0123456789abcdef"


def ctl(*arguments, **environment):
    run = subprocess.run([nodes.bin / "corelane-ctl", "--node", "127.0.0.1:17710", *arguments], text=True,
                         capture_output=True, timeout=20, env={**os.environ, **environment})
    return run.returncode, run.stdout + run.stderr


def main():
    token, wrong = nodes.work / "control.token", nodes.work / "wrong.token"
    for file, text in ((token, secret), (wrong, secret[::-1])):
        file.touch(0o600)
        file.write_text(text + "\n")
    text = (root / "config" / "venue.yaml").read_text().replace(
        "  control:", f"  control_token_file: {token}\n  control:")
    venue = nodes.start("corelane-venue", "--config", nodes.config("venue.yaml", text))
    until("the venue is ready", lambda: ctl("health")[0] == 0)

    code, said = ctl("node")
    assert code == 1 and "--token-file" in said, (code, said)
    assert ctl("--token-file", wrong, "stop")[0] == 1
    assert ctl("stop", CORELANE_TOKEN="guess")[0] == 1
    assert ctl("--token-file", nodes.work / "none", "stop")[0] == 2
    assert ctl("--token-file", token, "node")[0] == 0
    assert ctl("node", CORELANE_TOKEN_FILE=str(token))[0] == 0
    assert ctl("halt", CORELANE_TOKEN=secret)[0] == 0
    code, said = ctl("health")
    assert code == 1 and "halted" in said, (code, said)
    assert ctl("stop", CORELANE_TOKEN=secret)[0] == 0
    assert venue.wait(10) == 0
    assert secret not in (nodes.work / "corelane-venue.log").read_text()


nodes.run(main)
