#include "records/value_json.hpp"

namespace cmt::records {

using yaml::Node;
using yaml::Value;

Json json_of(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::text: return value.text();
    case Value::Kind::verbatim: {
      const std::string& text = value.text();
      if (text == "true" || text == "false") return text == "true";
      const bool digits = !text.empty() && text.size() < 10 &&
                          text.find_first_not_of("0123456789") == std::string::npos;
      return digits ? Json(std::stoi(text)) : Json(text);
    }
    case Value::Kind::list: {
      Json list = Json::array();
      for (const auto& item : value.items()) list.push_back(json_of(item));
      return list;
    }
    case Value::Kind::map: break;
  }
  Json map = Json::object();
  for (std::size_t i = 0; i < value.keys().size(); ++i)
    map[value.keys()[i]] = json_of(value.items()[i]);
  return map;
}

Json json_of(Node node) {
  if (node.is_scalar()) return std::string{node.text()};
  Json out = node.is_list() ? Json::array() : Json::object();
  for (const Node item : node.items()) out.push_back(json_of(item));
  for (const auto& [key, value] : node.entries()) out[std::string{key.text()}] = json_of(value);
  return out;
}

void add_unknown(Json& object, Node map) {
  for (const auto& [key, value] : map.entries()) {
    const std::string name{key.text()};
    if (!object.contains(name)) object[name] = json_of(value);
  }
}

}  // namespace cmt::records
