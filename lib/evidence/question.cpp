#include "evidence/question.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "core/data.hpp"
#include "core/text.hpp"
#include "yaml/document.hpp"

namespace cmt::evidence {
namespace {

using yaml::Node;

class Reader {
 public:
  Reader(const yaml::Document& document, std::vector<Question>& out) : document_(document), out_(out) {}

  void read() {
    const auto list = document_.root().find("questions");
    if (!list || !list->is_list()) return problem(document_.root(), tr("`questions` is not a list"));
    for (const Node item : list->items()) {
      if (!item.is_map()) {
        problem(item, tr("a question is a map"));
        continue;
      }
      read(item);
    }
  }

  Diagnostics problems;

 private:
  void read(Node item) {
    const auto id = item.find("id");
    if (!id || !id->is_scalar() || !is_id(id->text()))
      return problem(id.value_or(item), tr("a question has an `id` such as Q71"));
    auto known = std::find_if(out_.begin(), out_.end(),
                              [&](const Question& one) { return one.id == id->text(); });
    const bool is_new = known == out_.end();
    if (is_new) {
      Question question;
      question.id = id->text();
      known = out_.insert(out_.end(), std::move(question));
    }
    for (const auto& [key, value] : item.entries()) {
      const std::string_view name = key.text();
      if (!value.is_scalar()) problem(value, tr("`{}` is a text", printable_line(name)));
      else if (name == "id") continue;
      else if (name == "clause") known->clause = value.text();
      else if (name == "met") known->met = number(value, 100);
      else if (name == "partly") known->partly = number(value, 100);
      else if (name == "limit") known->limit = number(value, 1'000'000);
      else if (name == "en" || name == "fa" || name == "ru")
        known->texts[std::string{name}] = value.text();
      else
        problem(key, tr("'{}' is not known here", printable_line(name)),
                tr("one of: id, clause, en, fa, ru, met, partly, limit"));
    }
    if (is_new && (known->clause.empty() || known->texts.empty()))
      problem(item, tr("a new question has a `clause` and a text"));
    if (known->partly > known->met) problem(item, tr("`partly` is above `met`"));
  }

  static bool is_id(std::string_view text) {
    return text.size() >= 2 && text.size() <= 8 && text.front() == 'Q' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  int number(Node node, int most) {
    const std::string_view text = node.text();
    int out = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && out >= 0 && out <= most)
      return out;
    problem(node, tr("not a number from 0 to {}", most));
    return 0;
  }

  void problem(Node node, Message message, Message hint = {}) {
    problems.push_back(document_.error_at(node, std::move(message), std::move(hint)));
  }

  const yaml::Document& document_;
  std::vector<Question>& out_;
};

Result<std::vector<Question>> read_over(std::vector<Question> questions, std::string path,
                                        std::string bytes) {
  const auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return document.failure();
  Reader reader{*document, questions};
  reader.read();
  if (!reader.problems.empty()) return Failure{FailureKind::unreadable, std::move(reader.problems)};
  return questions;
}

}  // namespace

const std::string& Question::text(std::string_view language) const {
  static const std::string none;
  if (const auto own = texts.find(language); own != texts.end()) return own->second;
  if (const auto english = texts.find("en"); english != texts.end()) return english->second;
  return texts.empty() ? none : texts.begin()->second;
}

const std::vector<Question>& built_in_questions() {
  static const std::vector<Question> questions = [] {
    auto read = read_over({}, "audit/questions.yaml", std::string{data::file("audit/questions.yaml")});
    return read ? std::move(*read) : std::vector<Question>{};
  }();
  return questions;
}

Result<std::vector<Question>> read_questions(std::string path, std::string bytes) {
  return read_over(built_in_questions(), std::move(path), std::move(bytes));
}

}  // namespace cmt::evidence
