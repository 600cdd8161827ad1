#!/usr/bin/env python3
"""Include edges follow one direction, and files stay short.

deploy/bin -> actors -> runtime -> { config, hw } -> protocols; tests and bench may use all.
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
may_use = {
    "protocols": {"protocols"},
    "hw": {"hw", "protocols"},
    "config": {"config", "protocols"},
    "runtime": {"runtime", "config", "hw", "protocols"},
    "actors": {"actors", "runtime", "config", "hw", "protocols"},
    "deploy": {"deploy", "actors", "runtime", "config", "hw", "protocols"},
}
without_caf = ["protocols/", "hw/", "config/", "actors/"] + [
    f"runtime/{d}/" for d in ("api", "metrics", "lane", "link", "graph", "control", "replay")
]
include = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]')
faults = []
seen = 0
for layer in list(may_use) + ["tests", "bench"]:
    for file in sorted((root / layer).rglob("*.[ch]pp")):
        name = file.relative_to(root).as_posix()
        lines = file.read_text().splitlines()
        seen += 1
        if len(lines) > 500:
            faults.append(f"{name}: {len(lines)} lines; look for the second noun")
        for number, line in enumerate(lines, 1):
            found = include.match(line)
            if not found:
                continue
            used = found.group(1)
            where = f"{name}:{number}"
            if used.startswith("caf/") and any(name.startswith(d) for d in without_caf):
                faults.append(f"{where}: CAF does not belong here")
            if not used.startswith("corelane/"):
                if (root / used).exists():
                    faults.append(f'{where}: name headers from the root, as "corelane/{used}"')
                continue
            target = used.removeprefix("corelane/")
            if not (root / target).exists():
                faults.append(f"{where}: there is no {target}")
            if layer not in may_use:
                continue
            if target.split("/")[0] not in may_use[layer]:
                faults.append(f"{where}: {layer} may not use {target}")
            ours, theirs = name.split("/"), target.split("/")
            siblings = ours[0] == theirs[0] == "actors" and len(ours) > 2 and len(theirs) > 2
            if siblings and ours[1] != theirs[1]:
                faults.append(f"{where}: actors/{ours[1]} may not use its sibling {target}")
if seen < 100:
    faults.append(f"only {seen} files were seen: is {root} the source?")
print("\n".join(faults) if faults else f"{seen} files, all edges point down")
sys.exit(bool(faults))
