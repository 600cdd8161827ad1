#pragma once

#include "corelane/protocols/wire/field_text.hpp"

namespace corelane::ouch50 {

using symbol_text = wire::field_text<8>;
using firm_id = wire::field_text<4>;
using route_id = wire::field_text<4>;
using cl_ord_id_text = wire::field_text<14>; ///< letters, digits and spaces; Nasdaq only echoes it

} // namespace corelane::ouch50
