#!/usr/bin/env python3
"""A venue on one host, a node on another, real multicast between them, and a kernel that drops
packets of both lines: the node's books are those of a node to which nothing was lost.

usage: multicast_loss_test.py SOURCE BIN PROTOCOL [PACKETS [RATE]]
PACKETS: that the lossy node is to have received, 100,000 unless said otherwise.
RATE: messages a second that the venue publishes, 30,000 unless said otherwise.
"""
import pathlib
import sys

root, bin_folder, protocol = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
packets_wanted = int(sys.argv[4]) if len(sys.argv) > 4 else 100_000
rate = int(sys.argv[5]) if len(sys.argv) > 5 else 30_000
sys.path.insert(0, str(root / "tests" / "support"))
sys.path.insert(0, str(root / "tests" / "lab"))
from namespaces import NoNamespaces, TwoHosts  # noqa: E402
from node_processes import NodeProcesses, feed_services, until  # noqa: E402

SKIPPED = 77
LOSS = 5  # percent of each line
A, B, C = "239.44.0.1:36900", "239.44.0.2:36900", "239.44.0.3:36900"
services = feed_services(protocol, "239.44.1", 36910, host="10.44.0.1")
LOSSY, CLEAN, VENUE = "127.0.0.1:17801", "127.0.0.1:17802", "127.0.0.1:17803"

venue_config = f"""
node: {{name: venue, control: '{VENUE}'}}
lanes:
  - {{name: exchange, idle: park, spin_for: 20us}}
actors:
  - name: venue
    kind: venue
    lane: exchange
    parameters:
      rate: {rate}
      packing: 0s
      order_entry: ''
      start_delay: 1500ms
      feeds:
        - {{protocol: {protocol}, group: ['{A}', '{B}', '{C}'], interface: 10.44.0.1, {services}}}
"""


def node_config(name, control, feed):
    return f"""
node: {{name: {name}, control: '{control}'}}
lanes:
  - {{name: lane, idle: park, spin_for: 20us}}
actors:
  - {{name: feed, kind: feed.{protocol}, lane: lane,
     parameters: {{interface: 10.44.0.2, receive_buffer: 67108864, {services}, {feed}}}}}
  - {{name: book, kind: book, lane: lane, parameters: {{depth_levels: 100, max_instruments: 64}}}}
links:
  - {{from: feed.events, to: book.events}}
"""


def main(hosts, nodes):
    def inspect(node, actor):
        host = hosts.left if node == VENUE else hosts.right
        code, state = nodes.ctl("inspect", actor, node=node, host=host)
        assert code == 0, state
        return state

    def stream(node):
        feed = inspect(node, "feed")
        return feed["units"][0] if "units" in feed else feed

    def settled():
        state = inspect(VENUE, "venue")
        upcoming = state["mdp3_next_sequence"] if protocol == "mdp3" else state["messages"] + 1
        return all(stream(n)["next_sequence"] == upcoming for n in (LOSSY, CLEAN))

    def levels(node):
        state = inspect(node, "book")
        keys = ("symbol", "side", "level", "px", "qty", "orders")
        return (sorted(tuple(row[k] for k in keys) for row in state["levels"]),
                {b["symbol"]: b["state"] for b in state["books"]})

    for group in (A, B):
        hosts.lose(group.split(":")[0], LOSS)
    nodes.start("corelane-node", "--config", nodes.config("lossy.yaml", node_config(
        "lossy", LOSSY, f"group: ['{A}', '{B}'], reorder_wait: 5ms")), host=hosts.right)
    nodes.start("corelane-node", "--config", nodes.config("clean.yaml", node_config(
        "clean", CLEAN, f"group: '{C}'")), host=hosts.right)
    until("both nodes run", lambda: all(nodes.runs(n, hosts.right) for n in (LOSSY, CLEAN)))
    nodes.start("corelane-venue", "--config", nodes.config("venue.yaml", venue_config),
                host=hosts.left)
    until(f"{packets_wanted} packets have come",
          lambda: inspect(LOSSY, "feed")["packets"] >= packets_wanted, 60 + packets_wanted / 10_000)
    code, answer = nodes.ctl("set", "venue", "rate=0", node=VENUE, host=hosts.left)
    assert code == 0, answer
    until("all messages are there", settled, 60)

    lossy, clean = levels(LOSSY), levels(CLEAN)
    assert clean[0] and lossy[0] == clean[0], "books differ"
    assert set(lossy[1].values()) == {"valid"}, lossy[1]
    feed = inspect(LOSSY, "feed")
    assert hosts.lost() > packets_wanted * LOSS / 200, hosts.lost()
    assert feed["gaps"] > 0 and feed["missing_messages"] == 0, feed
    print({"dropped by the kernel": hosts.lost()} | {k: feed[k] for k in (
        "packets", "messages", "gaps", "recovered_by_line", "recovered_by_retransmission",
        "recovered_by_snapshot", "recovery_ns")})


try:
    hosts = TwoHosts("cl")
except NoNamespaces as e:
    print(f"skipped: {e}")
    sys.exit(SKIPPED)
try:
    nodes = NodeProcesses(bin_folder, f"lab-{protocol}")
    nodes.run(lambda: main(hosts, nodes))
finally:
    hosts.close()
