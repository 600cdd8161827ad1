#!/usr/bin/env python3
"""A venue loses, repeats, reorders and delays packets on both lines of its feed, and lets one line
fail; a node that recovers what is lost has the same books as one on a clean line.

usage: recovery_test.py SOURCE BIN PROTOCOL
"""
import pathlib
import sys

root, bin_folder, protocol = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
sys.path.insert(0, str(root / "tests" / "support"))
from node_processes import PROTOCOLS, NodeProcesses, feed_services, until  # noqa: E402

# Each protocol has ports, groups and a node of its own: their tests may run side by side.
number = PROTOCOLS.index(protocol)
nodes = NodeProcesses(bin_folder, f"recovery-{protocol}")
A, B, C = (f"239.192.{70 + number}.{i}:{36500 + 20 * number}" for i in (1, 2, 3))
VENUE, LOSSY, CLEAN, LATE = (f"127.0.0.1:{port}" for port in range(17720 + 4 * number, 17724 + 4 * number))

services = feed_services(protocol, f"239.192.{70 + number}", 36500 + 20 * number)
# Who comes late needs no more than a snapshot.
snapshots = services[services.index("snapshot_server"):] if "snapshot_server" in services else services
resent_by = {"itch50": "request_server", "mdp3": None}.get(protocol, "retransmission")

venue_config = f"""
node: {{name: venue, control: '{VENUE}'}}
lanes:
  - {{name: exchange, idle: park, spin_for: 20us}}
actors:
  - name: venue
    kind: venue
    lane: exchange
    parameters:
      rate: 20000
      order_entry: ''
      start_delay: 1500ms
      faulty_lines: AB
      loss_percent: 10
      duplicate_percent: 5
      reorder_percent: 10
      feeds:
        - {{protocol: {protocol}, group: ['{A}', '{B}', '{C}'], {services}}}
"""


by_price = ("", "") if protocol != "mdp3" else (
    "  - {name: price_book, kind: book.by_price, lane: lane, parameters: {max_instruments: 64}}",
    "  - {from: feed.prices, to: price_book.events}")


def node_config(name, control, feed):
    return f"""
node: {{name: {name}, control: '{control}'}}
lanes:
  - {{name: lane, idle: park, spin_for: 20us}}
actors:
  - {{name: feed, kind: feed.{protocol}, lane: lane, parameters: {{interface: 127.0.0.1, {feed}}}}}
  - {{name: book, kind: book, lane: lane, parameters: {{depth_levels: 100, max_instruments: 64}}}}
{by_price[0]}
links:
  - {{from: feed.events, to: book.events}}
{by_price[1]}
"""


def inspect(node, actor):
    code, state = nodes.ctl("inspect", actor, node=node)
    assert code == 0, state
    return state


def books(node):
    state = inspect(node, "book")
    keys = ("symbol", "side", "level", "px", "qty", "orders")
    levels = sorted(tuple(row[k] for k in keys) for row in state["levels"])
    states = {b["symbol"]: b["state"] for b in state["books"]}
    if by_price[0]:
        state = inspect(node, "price_book")
        shown = sorted(tuple(row[k] for k in keys) for row in state["levels"])
        assert shown == [row for row in levels if row[2] <= 10], "levels are not those of the orders"
        states |= {"by price " + b["symbol"]: b["state"] for b in state["books"]}
    return levels, states


def stream(node):
    """The state of the feed's sequence."""
    feed = inspect(node, "feed")
    return feed["units"][0] if "units" in feed else feed


def set_venue(*pairs):
    for pair in pairs:
        code, answer = nodes.ctl("set", "venue", pair, node=VENUE)
        assert code == 0, answer


def settled():
    state = inspect(VENUE, "venue")
    upcoming = state["mdp3_next_sequence"] if protocol == "mdp3" else state["messages"] + 1
    return all(stream(n)["next_sequence"] == upcoming for n in running)


