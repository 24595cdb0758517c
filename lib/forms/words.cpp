#include "forms/words.hpp"

#include <fmt/core.h>

#include <cassert>

#include "core/data.hpp"
#include "core/text.hpp"
#include "yaml/document.hpp"

namespace cmt::forms {
namespace {

constexpr std::string_view kFolder = "forms/", kEnding = ".yaml", kBegin = "form.";

std::string built_in_path(std::string_view language) { return fmt::format("{}{}{}", kFolder, language, kEnding); }

}  // namespace

const std::string& Words::operator[](std::string_view key) const {
  static const std::string none;
  const auto found = words_.find(key);
  assert(found != words_.end());
  return found == words_.end() ? none : found->second;
}

Words Words::built_in(std::string language) {
  Words out;
  for (const std::string& one : {std::string{"en"}, language}) {
    const std::string path = built_in_path(one);
    const auto document = yaml::parse(path, std::string{data::file(path)});
    if (!document) continue;  // a language of a register's own
    for (const auto& [key, value] : document->root().entries()) out.words_[std::string{key.text()}] = value.text();
  }
  out.language_ = std::move(language);
  return out;
}

Result<Words> Words::with(std::string path, std::string bytes) const {
  const auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return document.failure();
  Words out = *this;
  Failure wrong{FailureKind::unreadable, {}};
  std::vector<std::string> keys;
  for (const auto& [key, word] : words_) keys.push_back(key);
  for (const auto& [key, value] : document->root().entries()) {
    const std::string name{key.text()};
    if (words_.find(name) == words_.end()) {
      const auto near = nearest(name, keys);
      wrong.diagnostics.push_back(document->error_at(key, tr("no form has the words `{}`", truncate(printable_line(name), 40)),
                                                     near ? tr("did you mean `{}`?", *near)
                                                          : tr("docs/forms.md tells where they all are")));
    } else if (!value.is_scalar() || value.text().empty() || value.text().find('\n') != std::string_view::npos) {
      wrong.diagnostics.push_back(document->error_at(value, tr("`{}` is one line of text", name)));
    } else {
      out.words_[name] = value.text();
    }
  }
  if (!wrong.diagnostics.empty()) return wrong;
  return out;
}

std::vector<std::string> built_in_languages() {
  std::vector<std::string> out;
  for (const data::File* file = data::files; !file->name.empty(); ++file)
    if (file->name.starts_with(kFolder))
      out.emplace_back(file->name.substr(kFolder.size(), file->name.size() - kFolder.size() - kEnding.size()));
  return out;
}

std::string path_of_words(std::string_view language) {
  return fmt::format("templates/{}{}{}", kBegin, language, kEnding);
}

std::string language_of_words(std::string_view file_name) {
  if (!file_name.starts_with(kBegin) || !file_name.ends_with(kEnding) || file_name.size() <= kBegin.size() + kEnding.size()) return {};
  return std::string{file_name.substr(kBegin.size(), file_name.size() - kBegin.size() - kEnding.size())};
}

}  // namespace cmt::forms
