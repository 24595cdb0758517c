#include "charter/print.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"

namespace cmt::charter {
namespace {

// The words of the page itself, in the languages of the labels.
struct Words {
  std::string_view holds_from, limitation, remedy, scope, contact, complain, if_broken;
};
Words words_in(std::string_view language) {
  if (language == "fa")
    return {"معتبر از", "محدودیت", "اگر به این تعهد عمل نشود", "دامنه", "پرسش‌ها", "شکایت",
            "اگر به تعهدی عمل نشود"};
  if (language == "ru")
    return {"Действует с", "Ограничение", "Если обещание не выполнено", "Область действия",
            "Вопросы", "Как подать жалобу", "Если обещание не выполнено"};
  return {"In force from", "Limitation", "If we break it", "What it covers", "Questions",
          "How to complain", "If we break a promise"};
}

struct Promise {
  std::string text, limitations, remedies;
};

struct Page {
  std::string title, head;
  std::vector<std::string> intro;  // paragraphs
  std::vector<Promise> promises;
  std::vector<std::pair<std::string, std::string>> ends;  // heading and text
};

Page page_of(const CharterState& state, Date day, const Lists& lists, std::string_view language) {
  const Words words = words_in(language);
  const Version& version = *state.on(day);
  Page page;
  page.title = state.title;
  page.head = fmt::format("{} {} ({})", words.holds_from, text(version.effective_from), version.number);
  page.intro = {state.text.purpose.value};
  for (const auto& promise : version.promises) {
    const bool is_suspended =
        std::any_of(state.suspensions.begin(), state.suspensions.end(), [&](const Suspension& one) {
          return one.promise == promise.promise && one.from <= day && (!one.until || day < *one.until);
        });
    if (is_suspended) continue;
    Promise shown;
    shown.text = promise.text.value;
    for (const auto& [tag, translated] : promise.translations)
      if (tag == language) shown.text = translated;
    shown.limitations = promise.limitations.value;
    for (const auto& code : promise.remedies)
      shown.remedies += (shown.remedies.empty() ? "" : ", ") + lists["remedies"].label(code, language);
    if (!shown.limitations.empty())
      shown.limitations = fmt::format("{}: {}", words.limitation, shown.limitations);
    if (!shown.remedies.empty()) shown.remedies = fmt::format("{}: {}", words.remedy, shown.remedies);
    page.promises.push_back(std::move(shown));
  }
  page.ends.emplace_back(words.scope, state.text.scope.value);
  page.ends.emplace_back(words.if_broken, state.text.remedy_if_broken.value);
  page.ends.emplace_back(words.contact, state.text.contact.value);
  page.ends.emplace_back(words.complain, state.text.complaint_route.value);
  page.ends.erase(std::remove_if(page.ends.begin(), page.ends.end(),
                                 [](const auto& end) { return end.second.empty(); }),
                  page.ends.end());
  return page;
}

bool is_right_to_left(std::string_view language) {
  return language == "fa" || language == "ar" || language == "he" || language == "ur";
}

}  // namespace

std::string as_text(const CharterState& state, Date day, const Lists& lists,
                    std::string_view language) {
  const Page page = page_of(state, day, lists, language);
  std::string out = printable_line(page.title) + "\n" + page.head + "\n";
  const auto paragraph = [&](const std::string& given, const char* first, const char* next) {
    bool begins = true;
    for (const auto& line : wrap(printable_block(given), 72)) {
      out += (begins ? first : next) + line + "\n";
      begins = false;
    }
  };
  for (const auto& intro : page.intro) {
    out += "\n";
    paragraph(intro, "", "");
  }
  out += "\n";
  int number = 0;
  for (const auto& promise : page.promises) {
    paragraph(promise.text, fmt::format("{:>2}. ", ++number).c_str(), "    ");
    for (const auto* more : {&promise.limitations, &promise.remedies})
      if (!more->empty()) paragraph(*more, "    ", "    ");
  }
  for (const auto& [heading, content] : page.ends) {
    out += "\n" + heading + "\n";
    paragraph(content, "  ", "  ");
  }
  return out;
}

std::string as_markdown(const CharterState& state, Date day, const Lists& lists,
                        std::string_view language) {
  const Page page = page_of(state, day, lists, language);
  std::string out = fmt::format("# {}\n\n{}\n", markdown_escape(page.title), markdown_escape(page.head));
  for (const auto& intro : page.intro) out += fmt::format("\n{}\n", markdown_escape(intro));
  out += "\n";
  int number = 0;
  for (const auto& promise : page.promises) {
    out += fmt::format("{}. {}\n", ++number, markdown_escape(promise.text));
    for (const auto* more : {&promise.limitations, &promise.remedies})
      if (!more->empty()) out += fmt::format("   - {}\n", markdown_escape(*more));
  }
  for (const auto& [heading, content] : page.ends)
    out += fmt::format("\n## {}\n\n{}\n", markdown_escape(heading), markdown_escape(content));
  return out;
}

std::string as_html(const CharterState& state, Date day, const Lists& lists,
                    std::string_view language) {
  const Page page = page_of(state, day, lists, language);
  const std::string tag = html_escape(language.empty() ? "en" : language);
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>{}</title>\n<style>\n"
      "body{{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;"
      "color:#1a1a1a;background:#fff}}\nli{{margin:0 0 .8rem}}\n.more{{color:#444}}\n"
      "</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n",
      tag, is_right_to_left(language) ? "rtl" : "ltr", html_escape(page.title),
      html_escape(page.title), html_escape(page.head));
  for (const auto& intro : page.intro) out += fmt::format("<p>{}</p>\n", html_escape(intro));
  out += "<ol>\n";
  for (const auto& promise : page.promises) {
    out += fmt::format("<li>{}", html_escape(promise.text));
    for (const auto* more : {&promise.limitations, &promise.remedies})
      if (!more->empty()) out += fmt::format("<br><span class=\"more\">{}</span>", html_escape(*more));
    out += "</li>\n";
  }
  out += "</ol>\n";
  for (const auto& [heading, content] : page.ends)
    out += fmt::format("<h2>{}</h2>\n<p>{}</p>\n", html_escape(heading), html_escape(content));
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace cmt::charter
