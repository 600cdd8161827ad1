#!/usr/bin/env python3
"""Every header compiles alone: each is given to the compiler by itself, two at a time.

usage: header_test.py SOURCE INCLUDE COMPILER
"""
import concurrent.futures
import pathlib
import subprocess
import sys

root, include, compiler = sys.argv[1:4]
layers = ("protocols", "hw", "config", "runtime", "actors", "deploy")
headers = [h for layer in layers for h in sorted((pathlib.Path(root) / layer).rglob("*.hpp"))]


def compile_alone(header):
    name = "corelane/" + header.relative_to(root).as_posix()
    run = subprocess.run(
        [compiler, "-std=c++20", "-fsyntax-only", "-w", "-march=x86-64-v3", "-I", include, "-x", "c++", "-"],
        input=f'#include "{name}"\n#include "{name}"\n', text=True, capture_output=True)
    return name, run.returncode, run.stderr


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    bad = [r for r in pool.map(compile_alone, headers) if r[1]]
for name, _, errors in bad:
    print(f"{name} does not compile alone:\n" + "\n".join(errors.splitlines()[:6]))
print(f"{len(headers)} headers, {len(bad)} that do not stand alone")
sys.exit(bool(bad) or len(headers) < 80)
