#!/usr/bin/env python3
"""The generator's reading of schemas, and our description of MDP 3.0 against the exchange's own.

usage: schema_test.py SOURCE COMPILER INCLUDE
The exchange's schemas are not ours to ship: without CORELANE_SHARED those tests are skipped.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE, COMPILER, INCLUDE = (pathlib.Path(p) for p in sys.argv[1:4])
GENERATOR = SOURCE / "protocols/sbe/generator"
OURS = SOURCE / "protocols/mdp3/mdp3.xml"
sys.dont_write_bytecode = True
sys.path.insert(0, str(GENERATOR))
import schema  # noqa: E402

SHARED = pathlib.Path(os.environ.get("CORELANE_SHARED", "../shared")) / "data/cme"
VERSIONS = (5, 9, 12, 13)


def exchange_schema(version):
    return SHARED / f"omi_Cme.Futures.Mdp3.Sbe.v1.{version}.xml"


def blocks_of(made):
    """Every block by its place: a message by its id, a group by the message's and its own."""
    for message in made.messages:
        yield (message.id,), message
        for group in message.groups:
            yield (message.id, group.id), group


def codes_of(made):
    return {code for _, code, _ in made.values} if made.kind in ("enum", "set") else set()


@unittest.skipUnless(SHARED.exists(), "no shared data: set CORELANE_SHARED")
class description_of_mdp3(unittest.TestCase):
    """Ours is of version 13 and has what earlier ones had, too."""

    def setUp(self):
        self.ours = schema.read(OURS)
        self.blocks = dict(blocks_of(self.ours))

    def each(self):
        for version in VERSIONS:
            theirs = schema.read(exchange_schema(version))
            with self.subTest(version=version):
                yield version, theirs

    def test_has_every_template_of_every_version_and_no_other(self):
        seen = set()
        for _, theirs in self.each():
            self.assertEqual(theirs.id, self.ours.id)
            seen |= {m.id for m in theirs.messages}
        self.assertEqual(seen, {m.id for m in self.ours.messages})

    def test_has_each_group_of_each_version_in_its_place(self):
        for version, theirs in self.each():
            for message in theirs.messages:
                ours = [g for g in self.blocks[(message.id,)].groups if g.since <= version]
                self.assertEqual([(g.id, g.head, g.since) for g in message.groups],
                                 [(g.id, g.head, g.since) for g in ours], message.name)

    def test_has_each_field_of_each_version_at_its_offset_with_its_type_null_and_exponent(self):
        fields = 0
        for version, theirs in self.each():
            for place, block in blocks_of(theirs):
                ours = [f.layout() for f in self.blocks[place].fields if f.since <= version]
                self.assertEqual([f.layout() for f in block.fields], ours, block.name)
                fields += len(ours)
        self.assertGreater(fields, 1500)

    def test_has_the_length_of_each_block_as_the_newest_version_of_it_says(self):
        newest = {}
        for _, theirs in self.each():
            newest |= {place: (block.length, block.since) for place, block in blocks_of(theirs)}
        self.assertEqual(newest, {p: (b.length, b.since) for p, b in self.blocks.items()})

    def test_requires_no_more_of_a_block_than_any_version_sends(self):
        for _, theirs in self.each():
            for place, block in blocks_of(theirs):
                self.assertLessEqual(self.blocks[place].required(), block.length, block.name)

    def test_knows_every_code_and_bit_of_every_version(self):
        for version, theirs in self.each():
            for place, block in blocks_of(theirs):
                ours = [f for f in self.blocks[place].fields if f.since <= version]
                for theirs_field, our_field in zip(block.fields, ours):
                    self.assertLessEqual(codes_of(theirs_field.type), codes_of(our_field.type), our_field.name)

    def test_invents_no_code(self):
        seen = {}
        for _, theirs in self.each():
            for place, block in blocks_of(theirs):
                for field in block.fields:
                    seen.setdefault((place, field.tag), set()).update(codes_of(field.type))
        by_type = {}
        for place, block in self.blocks.items():
            for field in block.fields:
                if codes_of(field.type):
                    by_type.setdefault(field.type.name, set()).update(seen[(place, field.tag)])
        for name, codes in by_type.items():
            self.assertEqual(codes_of(self.ours.types[name]), codes, name)


