"""A C++ header of a schema's types and messages, for protocols/sbe to read and write."""
import re

from schema import SIZES

RESERVED = set("""alignas and asm auto bool break case catch char class const continue default delete do
double else enum explicit export extern false float for friend goto if inline int long mutable namespace
new not operator or private protected public register return short signed sizeof static struct switch
template this throw true try typedef typename union unsigned using virtual void volatile while xor
fields groups head schema block_length required_length group_since""".split())


def snake(name):
    """A name as ours are written: `MDEntryPx` is md_entry_px. Ours stay as they are."""
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()
    return name + "_" if name in RESERVED or name[0].isdigit() else name


def number(primitive):
    return "char" if primitive == "char" else f"std::{primitive}_t"


def literal(value, primitive):
    if primitive == "char":
        return f"'{value if isinstance(value, str) else chr(value)}'"
    value = int(value)
    if primitive == "int64" and value == -2**63:
        return "INT64_MIN"
    return f"{value}" + ("U" if primitive == "uint32" else "UL" if primitive == "uint64" else "")


def alignment(made):
    if made.kind == "composite":
        return max(alignment(of) for _, of, _ in made.members)
    return 1 if made.kind == "text" else SIZES[made.primitive]


def image_of(block):
    """How many bytes of the block lie in its struct as on the wire, and the last field of them."""
    end, last = 0, None
    for field in block.fields:
        if field.type.kind == "constant":
            continue
        aligned = alignment(field.type)
        if field.since > block.since or field.offset != (end + aligned - 1) // aligned * aligned:
            break
        if field.type.kind == "composite" and field.type.size % aligned:
            break
        end, last = field.offset + field.type.size, field
    return end, last


