// 4.10 Which texts of dossiers are of or about a complainant, whose they are, and which lines hold words.
#include "records/personal_texts.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/id.hpp"
#include "disclosure/request.hpp"
#include "dispute/dispute.hpp"
#include "process/text_fields.hpp"
#include "records/settings.hpp"
#include "support/test.hpp"

namespace cmt::records {
namespace {

// Every key of an event with those it lies within, whether the event has it or not.
struct Paths {
  std::set<std::string>& out;
  std::string within;

  template <class T>
  void operator()(const process::Field& field, T&) {
    const std::string path = within + field.name;
    out.insert(path);
    if constexpr (requires(Paths inner, typename T::value_type part) { describe(inner, part); }) {
      Paths inner{out, path + "."};
      typename T::value_type part{};
      describe(inner, part);
    }
  }
};

template <class Body>
std::set<std::string> paths_of() {
  std::set<std::string> out;
  Paths paths{out, ""};
  Body body{};
  describe(paths, body);
  return out;
}

// Of the events of one kind of record that are called so.
template <class... Events>
bool has_path(std::type_identity<std::variant<Events...>>, const std::string_view* names, const process::LineOfWords& line) {
  std::size_t index = 0;
  bool found = false;
  ((found = found || (names[index++] == line.event && paths_of<Events>().count(std::string{line.path}) != 0)), ...);
  return found;
}

constexpr const char* kDispute = R"(schema: 1
id: D-000001M
complaint: 2026-0000018
body: Ombudsman
consent: true
history:
  - event: referred
    at: 2026-03-01T09:00:00Z
    by: sara
  - event: session-held
    at: 2026-03-02T09:00:00Z
    by: sara
    kind: hearing
    present: [the mother, a clerk]
    summary: It never came.
    note: She was late.
)";

std::vector<std::string> texts_of(const PersonalTexts& found) {
  std::vector<std::string> out;
  for (const auto& one : found.texts) out.push_back(one.owner + ": " + std::string{one.place.text()});
  return out;
}

}  // namespace

TEST_CASE("4.10 every line of words is one of an event that there is") {
  for (const auto& line : process::lines_of_words) {
    INFO(line.event << " " << line.path);
    CHECK((has_path(std::type_identity<process::AnyBody>{}, process::event_names, line) ||
           has_path(std::type_identity<dispute::DisputeBody>{}, dispute::Dispute::event_names, line) ||
           has_path(std::type_identity<disclosure::RequestBody>{}, disclosure::Request::event_names, line)));
  }
}

TEST_CASE("4.10 all texts of a dispute are about its complaint, and so is who took part") {
  const auto found = personal_texts("disputes/D-000001M.yaml", kDispute, built_in_lists());
  REQUIRE(found);
  CHECK(found->events == 2);
  CHECK(texts_of(*found) == std::vector<std::string>{"2026-0000018: the mother", "2026-0000018: a clerk", "2026-0000018: It never came.",
                                                     "2026-0000018: She was late."});
}

TEST_CASE("4.10 a dispute with its texts replaced is the same in all else") {
  const auto without = replace_personal_texts("disputes/D-000001M.yaml", kDispute, built_in_lists(),
                                              [](const PersonalText& one) -> std::optional<std::string> {
                                                if (one.event == 0) return std::nullopt;
                                                return "gone";
                                              });
  REQUIRE(without);
  std::string expected = kDispute;
  for (const auto& [from, to] : {std::pair{"[the mother, a clerk]", "[gone, gone]"}, {"It never came.", "gone"}, {"She was late.", "gone"}})
    expected.replace(expected.find(from), std::string_view{from}.size(), to);
  CHECK(*without == expected);
}

TEST_CASE("4.10 the texts of an action are no case's") {
  const auto path = [](const std::string& folder, char letter) {
    std::uint64_t seed = 7;
    return folder + "/" + LetterId::draw(letter, [&] { return seed = seed * 31 + 1; }).text() + ".yaml";
  };
  for (const auto& [folder, letter] : {std::pair{"disputes", 'D'}, {"surveys", 'S'}, {"requests", 'R'}}) CHECK(may_hold_personal_texts(path(folder, letter)));
  for (const auto& [folder, letter] : {std::pair{"actions", 'A'}, {"audits", 'X'}, {"parties", 'P'}}) CHECK_FALSE(may_hold_personal_texts(path(folder, letter)));
  CHECK_FALSE(may_hold_personal_texts("complaints/2026/2026-0000018.yaml"));
}

}  // namespace cmt::records
