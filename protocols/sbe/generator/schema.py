"""An SBE message schema, read from its XML: its types, messages, groups and fields with all offsets.

Takes what the schemas of exchanges use: simple types, enumerations, sets, composites, constants,
nested offsets and one level of repeating groups. Anything else is refused by its name.
"""
import dataclasses
import pathlib
import xml.etree.ElementInclude
import xml.etree.ElementTree

SIZES = {"char": 1, "int8": 1, "uint8": 1, "int16": 2, "uint16": 2, "int32": 4, "uint32": 4,
         "int64": 8, "uint64": 8}
NULLS = {"char": 0, "int8": -128, "uint8": 255, "int16": -32768, "uint16": 65535,
         "int32": -2**31, "uint32": 2**32 - 1, "int64": -2**63, "uint64": 2**64 - 1}


class SchemaError(Exception):
    """The schema says what we do not take, or contradicts itself."""


@dataclasses.dataclass
class Type:
    """What a field is made of. `size` is in bytes on the wire."""

    name: str
    kind: str  # number, text, enum, set, decimal, composite, constant
    primitive: str
    size: int
    description: str = ""
    null: int | None = None
    exponent: int | None = None
    constant: str | None = None
    time: bool = False
    values: list = dataclasses.field(default_factory=list)  # of (name, value, description)
    members: list = dataclasses.field(default_factory=list)  # of (name, Type, offset)

    def layout(self):
        """What decides how its bytes are read, whatever it is called."""
        if self.kind == "composite":
            return [(offset, of.layout()) for _, of, offset in self.members]
        return (self.primitive, self.size, self.null, self.exponent, self.constant)


@dataclasses.dataclass
class Field:
    name: str
    tag: int
    type: Type
    offset: int
    since: int
    description: str = ""

    def layout(self):
        return (self.tag, self.offset if self.type.size else None, self.type.layout(), self.since)


@dataclasses.dataclass
class Block:
    """The fields of a message, or of an entry of a group."""

    name: str
    id: int
    length: int
    since: int
    description: str
    fields: list
    groups: list = dataclasses.field(default_factory=list)
    item: str = ""  # of a group: what one entry is called
    head: tuple = ()  # of a group: where its count stands, and the count's primitive type

    def required(self):
        """Bytes that every version of it has."""
        return max((f.offset + f.type.size for f in self.fields if f.since <= self.since and f.type.size),
                   default=0)


@dataclasses.dataclass
class Schema:
    package: str
    id: int
    version: int
    types: dict
    messages: list


def local(element):
    return element.tag.split("}")[-1]


def text_of(element, key="description"):
    return " ".join(element.get(key, "").split())


def since_of(element):
    return int(element.get("sinceVersion", "0"))


