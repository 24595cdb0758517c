#include "intake/cfpb_mapping.hpp"

#include <cassert>

#include "core/data.hpp"
#include "yaml/document.hpp"

namespace cmt::intake {
namespace {

using yaml::Node;

std::string text_of(Node map, std::string_view key) {
  const auto node = map.find(key);
  return node ? std::string{node->text()} : std::string{};
}

// The map at `key` as words, each given its meaning by `meaning`.
template <class T, class Meaning>
Words<T> words(Node root, std::string_view key, Meaning meaning) {
  Words<T> out;
  const auto map = root.find(key);
  assert(map);
  for (const auto& [word, value] : map->entries())
    out.emplace(std::string{word.text()}, meaning(value));
  return out;
}

CfpbMapping read_mapping() {
  const auto document = yaml::parse("cfpb.yaml", std::string{data::file("cfpb.yaml")});
  assert(document);
  const Node root = document->root();
  CfpbMapping out;
  for (const auto& [key, names] : root.find("columns")->entries())
    for (const Node name : names.items()) {
      const bool is_present = out.columns.empty() || out.columns.back().first != key.text();
      if (is_present) out.columns.emplace_back(key.text(), name.text());
      out.column_keys.emplace(std::string{name.text()}, std::string{key.text()});
    }
  const auto as_text = [](Node node) { return std::string{node.text()}; };
  out.media = words<std::string>(root, "media", as_text);
  out.issues = words<std::string>(root, "issues", as_text);
  out.consent = words<std::optional<bool>>(root, "consent", [](Node node) {
    const std::string publish = text_of(node, "publish");
    return publish == "unknown" ? std::nullopt : std::optional<bool>{publish == "true"};
  });
  out.responses = words<CfpbResponse>(root, "responses", [](Node node) {
    return CfpbResponse{text_of(node, "closed") == "true", text_of(node, "reply") == "final",
                        parse_name(process::outcome_names, text_of(node, "outcome"))};
  });
  out.timely =
      words<bool>(root, "timely", [](Node node) { return text_of(node, "on_time") == "true"; });
  out.disputed =
      words<bool>(root, "disputed", [](Node node) { return text_of(node, "contested") == "true"; });
  for (const Node group : root.find("unmapped")->items())
    for (const Node issue : group.find("issues")->items()) out.unmapped.emplace(issue.text());
  return out;
}

}  // namespace

const std::string& CfpbMapping::name_of(std::string_view key) const {
  for (const auto& [known, name] : columns)
    if (known == key) return name;
  assert(false && "not a key of cfpb.yaml");
  return columns.front().second;
}

const CfpbMapping& cfpb_mapping() {
  static const CfpbMapping mapping = read_mapping();
  return mapping;
}

}  // namespace cmt::intake
