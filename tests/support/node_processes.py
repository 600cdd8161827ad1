"""Nodes and venues as processes of a test: started with configurations moved to ports of the
test's own, asked by ctl, and gone when the test ends."""
import json
import pathlib
import subprocess
import tempfile
import time


class NodeProcesses:
    def __init__(self, bin_folder, name, moved=None):
        self.bin = pathlib.Path(bin_folder)
        self.work = pathlib.Path(tempfile.mkdtemp(prefix=f"corelane-{name}-"))
        self.moved = moved or {}
        self.processes = []

    def config(self, name, text):
        """Writes a configuration, with its ports and groups replaced by the test's own."""
        for old, new in self.moved.items():
            text = text.replace(old, new)
        path = self.work / name
        path.write_text(text)
        return path

    def start(self, program, *arguments, host=None):
        """Starts a program; `host` is a network namespace to do it in."""
        log = open(self.work / f"{program}.log", "a")
        command = [*within(host), str(self.bin / program), *map(str, arguments)]
        p = subprocess.Popen(command, stdout=log, stderr=log)
        self.processes.append(p)
        return p

    def ctl(self, *arguments, node, host=None):
        """What ctl says: its exit code, and its answer read as JSON, or its error."""
        run = subprocess.run([*within(host), str(self.bin / "corelane-ctl"), "--node", node,
                              "--json", *arguments], text=True, capture_output=True, timeout=20)
        return run.returncode, json.loads(run.stdout) if run.stdout.strip() else run.stderr

    def runs(self, node, host=None):
        """Whether all actors of a node have started, sockets and all: it answers before."""
        code, actors = self.ctl("actors", node=node, host=host)
        return code == 0 and all(a["state"] == "running" for a in actors)

    def run(self, test):
        """Runs the test; its processes end with it, and tell what they logged when it fails."""
        try:
            test()
        except BaseException:
            for log in sorted(self.work.glob("*.log")):
                print(f"--- {log.name}\n" + "".join(log.read_text().splitlines(True)[-30:]))
            raise
        finally:
            for p in self.processes:
                if p.poll() is None:
                    p.kill()
                    p.wait()


PROTOCOLS = ["itch50", "pitch", "mdp3", "pillar"]


def within(host):
    """What makes a command run in a network namespace. It becomes the command, so that its id is
    the program's."""
    return ["ip", "netns", "exec", host] if host else []


def feed_services(protocol, network, port, host="127.0.0.1"):
    """Parameters by which a venue serves, and a feed uses, what recovers a protocol's losses:
    multicast groups `network`.N and ports from `port` on, of which that many are taken: 10."""
    requests, snapshots = f"{host}:{port + 1}", f"{host}:{port + 2}"
    groups = [f"{network}.{i}:{port + 3}" for i in range(200, 203)]
    return {
        "itch50": f"request_server: '{requests}', snapshot_server: '{snapshots}'",
        "pitch": f"request_server: '{requests}', retransmission_group: '{groups[0]}', "
                 f"snapshot_server: '{snapshots}'",
        "mdp3": f"definition_group: '{groups[0]}', snapshot_group: '{groups[1]}', "
                f"order_snapshot_group: '{groups[2]}'",
        "pillar": f"request_server: '{requests}', retransmission_group: '{groups[0]}', "
                  f"snapshot_group: '{groups[1]}'",
    }[protocol]


def until(what, holds, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if holds():
                return
        except (AssertionError, KeyError, TypeError):
            pass
        time.sleep(0.02)  # between two looks, not instead of them
    raise AssertionError(f"did not come true in {seconds} s: {what}")
