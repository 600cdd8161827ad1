#include "corelane/bench/orders/quickfix_peer.hpp"

#include <quickfix/DataDictionary.h>
#include <quickfix/fix44/ExecutionReport.h>
#include <quickfix/fix44/NewOrderSingle.h>
#include <sstream>

namespace corelane {
namespace bench {

namespace {

/// Of FIX 4.4, what the two messages need.
const char* const dictionary = R"(<fix major="4" minor="4" type="FIX">
<header>
 <field name="BeginString" required="Y"/><field name="BodyLength" required="Y"/>
 <field name="MsgType" required="Y"/><field name="SenderCompID" required="Y"/>
 <field name="TargetCompID" required="Y"/><field name="MsgSeqNum" required="Y"/>
 <field name="PossDupFlag" required="N"/><field name="SendingTime" required="Y"/>
</header>
<trailer><field name="CheckSum" required="Y"/></trailer>
<messages>
 <message name="NewOrderSingle" msgtype="D" msgcat="app">
  <field name="ClOrdID" required="Y"/><field name="Symbol" required="Y"/>
  <field name="Side" required="Y"/><field name="TransactTime" required="Y"/>
  <field name="OrderQty" required="Y"/><field name="OrdType" required="Y"/>
  <field name="Price" required="N"/><field name="TimeInForce" required="N"/>
 </message>
 <message name="ExecutionReport" msgtype="8" msgcat="app">
  <field name="OrderID" required="Y"/><field name="ClOrdID" required="N"/>
  <field name="OrdStatus" required="Y"/><field name="ExecID" required="Y"/>
  <field name="ExecType" required="Y"/><field name="Symbol" required="Y"/>
  <field name="Side" required="Y"/><field name="Price" required="N"/>
  <field name="LastQty" required="N"/><field name="LastPx" required="N"/>
  <field name="LeavesQty" required="Y"/><field name="CumQty" required="Y"/>
  <field name="AvgPx" required="Y"/><field name="TransactTime" required="N"/>
 </message>
</messages>
<components/>
<fields>
 <field number="6" name="AvgPx" type="PRICE"/><field number="8" name="BeginString" type="STRING"/>
 <field number="9" name="BodyLength" type="LENGTH"/>
 <field number="10" name="CheckSum" type="STRING"/>
 <field number="11" name="ClOrdID" type="STRING"/><field number="14" name="CumQty" type="QTY"/>
 <field number="17" name="ExecID" type="STRING"/><field number="31" name="LastPx" type="PRICE"/>
 <field number="32" name="LastQty" type="QTY"/>
 <field number="34" name="MsgSeqNum" type="SEQNUM"/>
 <field number="35" name="MsgType" type="STRING">
  <value enum="D" description="ORDER_SINGLE"/><value enum="8" description="EXECUTION_REPORT"/>
 </field>
 <field number="37" name="OrderID" type="STRING"/><field number="38" name="OrderQty" type="QTY"/>
 <field number="39" name="OrdStatus" type="CHAR">
  <value enum="0" description="NEW"/><value enum="1" description="PARTIALLY_FILLED"/>
  <value enum="2" description="FILLED"/><value enum="4" description="CANCELED"/>
 </field>
 <field number="40" name="OrdType" type="CHAR">
  <value enum="1" description="MARKET"/><value enum="2" description="LIMIT"/>
 </field>
 <field number="43" name="PossDupFlag" type="BOOLEAN"/>
 <field number="44" name="Price" type="PRICE"/>
 <field number="49" name="SenderCompID" type="STRING"/>
 <field number="52" name="SendingTime" type="UTCTIMESTAMP"/>
 <field number="54" name="Side" type="CHAR">
  <value enum="1" description="BUY"/><value enum="2" description="SELL"/>
 </field>
 <field number="55" name="Symbol" type="STRING"/>
 <field number="56" name="TargetCompID" type="STRING"/>
 <field number="59" name="TimeInForce" type="CHAR">
  <value enum="0" description="DAY"/><value enum="3" description="IOC"/>
  <value enum="4" description="FOK"/>
 </field>
 <field number="60" name="TransactTime" type="UTCTIMESTAMP"/>
 <field number="150" name="ExecType" type="CHAR">
  <value enum="0" description="NEW"/><value enum="F" description="TRADE"/>
  <value enum="4" description="CANCELED"/>
 </field>
 <field number="151" name="LeavesQty" type="QTY"/>
</fields>
</fix>)";

FIX::UtcTimeStamp time_of(const order_sample& s) {
  return FIX::UtcTimeStamp{static_cast<time_t>(s.second), s.millisecond};
}

void set_header(FIX::Message& m, const order_sample& s, const char* sender, const char* target) {
  auto& h = m.getHeader();
  h.setField(FIX::SenderCompID{sender});
  h.setField(FIX::TargetCompID{target});
  h.setField(FIX::MsgSeqNum{static_cast<int>(s.seq_num)});
  h.setField(FIX::SendingTime{time_of(s), 3});
}

FIX::DataDictionary read_dictionary() {
  std::istringstream text{dictionary};
  return FIX::DataDictionary{text};
}

} // namespace

struct quickfix_peer::engine {
  FIX::DataDictionary fields{read_dictionary()};
  std::string bytes;
};

quickfix_peer::quickfix_peer() : engine_{new engine} {}
quickfix_peer::~quickfix_peer() = default;

const std::string& quickfix_peer::order(const order_sample& s) {
  FIX44::NewOrderSingle m;
  set_header(m, s, "CORELANE", "VENUE");
  m.set(FIX::ClOrdID{std::to_string(s.cl_ord_id)});
  m.set(FIX::Symbol{s.symbol});
  m.set(FIX::Side{s.buy ? FIX::Side_BUY : FIX::Side_SELL});
  m.set(FIX::TransactTime{time_of(s), 3});
  m.set(FIX::OrderQty{static_cast<double>(s.qty)});
  m.set(FIX::OrdType{FIX::OrdType_LIMIT});
  m.set(FIX::Price{static_cast<double>(s.cents) / 100});
  m.set(FIX::TimeInForce{FIX::TimeInForce_DAY});
  return m.toString(engine_->bytes);
}

const std::string& quickfix_peer::fill(const order_sample& s) {
  const double px = static_cast<double>(s.cents) / 100;
  FIX44::ExecutionReport m;
  set_header(m, s, "VENUE", "CORELANE");
  m.set(FIX::OrderID{std::to_string(s.order_id)});
  m.set(FIX::ClOrdID{std::to_string(s.cl_ord_id)});
  m.set(FIX::OrdStatus{s.last_qty == s.qty ? FIX::OrdStatus_FILLED
                                           : FIX::OrdStatus_PARTIALLY_FILLED});
  m.set(FIX::ExecID{std::to_string(s.exec_id)});
  m.set(FIX::ExecType{FIX::ExecType_TRADE});
  m.set(FIX::Symbol{s.symbol});
  m.set(FIX::Side{s.buy ? FIX::Side_BUY : FIX::Side_SELL});
  m.set(FIX::Price{px});
  m.set(FIX::LastQty{static_cast<double>(s.last_qty)});
  m.set(FIX::LastPx{px});
  m.set(FIX::LeavesQty{static_cast<double>(s.qty - s.last_qty)});
  m.set(FIX::CumQty{static_cast<double>(s.last_qty)});
  m.set(FIX::AvgPx{px});
  m.set(FIX::TransactTime{time_of(s), 3});
  return m.toString(engine_->bytes);
}

bool quickfix_peer::decode(const std::string& message) {
  try {
    const FIX::Message m{message, engine_->fields, true};
    engine_->fields.validate(m);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

} // namespace bench
} // namespace corelane
