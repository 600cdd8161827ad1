#!/usr/bin/env python3
"""The books after the real opening messages are those that the decoded oracle leads to.

A naive book of dictionaries is built from the oracle's rows, and compared with what
`corelane-node --replay FILE --books` writes, for the framed file and for the pcap.
usage: open_books_test.py SOURCE BIN
"""
import csv
import decimal
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile

root, bin_folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
shared = pathlib.Path(os.environ.get("CORELANE_SHARED") or root / "../shared")
data = shared / "data/itch50"
if not data.exists():
    print(f"skipped: there is no {data}; set CORELANE_SHARED")
    sys.exit(77)

orders = {}  # reference: [symbol, side, price_1e4, shares]
with gzip.open(data / "real_open_1000.oracle.csv.gz", "rt") as rows:
    for r in csv.DictReader(rows):
        ref = r["order_ref"]
        if r["type"] in "AF":
            orders[ref] = [r["symbol"], r["side"], int(r["price_1e4"]), int(r["shares"])]
        elif ref in orders and r["type"] in "ECX":
            orders[ref][3] -= int(r["shares"])
            if orders[ref][3] == 0:
                del orders[ref]
        elif ref in orders and r["type"] == "D":
            del orders[ref]
        elif ref in orders and r["type"] == "U":
            symbol, side, _, _ = orders.pop(ref)
            orders[r["new_order_ref"]] = [symbol, side, int(r["price_1e4"]), int(r["shares"])]
levels = {}
for symbol, side, px, shares in orders.values():
    level = levels.setdefault((symbol, "B" if side == "B" else "A", px), [0, 0])
    level[0] += shares
    level[1] += 1
expected = sorted(((s, side, px, q, n) for (s, side, px), (q, n) in levels.items()),
                  key=lambda l: (l[0], l[1], -l[2] if l[1] == "B" else l[2]))

faults = 0
for name in ("real_open_1000.itch", "real_open_1000.mold.pcap"):
    out = tempfile.mktemp(suffix=".csv")
    subprocess.run([bin_folder / "corelane-node", "--config", root / "config/demo.yaml", "--replay", data / name,
                    "--books", out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
    with open(out) as f:
        ours = [(r["symbol"], r["side"], int(decimal.Decimal(r["price"]) * 10_000), int(r["quantity"]),
                 int(r["orders"])) for r in csv.DictReader(f)]
    os.unlink(out)
    same = ours == expected
    faults += not same
    print(f"{name}: {len(ours)} levels, {'equal to' if same else 'NOT'} the oracle's {len(expected)}")
    if not same:
        print("first differences:", [p for p in zip(ours, expected) if p[0] != p[1]][:3])
sys.exit(bool(faults) or len(expected) < 100)
