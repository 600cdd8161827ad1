#!/usr/bin/env python3
"""A venue publishes one session in several protocols; a node that follows all of them has the same
books by each, and a consolidated book in which every quantity stands once for each venue. What it
records of each feed makes the same books again when it is replayed.

usage: same_session_test.py SOURCE BIN
"""
import pathlib
import subprocess
import sys

root, bin_folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sys.path.insert(0, str(root / "tests" / "support"))
from node_processes import PROTOCOLS, NodeProcesses, feed_services, until  # noqa: E402

nodes = NodeProcesses(bin_folder, "same-session")
VENUE, NODE = "127.0.0.1:17760", "127.0.0.1:17761"
groups = {p: f"239.192.{80 + i}.1:{36700 + 20 * i}" for i, p in enumerate(PROTOCOLS)}
services = {p: feed_services(p, f"239.192.{80 + i}", 36700 + 20 * i)
            for i, p in enumerate(PROTOCOLS)}

feeds = "".join(f"\n        - {{protocol: {p}, group: '{groups[p]}', {services[p]}}}"
                for p in PROTOCOLS)
venue_config = f"""
node: {{name: venue, control: '{VENUE}'}}
lanes:
  - {{name: exchange, idle: park, spin_for: 20us}}
actors:
  - name: venue
    kind: venue
    lane: exchange
    parameters:
      rate: 10000
      seed: 7
      order_entry: ''
      start_delay: 1500ms
      feeds:{feeds}
"""



def recording(p):
    return nodes.work / f"{p}.pcapng"


actors, links = "", ""
for number, p in enumerate(PROTOCOLS, 1):
    actors += f"""
  - {{name: feed_{p}, kind: feed.{p}, lane: lane,
     parameters: {{interface: 127.0.0.1, group: '{groups[p]}', {services[p]}, venue: {number},
     record: '{recording(p)}'}}}}
  - {{name: book_{p}, kind: book, lane: lane, parameters: {{depth_levels: 100, max_instruments: 64}}}}"""
    links += f"""
  - {{from: feed_{p}.events, to: book_{p}.events}}
  - {{from: book_{p}.updates, to: nbbo.books}}"""
node_config = f"""
node: {{name: follower, control: '{NODE}'}}
lanes:
  - {{name: lane, idle: park, spin_for: 20us}}
actors:{actors}
  - {{name: nbbo, kind: book.consolidated, lane: lane, parameters: {{max_instruments: 64}}}}
links:{links}
"""


def inspect(node, actor):
    code, state = nodes.ctl("inspect", actor, node=node)
    assert code == 0, state
    return state


def levels(protocol):
    keys = ("symbol", "side", "level", "px", "qty", "orders")
    return sorted(tuple(row[k] for k in keys) for row in inspect(NODE, f"book_{protocol}")["levels"])


def replayed(p):
    """The books that a node makes of the recording of one feed, as lines of CSV."""
    config = nodes.config(f"replay_{p}.yaml", f"""
node: {{name: replay}}
lanes:
  - {{name: lane, idle: park}}
actors:
  - {{name: feed, kind: feed.{p}, lane: lane, parameters: {{group: '{groups[p]}', {services[p]}}}}}
  - {{name: book, kind: book, lane: lane, parameters: {{max_instruments: 64}}}}
links:
  - {{from: feed.events, to: book.events}}
""")
    out = nodes.work / f"{p}.csv"
    subprocess.run([nodes.bin / "corelane-node", "--config", config, "--replay", recording(p),
                    "--books", out], check=True, capture_output=True, timeout=60)
    return sorted(out.read_text().splitlines())


def main():
    node = nodes.start("corelane-node", "--config", nodes.config("node.yaml", node_config))
    until("the node runs", lambda: nodes.runs(NODE))
    nodes.start("corelane-venue", "--config", nodes.config("venue.yaml", venue_config))
    until("the market is open",
          lambda: all(inspect(NODE, f"feed_{p}")["messages"] > 20_000 for p in PROTOCOLS))
    code, answer = nodes.ctl("set", "venue", "rate=0", node=VENUE)
    assert code == 0, answer
    until("the books stand still", lambda: levels("itch50") == levels("itch50"))
    until("all protocols give the same books",
          lambda: len({tuple(levels(p)) for p in PROTOCOLS}) == 1 and levels("itch50"))

    tops = {b["symbol"]: b for b in inspect(NODE, "book_itch50")["books"]}
    best = {b["symbol"]: b for b in inspect(NODE, "nbbo")["books"]}
    assert best.keys() == tops.keys() and best, (best.keys(), tops.keys())
    for symbol, b in best.items():
        top = tops[symbol]
        assert (b["bid"], b["ask"]) == (top["bid"], top["ask"]), (b, top)
        assert b["bid_qty"] == len(PROTOCOLS) * top["bid_qty"], (b, top)
        assert b["ask_qty"] == len(PROTOCOLS) * top["ask_qty"], (b, top)
        assert b["venues"] == len(PROTOCOLS) and b["state"] == "valid", b
    live = len(levels("itch50"))
    # What a server sent again is not in a recording of lines.
    whole = [p for p in PROTOCOLS if inspect(NODE, f"feed_{p}")["gaps"] == 0]
    code, answer = nodes.ctl("stop", node=NODE)
    assert code == 0, answer
    node.wait(20)
    books = {p: replayed(p) for p in whole}
    assert all(len(b) == live + 1 and b == books[whole[0]] for b in books.values()), {
        p: len(b) for p, b in books.items()}
    print(f"{live} levels equal in {PROTOCOLS}, and in replays of {whole}")


nodes.run(main)
