#!/usr/bin/env python3
"""Makes a C++ header of an SBE message schema.

usage: generate.py SCHEMA.xml HEADER.hpp --namespace corelane::PROTOCOL
"""
import argparse
import pathlib
import sys

import cpp_header
import schema


def main():
    parser = argparse.ArgumentParser(description="Makes a C++ header of an SBE message schema.")
    parser.add_argument("schema", type=pathlib.Path)
    parser.add_argument("header", type=pathlib.Path)
    parser.add_argument("--namespace", required=True)
    asked = parser.parse_args()
    try:
        made = cpp_header.Header(schema.read(asked.schema), asked.namespace, asked.schema.name).text()
    except (schema.SchemaError, OSError, SyntaxError, ValueError) as error:
        sys.exit(f"{asked.schema}: {error}")
    asked.header.parent.mkdir(parents=True, exist_ok=True)
    asked.header.write_text(made)


if __name__ == "__main__":
    main()
