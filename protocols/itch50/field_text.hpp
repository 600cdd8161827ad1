#pragma once

#include "corelane/protocols/wire/field_text.hpp"

#include <cstddef>

namespace corelane::itch50 {

template <std::size_t Width>
using field_text = wire::field_text<Width>;

using stock = field_text<8>;
using mpid = field_text<4>;

} // namespace corelane::itch50
