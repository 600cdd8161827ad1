#!/usr/bin/env python3
"""Shipped configurations are fine; each bad one gets one clear error and exit code 2.

usage: config_test.py SOURCE BIN
"""
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile

root, bin_folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
node = bin_folder / "corelane-node"
demo = (root / "config/demo.yaml").read_text()
venue = (root / "config/venue.yaml").read_text()
faults = []


def check(text, suffix=".yaml", program="corelane-node"):
    with tempfile.NamedTemporaryFile("wb", suffix=suffix) as f:
        f.write(text if isinstance(text, bytes) else text.encode())
        f.flush()
        run = subprocess.run([bin_folder / program, "--config", f.name, "--check"], text=True, capture_output=True, timeout=30)
        return run.returncode, run.stderr.strip(), os.path.basename(f.name)


def expect(what, text, *words, place=True, program="corelane-node"):
    code, said, name = check(text, program=program)
    errors = [l for l in said.splitlines() if not l.startswith("[") and " info " not in l]
    ok = code == 2 and len(errors) == 1 and all(w in said for w in words)
    if place and not re.search(re.escape(name) + r":\d+:\d+: ", said):
        ok = False
    print(f"{'ok  ' if ok else 'BAD '} {what}: {errors[0] if errors else said}")
    if not ok:
        faults.append(what)


for file in sorted(root.glob("config/**/*.yaml")):
    run = subprocess.run([node, "--config", file, "--check"], text=True, capture_output=True, timeout=30)
    print(f"{file.relative_to(root)}: exit {run.returncode}")
    if run.returncode != 0:
        faults.append(str(file))

expect("an unknown key at the top", demo + "lanez: []\n", "lanez", "lanes")
expect("an unknown parameter", demo.replace("quote_size", "quote_sice"), "quote_sice", "quote_size")
expect("a wrong unit", demo.replace("spin_for: 50us", "spin_for: 50 parsecs"), "spin_for")
expect("a bare number for a duration", demo.replace("spin_for: 50us", "spin_for: 50"), "spin_for")
expect("a value out of bounds", demo.replace("entry_percent: 70", "entry_percent: 700"), "entry_percent", "100")
expect("two actors of one name", demo.replace("name: imbalance", "name: market_maker"), "market_maker")
expect("two lanes of one name", demo.replace("lanes:\n", "lanes:\n  - {name: trading}\n", 1), "trading")
expect("an unknown kind", demo.replace("kind: book", "kind: bok"), "bok", "book")
expect("a lane that does not exist", demo.replace("lane: trading", "lane: tradnig", 1), "tradnig", "trading")
expect("a core that does not exist", demo.replace("core: 0", "core: 9999"), "9999")
expect("a link to nowhere", demo.replace("to: book.events", "to: bock.events"), "bock", "book")
expect("an outlet that does not exist", demo.replace("from: feed.events", "from: feed.event"), "event", "events")
expect("ends that do not fit", demo.replace("to: book.events", "to: risk.orders"), "mbo_event", "order_request")
expect("a lossy policy on orders",
       demo.replace("to: gateway.orders}", "to: gateway.orders, when_full: drop_newest}"), "order_request", "block_source")
expect("strategies linked past risk", demo.replace("{from: imbalance.orders, to: risk.orders}", "{from: imbalance.orders, to: gateway.orders}"), "past risk", "imbalance")
expect("a link written twice", demo + "  - {from: feed.events, to: book.events}\n", "twice", "feed.events")
expect("orders sent to two places", demo.replace("to: gateway.orders}", "to: [gateway.orders, risk.orders]}"), "each would be sent twice")
expect("executions that nobody hears of", demo.replace("  - {from: gateway.executions, to: risk.executions}\n", ""), "executions go nowhere")
expect("an actor that would restart without its orders", demo.replace("kind: book\n", "kind: book\n    on_failure: restart\n", 1), "restart", "book")
expect("replicas without a partition", demo.replace("    kind: book\n", "    kind: book\n    replicas: 2\n"), "partition_by")
expect("a control address that is none", demo.replace("127.0.0.1:7600", "7600"), "node.control", "host:port")
expect("a control that others reach, without a token", demo.replace("127.0.0.1:7600", "0.0.0.0:7600"), "control_token_file")
expect("a token file that is not there", demo.replace("node:\n", "node:\n  control_token_file: /nonexistent\n", 1), "/nonexistent")
expect("an address without a port", demo.replace("address: 127.0.0.1:9898", "address: 127.0.0.1"), "gateway", "address:port")
expect("a feed's group without a port", demo.replace("group: 239.192.0.1:26400", "group: 239.192.0.1"), "feed", "address:port")
expect("pauses that do not go together", demo.replace("      address: 127", "      reconnect_min: 9s\n      reconnect_max: 1s\n      address: 127"), "reconnect_max", "reconnect_min")
expect("a venue's symbol too long", venue.replace("      seed: 1", "      seed: 1\n      symbols: [LONGERTHAN8]"), "LONGERTHAN8", program="corelane-venue")
expect("a venue's order entry without a port", venue.replace("order_entry: 127.0.0.1:9898", "order_entry: 127.0.0.1"), "order_entry", program="corelane-venue")
expect("a venue's line without a port", venue.replace("group: 239.192.0.1:26400", "group: 239.192.0.1"), "group", program="corelane-venue")
expect("a venue's prices the wrong way round", venue.replace("      seed: 1", "      seed: 1\n      highest_opening: 1"), "lowest_opening", program="corelane-venue")
expect("broken YAML", "lanes: [")
expect("a quote that does not end", 'node: {name: "x}\n')
expect("nothing at all", "", place=False)
expect("random bytes", os.urandom(4096))
expect("a file that is not there", "", place=False)
missing = subprocess.run([node, "--config", "/nonexistent.yaml", "--check"], text=True, capture_output=True)
if missing.returncode != 2 or "/nonexistent.yaml" not in missing.stderr:
    faults.append("a missing file")
usage = subprocess.run([node, "--frobnicate"], text=True, capture_output=True)
if usage.returncode != 2:
    faults.append("a wrong option")

# Two spinning lanes on one core can not both spin.
spinning = demo.replace("lanes:\n", "lanes:\n  - {name: other, core: 0, idle: spin}\n", 1).replace(
    "idle: park, spin_for: 50us", "idle: spin")
expect("two spinning lanes on one core", spinning, "spin")

# The control port in use: said before anything trades.
with socket.socket() as taken, tempfile.NamedTemporaryFile("w", suffix=".yaml") as f:
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    port = taken.getsockname()[1]
    f.write(demo.replace("127.0.0.1:7600", f"127.0.0.1:{port}"))
    f.flush()
    run = subprocess.run([node, "--config", f.name, "--seconds", "1"], text=True, capture_output=True, timeout=30)
    ok = run.returncode == 1 and str(port) in run.stderr and "trading; control" not in run.stderr
    print(f"{'ok  ' if ok else 'BAD '} a control port in use: {run.stderr.strip().splitlines()[-1:]}")
    if not ok:
        faults.append("a control port in use")

for what in ("--list", ):
    run = subprocess.run([node, what], text=True, capture_output=True)
    if run.returncode != 0 or "strategy.market_maker" not in run.stdout:
        faults.append(what)
# What --print-config prints is a configuration again.
printed = subprocess.run([node, "--config", root / "config/demo.yaml", "--print-config"], text=True, capture_output=True)
code, said, _ = check(printed.stdout)
if code != 0:
    faults.append("--print-config")
    print("BAD  --print-config does not read back:", said)
print("faults:", faults)
sys.exit(bool(faults))
