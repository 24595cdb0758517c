#include "records/each_text.hpp"

namespace cmt::records {
namespace {

void walk(yaml::Node node, const std::string& path, const std::set<std::string>& paths, const LookAtPlace& look) {
  if (node.is_map()) {
    for (const auto entry : node.entries())
      walk(entry.value, (path.empty() ? "" : path + ".") + std::string{entry.key.text()}, paths, look);
  } else if (node.is_list()) {
    for (const auto item : node.items()) walk(item, path, paths, look);
  } else if (paths.count(path) != 0) {
    look(path, node);
  }
}

}  // namespace

void each_text_at(yaml::Node event, const std::set<std::string>& paths, const LookAtPlace& look) {
  walk(event, "", paths, look);
}

}  // namespace cmt::records
