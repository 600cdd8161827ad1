#!/usr/bin/env python3
"""A venue and a node as two processes trade; ctl watches and steers them; the venue dies and
comes back; the node stops in order.

usage: demo_test.py SOURCE BIN
"""
import json
import pathlib
import signal
import sys
import time
import urllib.request

root, bin_folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sys.path.insert(0, str(root / "tests" / "support"))
from node_processes import NodeProcesses, until  # noqa: E402

# Ports and groups of this test's own, so that a demo may run beside it.
nodes = NodeProcesses(bin_folder, "demo", {
    "127.0.0.1:7600": "127.0.0.1:17600", "127.0.0.1:7700": "127.0.0.1:17700",
    "127.0.0.1:9898": "127.0.0.1:19898", "239.192.0.1:26400": "239.192.0.77:36400",
    "start_delay: 2s": "start_delay: 500ms"})
start, work = nodes.start, nodes.work


def config(name):
    return nodes.config(name, (root / "config" / name).read_text())


def ctl(*arguments, node="127.0.0.1:17600"):
    return nodes.ctl(*arguments, node=node)


def total(name):
    code, rows = ctl("metrics", name)
    assert code == 0, rows
    return sum(r["value"] for r in rows if r["name"] == name)


def gateway():
    code, state = ctl("inspect", "gateway")
    assert code == 0, state
    return state


def stop_without_a_venue():
    venue = start("corelane-venue", "--config", config("venue.yaml"))
    node = start("corelane-node", "--config", config("demo.yaml"))
    until("quotes stand", lambda: gateway()["open_orders"] > 5)
    venue.send_signal(signal.SIGKILL)
    venue.wait()
    refused = total("corelane_gateway_refusals_total")
    until("cancels are refused", lambda: total("corelane_gateway_refusals_total") > refused + 10)
    node.send_signal(signal.SIGTERM)
    assert node.wait(10) == 0
    assert "may still be open at the venue" in (work / "corelane-node.log").read_text()


def main():
    venue = start("corelane-venue", "--config", config("venue.yaml"))
    report = work / "report.json"
    node = start("corelane-node", "--config", config("demo.yaml"), "--json", report)
    until("the node answers", lambda: ctl("node")[0] == 0)
    until("orders are filled", lambda: total("corelane_gateway_fills_total") > 5)

    for command in ("lanes", "actors", "links", "metrics"):
        code, rows = ctl(command)
        assert code == 0 and rows, command
    assert {a["state"] for a in ctl("actors")[1]} == {"running"}
    kinds = {l["from"]: l["kind"] for l in ctl("links")[1]}
    assert kinds["feed.events"] == "call" and kinds["gateway.executions"] == "deferred", kinds
    book = ctl("inspect", "book")[1]
    assert len(book["books"]) == 8 and book["levels"], book
    assert ctl("inspect", "risk")[1]["positions"]
    assert gateway()["session"] == "active"
    text = urllib.request.urlopen("http://127.0.0.1:17600/metrics", timeout=5).read().decode()
    assert "corelane_feed_messages_total" in text and "hft_packet_latency_nanoseconds_bucket" in text
    assert 'hft_messages_processed_total{' in text

    assert ctl("inspect", "nobody")[0] == 1
    assert ctl("set", "market_maker", "quote_size=50")[0] == 0
    assert ctl("set", "market_maker", "quote_size=-1")[0] == 1
    assert ctl("set", "market_maker", "symbols=X")[0] == 1
    assert ctl("frobnicate")[0] == 2
    assert ctl("node", node="127.0.0.1:1")[0] == 3

    assert ctl("halt")[0] == 0
    until("open orders are cancelled", lambda: gateway()["open_orders"] == 0)
    sent = total("corelane_gateway_orders_total") + total("corelane_gateway_replaces_total")
    seen = total("corelane_feed_messages_total")
    until("the feed goes on", lambda: total("corelane_feed_messages_total") > seen + 2000)
    assert sent == total("corelane_gateway_orders_total") + total("corelane_gateway_replaces_total"), \
        "an order left while the node was halted"
    assert ctl("resume")[0] == 0
    until("orders leave again", lambda: total("corelane_gateway_orders_total") > sent)

    venue.send_signal(signal.SIGKILL)
    venue.wait()
    until("the session is down", lambda: gateway()["session"] != "active")
    # Quotes cannot be withdrawn without a session. The node must live with that, and obey.
    refused = total("corelane_gateway_refusals_total")
    until("cancels are refused", lambda: total("corelane_gateway_refusals_total") > refused + 10)
    assert ctl("halt")[0] == 0 and ctl("inspect", "market_maker")[0] == 0
    assert ctl("resume")[0] == 0
    assert node.poll() is None
    venue = start("corelane-venue", "--config", work / "venue.yaml")
    fills = total("corelane_gateway_fills_total")
    until("the node trades with the new venue", lambda: total("corelane_gateway_fills_total") > fills, 30)

    stopping = time.monotonic()
    node.send_signal(signal.SIGTERM)
    code = node.wait(10)
    took = time.monotonic() - stopping
    assert code == 0, code
    assert took < 2, f"the stop took {took:.2f} s"
    d = json.loads(report.read_text())
    for key in ("messages", "packets", "gaps", "drops", "books", "orders", "acks", "fills", "rejects"):
        assert key in d, key
    t = d["latency_ns"]["tick_to_order"]
    assert t["p50"] > 0 and t["p50"] <= t["p90"] <= t["p99"] <= t["p999"] <= t["max"], t
    to_ack = d["latency_ns"]["order_to_ack"]
    assert 0 < to_ack["p50"] <= to_ack["max"] and 0 < to_ack["count"] <= d["acks"], to_ack
    assert d["messages"] > 1000 and d["orders"] > 10 and d["fills"] > 0 and d["drops"] == 0, d
    # A killed venue's last message may be missing, but its new session is no gap.
    assert d["gaps"] == 0, d["gaps"]
    venue_state = ctl("inspect", "venue", node="127.0.0.1:17700")[1]
    assert venue_state["fix_open_orders"] == 0, "orders are left at the venue"
    assert ctl("stop", node="127.0.0.1:17700")[0] == 0
    assert venue.wait(10) == 0
    stop_without_a_venue()
    print(f"messages {d['messages']} orders {d['orders']} fills {d['fills']}; stopped in {took:.3f} s")


nodes.run(main)