class Reader:
    def __init__(self, root):
        self.root = root
        self.elements = {}
        self.types = {}
        for parent in root:
            if local(parent) == "types":
                for element in parent:
                    self.elements[element.get("name")] = element

    def schema(self):
        order = self.root.get("byteOrder", "littleEndian")
        if order != "littleEndian":
            raise SchemaError(f"byte order {order}")
        for name in self.elements:
            self.type(name)
        messages = []
        for element in self.root:
            if local(element) == "message":
                messages.append(self.message(element))
            elif local(element) == "messages":
                messages += [self.message(m) for m in element]
        ids = [m.id for m in messages]
        if len(set(ids)) != len(ids):
            raise SchemaError("two messages of one id")
        return Schema(self.root.get("package"), int(self.root.get("id")), int(self.root.get("version")),
                      self.types, messages)

    def type(self, name):
        if name in self.types:
            return self.types[name]
        element = self.elements.get(name)
        if element is None:
            if name not in SIZES:
                raise SchemaError(f"no type {name}")
            return Type(name, "number", name, SIZES[name])
        readers = {"type": self.simple, "enum": self.enum, "set": self.set, "composite": self.composite}
        if local(element) not in readers:
            raise SchemaError(f"{local(element)} {name}")
        self.types[name] = readers[local(element)](element)
        return self.types[name]

    def simple(self, element):
        name, primitive = element.get("name"), element.get("primitiveType")
        length, presence = int(element.get("length", "1")), element.get("presence", "required")
        if primitive not in SIZES:
            raise SchemaError(f"primitive type {primitive} of {name}")
        made = Type(name, "number", primitive, SIZES[primitive] * length, text_of(element))
        made.time = primitive == "uint64" and element.get("semanticType") == "UTCTimestamp"
        if presence == "constant":
            made.kind, made.size, made.constant = "constant", 0, (element.text or "").strip()
        elif length > 1:
            if primitive != "char":
                raise SchemaError(f"{name} is an array of {primitive}")
            made.kind = "text"
        elif presence == "optional":
            made.null = int(element.get("nullValue", NULLS[primitive]))
        return made

    def enum(self, element):
        encoding = self.type(element.get("encodingType"))
        made = Type(element.get("name"), "enum", encoding.primitive, encoding.size, text_of(element),
                    null=encoding.null)
        for value in element:
            code = (value.text or "").strip()
            number = ord(code) if made.primitive == "char" else int(code)
            made.values.append((value.get("name"), number, text_of(value)))
        return made

    def set(self, element):
        encoding = self.type(element.get("encodingType"))
        made = Type(element.get("name"), "set", encoding.primitive, encoding.size, text_of(element))
        made.values = [(c.get("name"), int(c.text), text_of(c)) for c in element]
        return made

    def composite(self, element):
        made = Type(element.get("name"), "composite", "", 0, text_of(element))
        for member in element:
            if local(member) != "type":
                raise SchemaError(f"{local(member)} in {made.name}")
            of = self.simple(member)
            offset = int(member.get("offset", made.size))
            made.members.append((of.name, of, offset))
            made.size = max(made.size, offset + of.size)
        names = [name for name, _, _ in made.members]
        if names == ["mantissa", "exponent"] and made.members[1][1].constant is not None:
            mantissa = made.members[0][1]
            made.kind, made.primitive, made.null = "decimal", mantissa.primitive, mantissa.null
            made.exponent = int(made.members[1][1].constant)
        return made

    def message(self, element):
        made = self.block(element, 0)
        made.groups = [self.group(g, made.since) for g in element if local(g) == "group"]
        return made

    def group(self, element, since):
        if any(local(e) == "group" for e in element):
            raise SchemaError(f"a group in {element.get('name')}")
        made = self.block(element, since)
        made.item = element.get("item", element.get("name") + "_item")
        head = self.type(element.get("dimensionType", "groupSizeEncoding"))
        places = {name: (offset, of.primitive) for name, of, offset in head.members}
        if places.get("blockLength") != (0, "uint16") or "numInGroup" not in places:
            raise SchemaError(f"dimension {head.name}")
        made.head = places["numInGroup"]
        return made

    def block(self, element, outer_since):
        name, since = element.get("name"), since_of(element) or outer_since
        fields, end = [], 0
        for child in element:
            if local(child) == "field":
                field = self.field(child, end, since)
                fields.append(field)
                end = max(end, field.offset + field.type.size)
            elif local(child) != "group":
                raise SchemaError(f"{local(child)} in {name}")
        length = int(element.get("blockLength", end))
        if length < end:
            raise SchemaError(f"block {name} is shorter than its fields")
        return Block(name, int(element.get("id")), length, since, text_of(element), fields)

    def field(self, element, end, outer_since):
        made = self.type(element.get("type"))
        if element.get("presence") == "constant":
            enum, value = element.get("valueRef").split(".")
            number = {n: v for n, v, _ in self.type(enum).values}[value]
            code = chr(number) if made.primitive == "char" else str(number)
            made = dataclasses.replace(made, kind="constant", size=0, null=None, constant=code,
                                       values=[(enum, value)])
        elif element.get("semanticType") == "UTCTimestamp" and made.primitive == "uint64":
            made = dataclasses.replace(made, time=True)
        return Field(element.get("name"), int(element.get("id")), made, int(element.get("offset", end)),
                     max(since_of(element), outer_since), text_of(element))


def read(path):
    """The schema of a file, with what it includes."""
    path = pathlib.Path(path).resolve()
    root = xml.etree.ElementTree.parse(path).getroot()
    xml.etree.ElementInclude.include(root, base_url=str(path))
    return Reader(root).schema()
