#include "records/sector.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "calendar/solar_hijri.hpp"
#include "core/data.hpp"
#include "yaml/document.hpp"

namespace cmt::records {
namespace {

using yaml::Node;

constexpr std::string_view folder = "sectors/";

std::string text_at(Node map, std::string_view key) {
  const auto found = map.find(key);
  return found ? std::string{found->text()} : std::string{};
}

std::vector<std::string> texts_at(Node map, std::string_view key) {
  std::vector<std::string> out;
  if (const auto found = map.find(key))
    for (const Node one : found->items()) out.emplace_back(one.text());
  return out;
}

const yaml::Document& terms() {
  static const yaml::Document document =
      std::move(*yaml::parse("drafts/terms.yaml", std::string{data::file("drafts/terms.yaml")}));
  return document;
}

std::string term_text(std::string_view key, std::string_view language) {
  const auto found = terms().root().find(key);
  return found ? text_at(*found, language) : std::string{};
}

std::string filled(std::string text, std::string_view mark, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += with.size())
    text.replace(at, mark.size(), with);
  return text;
}

// "7 days" of a limit in the language.
std::string in_words(calendar::Amount amount, std::string_view language) {
  if (language == "en") return calendar::in_words(amount);
  const std::string written = calendar::text(amount);
  const auto unit = written.find_first_not_of("0123456789");
  std::string number = std::to_string(amount.count);
  if (language == "fa") number = calendar::in_persian_digits(number);
  return filled(term_text(std::string_view{written}.substr(unit), language), "{n}", number);
}

std::string limits_in(std::string_view language, const process::Profile* profile) {
  std::string out;
  bool is_answer_said = false;
  if (profile && !profile->versions.empty())
    for (const auto& limit : profile->versions.back().terms.limits) {
      if (limit.from != process::Anchor::received) continue;
      const bool is_answer = limit.clock == process::Clock::final;
      if (!is_answer && limit.clock != process::Clock::ack) continue;
      is_answer_said = is_answer_said || is_answer;
      out += filled(term_text(is_answer ? "answer" : "acknowledgement", language), "{term}",
                    in_words(limit.term.within, language)) + "\n";
    }
  if (!is_answer_said) out += term_text("none", language) + "\n";
  out.pop_back();
  return out;
}

}  // namespace

std::vector<std::string> sector_names() {
  std::vector<std::string> out;
  for (const data::File* file = data::files; !file->name.empty(); ++file)
    if (file->name.substr(0, folder.size()) == folder)
      out.emplace_back(file->name.substr(folder.size(), file->name.rfind('.') - folder.size()));
  std::sort(out.begin(), out.end());
  return out;
}

std::string_view language_of_drafts(std::string_view language) {
  for (const std::string_view known : {"fa", "ru"})
    if (language.substr(0, language.find('-')) == known) return known;
  return "en";
}

Sector sector(std::string_view name, std::string_view language) {
  const std::string path = fmt::format("{}{}.yaml", folder, name);
  const auto document = yaml::parse(path, std::string{data::file(path)});
  const Node root = document->root();
  const auto in_language = language_of_drafts(language);
  Sector out;
  out.name = name;
  out.process = text_at(root, "process");
  out.profile = text_at(root, "profile");
  out.profiles = texts_at(root, "profiles");
  for (const auto& [list, values] : root.find("lists")->entries()) {
    auto& added = out.lists.emplace_back(std::string{list.text()}, std::vector<SectorValue>{}).second;
    for (const Node value : values.items())
      added.push_back({text_at(value, "code"), text_at(value, "maps_to"), text_at(value, "en"),
                       text_at(value, "fa"), text_at(value, "ru")});
  }
  out.products = texts_at(*root.find("products"), in_language);
  const Node words = *root.find("words");
  out.people = text_at(*words.find("people"), in_language);
  out.supply = text_at(*words.find("supply"), in_language);
  out.outside = text_at(*words.find("outside"), in_language);
  out.commitments = texts_at(*words.find("commitments"), in_language);
  return out;
}

std::vector<std::string> draft_names() { return {"notice", "policy"}; }

std::string draft(std::string_view name, const Sector& sector, std::string_view language,
                  const DraftWords& words) {
  const auto in_language = language_of_drafts(language);
  std::string commitments;
  for (const auto& one : sector.commitments) commitments += (commitments.empty() ? "- " : "\n- ") + one;
  std::string out{data::file(fmt::format("drafts/{}.{}.md", name, in_language))};
  out = filled(std::move(out), "{{people}}", sector.people);
  out = filled(std::move(out), "{{supply}}", sector.supply);
  out = filled(std::move(out), "{{outside}}", sector.outside);
  out = filled(std::move(out), "{{commitments}}", commitments);
  out = filled(std::move(out), "{{limits}}", limits_in(in_language, words.profile));
  out = filled(std::move(out), "{{review}}", words.review);
  return filled(std::move(out), "{{organization}}", words.organization);  // last: it may say anything
}

}  // namespace cmt::records
