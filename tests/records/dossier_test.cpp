// The files of the records that are not complaints, shown on actions.
#include "records/dossier.hpp"

#include "improvement/action.hpp"
#include "records/settings.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::records;
using improvement::Action;
using File = DossierFile<Action>;

namespace {

const std::string id = LetterId::draw('A', [] { return std::uint64_t{1}; }).text();
const std::string path = path_of_dossier("actions", id);
const Lists& lists() { return built_in_lists(); }

dossier::Dossier<Action> action() {
  dossier::Dossier<Action> out{id, {"Wet: \"parcels\""}, {}};
  improvement::Opened opened;
  opened.kind = improvement::ActionKind::corrective;
  opened.source = improvement::Origin::complaint;
  opened.complaints = {"2026-7K3QX4M"};
  opened.problem = {"Wet\nsince May"};
  out.history.push_back({*parse_when("2026-03-17T09:00:00Z"), "sara", {}, {}, opened});
  return out;
}

dossier::Event<Action> note(std::string text) {
  return {*parse_when("2026-03-18T09:00:00Z"), "sara", {}, {}, improvement::ActionNoted{{std::move(text)}}};
}

std::string message_of(const std::string& bytes) {
  const auto read = File::read(path, bytes, lists());
  if (read) return "read";
  const auto& first = read.diagnostics().front();
  return std::to_string(first.at.line) + ":" + std::to_string(first.at.column) + " " + first.message.english();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a dossier is read back as it was written") {
  const auto again = File::read(path, File::write(action()), lists());
  REQUIRE(again);
  CHECK(again->dossier.id == id);
  CHECK(again->dossier.head.title == "Wet: \"parcels\"");
  REQUIRE(again->dossier.history.size() == 1);
  CHECK(File::to_value(again->dossier.history[0]) == File::to_value(action().history[0]));
}

TEST_CASE("an event of a dossier is added lines, and all others stay") {
  const std::string before = "# by hand\n" + File::write(action()) + "    remark: kept\n";
  const auto record = File::read(path, before, lists());
  REQUIRE(record);
  auto changed = record->dossier;
  changed.history.push_back(note("It is \"fine\": really # yes"));
  const auto after = File::append(*record, changed, lists());
  REQUIRE(after);
  CHECK(after->substr(0, before.size()) == before);
  CHECK(File::read(path, *after, lists())->dossier.history.size() == 2);
}

TEST_CASE("a key of a dossier that nobody knows is kept and mentioned") {
  const auto record = File::read(path, File::write(action()) + "ownr: omid\n", lists());
  REQUIRE(record);
  REQUIRE(record->unknown_keys.size() == 1);
  CHECK(record->unknown_keys[0].name == "ownr");
}

TEST_CASE("what is wrong in a dossier is refused at its place") {
  const std::string good = File::write(action());
  CHECK(message_of(good) == "read");
  CHECK(message_of(replaced(good, "event: opened", "event: opend")) == "6:12 event 'opend' is not known");
  CHECK(message_of(replaced(good, "kind: corrective", "kind: corective")) ==
        "9:11 'corective' is not right for `kind`");
  CHECK(message_of(replaced(good, "    source: complaint\n", "")) == "6:5 event `opened` has no `source`");
  CHECK(message_of(replaced(good, "title:", "titel:")) == "2:1 the record has no `title`");
  CHECK(message_of(replaced(good, "schema: 1", "schema: 2")) == "2:9 schema '2' is not known");
  CHECK(message_of(replaced(good, "schema: 1\n", "")) == "2:1 `schema` is missing");
  CHECK(message_of(replaced(good, "id: " + id, "id: A-0000000")) ==
        "3:5 'A-0000000' is not the id of such a record");
  CHECK(message_of(replaced(good, "2026-7K3QX4M", "2026-7K3QX4N")) ==
        "11:18 '2026-7K3QX4N' is not right for `complaints`");
  CHECK(message_of(replaced(good, "history:", "history: []\nother:")) == "5:10 `history` is empty");
  CHECK(message_of(replaced(good, "history:", "other:")) == "2:1 `history` is not a list of events");
  CHECK(message_of(replaced(good, "  - event: opened", "  - eventt: opened")) ==
        "6:5 an event does not say which");
}

TEST_CASE("a dossier in the file of another is refused") {
  const std::string other = LetterId::draw('A', [] { return std::uint64_t{2}; }).text();
  CHECK_FALSE(File::read(path_of_dossier("actions", other), File::write(action()), lists()));
  CHECK_FALSE(File::read("disputes/" + id + ".yaml", File::write(action()), lists()));
}

TEST_CASE("a dossier names the complaints that it is about") {
  auto changed = action();
  changed.history.push_back({*parse_when("2026-03-18"), "sara", {}, {},
                             improvement::ActionLinked{{"2026-0M0A18B"}, {"Audit 3"}}});
  const auto found = File::references(changed);
  REQUIRE(found.size() == 2);
  CHECK(found[0].id == "2026-7K3QX4M");
  CHECK(found[0].event == std::size_t{0});
  CHECK(found[1].id == "2026-0M0A18B");
  CHECK(found[1].form == "@complaint");
  CHECK(found[1].field == "complaints");
}
