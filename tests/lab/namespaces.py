"""Two network namespaces with a cable between them, for tests that want a real network that loses
packets. Needs root, ip and nft; says why when it cannot have them."""
import os
import shutil
import subprocess


class NoNamespaces(Exception):
    """The host does not grant them; the text says what is missing."""


class TwoHosts:
    """Hosts `left` (10.44.0.1) and `right` (10.44.0.2). They end with the object's `close`."""

    def __init__(self, name):
        self.left, self.right = f"{name}l{os.getpid()}", f"{name}r{os.getpid()}"
        self.cable = (f"cl{os.getpid()}", f"cr{os.getpid()}")
        if os.geteuid() != 0:
            raise NoNamespaces("network namespaces need root")
        for tool in ("ip", "nft"):
            if not shutil.which(tool):
                raise NoNamespaces(f"no {tool} here (packages iproute2, nftables)")
        try:
            self._make()
        except subprocess.CalledProcessError as e:
            self.close()
            raise NoNamespaces(f"{' '.join(e.cmd)}: {e.stderr.strip()}") from e

    def _make(self):
        for host in (self.left, self.right):
            run("ip", "netns", "add", host)
            run("ip", "-n", host, "link", "set", "lo", "up")
        a, b = self.cable
        run("ip", "link", "add", a, "netns", self.left, "type", "veth", "peer", "name", b, "netns",
            self.right)
        for host, end, address in ((self.left, a, "10.44.0.1"), (self.right, b, "10.44.0.2")):
            run("ip", "-n", host, "addr", "add", f"{address}/24", "dev", end)
            run("ip", "-n", host, "link", "set", end, "up")

    def lose(self, group, percent):
        """Drops that many of the packets to `group` that come in at `right`, at random."""
        run("ip", "netns", "exec", self.right, "nft",
            f"add table netdev loss; add chain netdev loss in {{ type filter hook ingress device "
            f"{self.cable[1]} priority 0; }}; add rule netdev loss in ip daddr {group} numgen random "
            f"mod 100 < {percent} counter drop")

    def lost(self):
        """How many packets were dropped so far."""
        listed = run("ip", "netns", "exec", self.right, "nft", "list", "table", "netdev", "loss")
        words = listed.split()
        return sum(int(words[i + 1]) for i, w in enumerate(words) if w == "packets")

    def close(self):
        for host in (self.left, self.right):
            subprocess.run(["ip", "netns", "del", host], capture_output=True, check=False)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