@unittest.skipUnless(SHARED.exists(), "no shared data: set CORELANE_SHARED")
class headers_of_the_exchange(unittest.TestCase):
    def test_are_made_of_each_of_its_schemas_and_compile(self):
        for version in VERSIONS:
            with self.subTest(version=version), tempfile.TemporaryDirectory() as folder:
                header = pathlib.Path(folder) / "messages.hpp"
                subprocess.run([sys.executable, "-B", GENERATOR / "generate.py", exchange_schema(version),
                                header, "--namespace", "corelane::exchange"], check=True)
                names = [m.name for m in schema.read(exchange_schema(version)).messages]
                self.assertEqual(header.read_text().count("static constexpr std::uint16_t type = "), len(names))
                subprocess.run([COMPILER, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
                                "-include", header, "-I", INCLUDE, "-x", "c++", "/dev/null"], check=True)


class generator(unittest.TestCase):
    HEAD = """<types>
      <composite name="dims"><type name="blockLength" primitiveType="uint16"/>
        <type name="numInGroup" primitiveType="uint8"/></composite>
      <type name="maybe" primitiveType="int16" presence="optional"/>
      <type name="three" primitiveType="char" length="3"/></types>"""

    def read(self, body, head=HEAD, attributes='id="7" version="2"'):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "s.xml"
            path.write_text(f'<messageSchema package="p" {attributes}>{head}{body}</messageSchema>')
            return schema.read(path)

    def test_puts_fields_without_an_offset_behind_each_other(self):
        made = self.read("""<message name="m" id="1">
          <field name="a" id="1" type="uint16"/><field name="b" id="2" type="three"/>
          <field name="c" id="3" type="maybe" offset="8"/><field name="d" id="4" type="uint8"/></message>""")
        block = made.messages[0]
        self.assertEqual([f.offset for f in block.fields], [0, 2, 8, 10])
        self.assertEqual(block.length, 11)
        self.assertEqual(block.fields[2].type.null, -32768)

    def test_requires_only_what_was_there_from_the_start(self):
        made = self.read("""<message name="m" id="1" sinceVersion="1">
          <field name="a" id="1" type="uint16" sinceVersion="1"/>
          <field name="b" id="2" type="uint16" sinceVersion="2"/></message>""")
        self.assertEqual(made.messages[0].required(), 2)

    def test_refuses_what_it_does_not_read(self):
        refused = {
            "a group in g": """<message name="m" id="1"><group name="g" id="2" dimensionType="dims">
                <group name="h" id="3" dimensionType="dims"/></group></message>""",
            "data in m": '<message name="m" id="1"><data name="d" id="2" type="three"/></message>',
            "no type four": '<message name="m" id="1"><field name="f" id="2" type="four"/></message>',
            "block m is shorter than its fields":
                '<message name="m" id="1" blockLength="1"><field name="f" id="2" type="uint16"/></message>',
            "two messages of one id": '<message name="m" id="1"/><message name="n" id="1"/>',
            "dimension three": """<message name="m" id="1">
                <group name="g" id="2" dimensionType="three"/></message>""",
        }
        for reason, body in refused.items():
            with self.subTest(reason), self.assertRaises(schema.SchemaError) as caught:
                self.read(body)
            self.assertEqual(str(caught.exception), reason)
        with self.assertRaises(schema.SchemaError):
            self.read("", attributes='id="7" version="2" byteOrder="bigEndian"')

    def test_says_which_schema_it_could_not_read(self):
        run = subprocess.run([sys.executable, "-B", GENERATOR / "generate.py", "/absent.xml", "/x.hpp",
                              "--namespace", "corelane::p"], capture_output=True, text=True)
        self.assertEqual(run.returncode, 1)
        self.assertIn("/absent.xml", run.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