class Header:
    def __init__(self, schema, namespace, source):
        self.schema, self.namespace, self.source = schema, namespace, source
        self.inner = namespace.split("::")[-1]
        self.lines = []

    def put(self, *lines):
        self.lines += lines

    def text(self):
        self.put("#pragma once", "", f"// Made of {self.source} by protocols/sbe/generator.", "",
                 '#include "corelane/protocols/sbe/message.hpp"',
                 '#include "corelane/protocols/wire/message_list.hpp"', "",
                 "#include <cstddef>", "#include <cstdint>", "#include <string_view>", "",
                 f"namespace {self.namespace} {{", "",
                 "struct schema {", f"  static constexpr std::uint16_t id = {self.schema.id};",
                 f"  static constexpr std::uint16_t version = {self.schema.version};", "};", "")
        heads = {"blockLength", "templateId", "numInGroup"}
        for made in self.schema.types.values():
            if not heads & {name for name, _, _ in made.members}:
                getattr(self, "put_" + made.kind)(made)
        for message in self.schema.messages:
            self.put_message(message)
            self.put_images(message)
        self.put_list()
        self.put(f"}} // namespace {self.namespace}")
        return "\n".join(self.lines) + "\n"

    def comment(self, text, indent=""):
        if text:
            self.put(f"{indent}/// {text}")

    def put_alias(self, made, of):
        self.comment(made.description)
        self.put(f"using {snake(made.name)} = {of};", "")

    def put_constant(self, made):
        pass

    def put_number(self, made):
        n = number(made.primitive)
        if made.time:
            self.put_alias(made, "timestamp")
        elif made.null is not None:
            self.put_alias(made, f"sbe::optional_value<{n}, {literal(made.null, made.primitive)}>")
        elif snake(made.name) != made.primitive:
            self.put_alias(made, n)

    def put_text(self, made):
        self.put_alias(made, f"sbe::text<{made.size}>")

    def put_decimal(self, made):
        n = number(made.primitive)
        if made.null is None:
            self.put_alias(made, f"sbe::decimal<{n}, {made.exponent}>")
        else:
            null = literal(made.null, made.primitive)
            self.put_alias(made, f"sbe::optional_decimal<{n}, {made.exponent}, {null}>")

    def put_enumerators(self, name, made, underlying, values):
        self.comment(made.description)
        self.put(f"enum class {name} : {underlying} {{")
        for value, code, description in values:
            note = f" ///< {description}" if description else ""
            self.put(f"  {snake(value)} = {code},{note}")
        self.put("};", f"[[nodiscard]] constexpr std::string_view name_of({name} v) noexcept {{", "  switch (v) {")
        for value, _, _ in values:
            self.put(f'    case {name}::{snake(value)}: return "{snake(value)}";')
        self.put("  }", "  return {};", "}", "")

    def put_enum(self, made):
        values = [(v, literal(code, made.primitive), d) for v, code, d in made.values]
        if made.null is not None:
            values.append(("absent", literal(made.null, made.primitive), "none is given"))
        self.put_enumerators(snake(made.name), made, number(made.primitive), values)

    def put_set(self, made):
        name = snake(made.name)
        self.put_enumerators(name + "_bit", made, "std::uint8_t", made.values)
        self.put(f"using {name} = sbe::bit_set<{name}_bit, {number(made.primitive)}>;", "")

    def put_composite(self, made):
        self.comment(made.description)
        self.put(f"struct {snake(made.name)} {{", f"  static constexpr std::size_t composite_size = {made.size};", "")
        members = [(snake(name), of, offset) for name, of, offset in made.members if of.size]
        for name, of, _ in members:
            n = number(of.primitive)
            if of.kind == "text":
                n = f"sbe::text<{of.size}>"
            elif of.null is not None:
                n = f"sbe::optional_value<{n}, {literal(of.null, of.primitive)}>"
            self.put(f"  {n} {name}{{}};")
        self.put_visit("fields", [f"take(sbe::place<{offset}, 0>{{}}, self.{name});" for name, _, offset in members])
        self.put(f"  friend bool operator==(const {snake(made.name)}&, const {snake(made.name)}&) = default;", "};", "")

    def put_visit(self, name, lines, indent=""):
        self.put("", f"{indent}  template <class Self, class Take>",
                 f"{indent}  static constexpr void {name}([[maybe_unused]] Self& self, [[maybe_unused]] Take&& take) {{")
        self.put(*[f"{indent}    {line}" for line in lines])
        self.put(f"{indent}  }}")

    def member(self, field, indent):
        made, name = field.type, snake(field.name)
        note = f" ///< {field.description}" if field.description else ""
        if made.kind == "constant" and made.values:
            enum, value = made.values[0]
            self.put(f"{indent}static constexpr {self.inner}::{snake(enum)} {name} = "
                     f"{self.inner}::{snake(enum)}::{snake(value)};{note}")
        elif made.kind == "constant":
            self.put(f"{indent}static constexpr {number(made.primitive)} {name} = "
                     f"{literal(made.constant, made.primitive)};{note}")
        else:
            self.put(f"{indent}{self.type_of(made)} {name}{{{self.initial(made)}}};{note}")

    def type_of(self, made):
        if made.time:
            return "timestamp"
        if made.name in self.schema.types and snake(made.name) != made.primitive:
            return f"{self.inner}::{snake(made.name)}"
        return number(made.primitive)

    def initial(self, made):
        if made.kind == "enum" and made.null is not None:
            return f"{self.type_of(made)}::absent"
        return ""

    def put_block(self, block, indent):
        image, _ = image_of(block)
        self.put(f"{indent}static constexpr std::uint16_t block_length = {block.length};",
                 f"{indent}static constexpr std::uint16_t required_length = {block.required()};",
                 f"{indent}static constexpr std::uint16_t image_length = {image};")
        constants = [f for f in block.fields if f.type.kind == "constant"]
        fields = [f for f in block.fields if f.type.kind != "constant"]
        self.put(*[""] * bool(constants))
        for field in constants:
            self.member(field, indent)
        self.put(*[""] * bool(fields))
        for field in fields:
            self.member(field, indent)
        return fields

    def visit_fields(self, fields, since, indent=""):
        lines = []
        for f in fields:
            new = f", {f.since}" if f.since > since else ""
            lines.append(f"take(sbe::place<{f.offset}, {f.tag}{new}>{{}}, self.{snake(f.name)});")
        self.put_visit("fields", lines, indent)

    def put_message(self, message):
        name = snake(message.name)
        since = f" Since version {message.since}." if message.since else ""
        self.comment(f"{message.description or message.name}{since}")
        self.put(f"struct {name} {{", f"  using schema = {self.inner}::schema;",
                 f"  static constexpr std::uint16_t type = {message.id};",
                 f'  static constexpr std::string_view name = "{name}";')
        for group in message.groups:
            self.put("")
            self.put_entry(group, message.since)
        if message.groups:
            self.put("")
        fields = self.put_block(message, "  ")
        for group in message.groups:
            self.put(f"  sbe::group<{snake(group.item)}> {snake(group.name)}{{}};")
        self.visit_fields(fields, message.since)
        groups = ", ".join(f"self.{snake(g.name)}" for g in message.groups)
        self.put("  template <class Self, class Take>",
                 "  [[gnu::always_inline]] static constexpr auto groups([[maybe_unused]] Self& self, Take&& take) {",
                 f"    return take({groups});", "  }",
                 f"  friend bool operator==(const {name}&, const {name}&) = default;", "};", "")

    def put_entry(self, group, message_since):
        name = snake(group.item)
        since = group.since if group.since > message_since else 0
        position, count = group.head
        self.comment(group.description, "  ")
        self.put(f"  struct {name} {{", f"    using head = sbe::group_head<{position}, {number(count)}>;",
                 f"    static constexpr std::uint32_t group_tag = {group.id};",
                 f"    static constexpr std::uint16_t group_since = {since};")
        fields = self.put_block(group, "    ")
        self.visit_fields(fields, group.since, "  ")
        self.put(f"    friend bool operator==(const {name}&, const {name}&) = default;", "  };")

    def put_images(self, message):
        """The compiler's word on what image_of says."""
        name = snake(message.name)
        for struct, block in [(name, message)] + [(f"{name}::{snake(g.item)}", g) for g in message.groups]:
            end, last = image_of(block)
            if last:
                self.put(f"static_assert(offsetof({struct}, {snake(last.name)}) == {last.offset});")
        self.put("")

    def put_list(self):
        names = ",\n    ".join(snake(m.name) for m in self.schema.messages)
        self.put("/// All messages of the schema, in its order.",
                 f"using all_messages = wire::message_list<\n    {names}>;", "")