def compare(when):
    set_venue("rate=0", "loss_percent=0", "reorder_percent=0", "lines_down=")
    until(f"all messages are there {when}", settled)
    lossy, clean = books(LOSSY), books(CLEAN)
    assert clean[0], "no book at all"
    assert lossy[0] == clean[0], f"books differ {when}"
    assert set(lossy[1].values()) == {"valid"}, lossy[1]


running = [LOSSY, CLEAN]


def main():
    nodes.start("corelane-node", "--config", nodes.config("lossy.yaml", node_config(
        "lossy", LOSSY, f"group: ['{A}', '{B}'], {services}, reorder_wait: 5ms, silence: 1500ms")))
    nodes.start("corelane-node", "--config", nodes.config("clean.yaml", node_config(
        "clean", CLEAN, f"group: '{C}'")))
    until("both nodes run", lambda: nodes.runs(LOSSY) and nodes.runs(CLEAN))
    nodes.start("corelane-venue", "--config", nodes.config("venue.yaml", venue_config))
    until("the market is open", lambda: inspect(CLEAN, "feed")["messages"] > 20_000)
    compare("after loss on both lines")

    set_venue("rate=20000", "loss_percent=10", "lines_down=A", "delay=1ms")
    seen = inspect(CLEAN, "feed")["messages"]
    until("line A was down for a while", lambda: inspect(CLEAN, "feed")["messages"] > seen + 20_000)
    compare("after line A was down")

    # Nothing comes for so long that a request would be too large: a snapshot.
    set_venue("rate=50000", "lines_down=AB")
    seen = inspect(CLEAN, "feed")["messages"]
    until("both lines were down for long", lambda: inspect(CLEAN, "feed")["messages"] > seen + 30_000)
    set_venue("lines_down=", "delay=0ms")
    until("a snapshot was taken", lambda: inspect(LOSSY, "feed")["recovered_by_snapshot"] > 0)
    compare("after both lines were down")

    # Nothing comes at all, not even heartbeats: the books cannot be believed meanwhile.
    set_venue("rate=0", "lines_down=AB")
    until("the node notices the silence", lambda: inspect(LOSSY, "feed")["silent"], 20)
    assert set(books(LOSSY)[1].values()) == {"stale"}, books(LOSSY)[1]
    set_venue("lines_down=")
    until("the silence is over", lambda: not inspect(LOSSY, "feed")["silent"])
    compare("after the silence")

    # Who comes late has the same books as who was there from the first message.
    set_venue("rate=20000")
    nodes.start("corelane-node", "--config", nodes.config("late.yaml", node_config(
        "late", LATE, f"group: '{C}', {snapshots}")))
    until("the late node has taken a snapshot",
          lambda: inspect(LATE, "feed")["recovered_by_snapshot"] >= 1)
    running.append(LATE)
    compare("with a node that came late")
    late, clean = books(LATE), books(CLEAN)
    assert late[0] == clean[0], ("the late node's books differ", set(late[0]) ^ set(clean[0]))
    assert late[1] == clean[1], (late[1], clean[1], inspect(CLEAN, "feed"), inspect(CLEAN, "price_book")["contradictions"])

    feed = inspect(LOSSY, "feed")
    assert feed["recovered_by_line"] > 10, feed
    assert feed["recovered_by_retransmission" if resent_by else "recovered_by_snapshot"] > 10, feed
    assert feed["missing_messages"] == 0 and stream(LOSSY)["books"] == "valid", feed
    lines = {l["line"]: l for l in feed["lines"]}
    assert lines["A"]["gaps"] > 10 and lines["B"]["gaps"] > 10, lines
    assert lines["B"]["first"] > 10 and lines["A"]["duplicates"] + lines["B"]["duplicates"] > 10, lines
    assert not resent_by or lines[resent_by]["first"] > 10, lines
    assert inspect(CLEAN, "feed")["gaps"] == 0
    print({k: feed[k] for k in ("packets", "messages", "gaps", "recovered_by_line",
                                "recovered_by_retransmission", "recovery_ns")})


nodes.run(main)
