// The index of parties under .cmt/ changes how many of them are read to find one, and nothing of which is found.
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "cache/party_index.hpp"
#include "cache/snapshot.hpp"
#include "cli/transcript.hpp"
#include "core/id.hpp"
#include "store/disk.hpp"
#include "support/damage.hpp"
#include "support/test.hpp"

namespace {

namespace fs = std::filesystem;
using cmt::LetterId;
using cmt::cache::PartyIndex;
using cmt::testing::Terminal;

// Tells how many parties were read.
class Counted final : public cmt::store::Register::KnownParties {
 public:
  explicit Counted(PartyIndex& index) : index_(index) {}
  void begin(const std::vector<std::string>& ids) override { index_.begin(ids); }
  bool is_another(std::size_t place) override {
    const bool is = index_.is_another(place);
    if (!is) ++read;
    return is;
  }
  void learn(std::size_t place, const cmt::records::Party& party) override { index_.learn(place, party); }
  std::atomic<std::size_t> read{0};

 private:
  PartyIndex& index_;
};

class Parties {
 public:
  explicit Parties(std::size_t count) {
    REQUIRE(terminal.cmt({"init", "many", "--name", "Many", "--timezone", "UTC"}).code == 0);
    root = terminal.folder() / "many";
    for (std::size_t i = 0; i < count; ++i) add();
  }

  void add() {
    ids.push_back(LetterId::draw('P', [this] { return random(); }).text());
    write(ids.size() - 1, ids.size());
  }
  fs::path path(std::size_t i) const { return root / "parties" / (ids[i] + ".yaml"); }
  fs::path index() const { return root / ".cmt/parties"; }
  // In place, of the same size whatever the number.
  void write(std::size_t i, std::size_t number) const {
    std::ofstream{path(i), std::ios::binary} << "schema: 1\nid: " << ids[i] << "\nemails: [who" << 1000 + number % 500
                                             << "@example.org]\nphones: [\"+44 20 " << 7000 + number % 300 << "\"]\n";
  }
  void settle() const { std::this_thread::sleep_for(std::chrono::milliseconds(50)); }

  // The id of the party, or the file that cannot be read; "" when there is none.
  std::string found(const std::string& email, const std::string& phone, bool with_index, std::size_t* read = nullptr) const {
    auto disk = cmt::store::Disk::open(root);
    REQUIRE(disk);
    const auto reg = cmt::store::Register::open(*disk);
    REQUIRE(reg);
    PartyIndex index{*disk, root, email, phone, 1};
    Counted counted{index};
    const auto party = reg->find_party(email, phone, 2, with_index ? &counted : nullptr);
    index.finish();
    if (read) *read = counted.read;
    if (!party) return "unreadable: " + party.diagnostics().front().at.file;
    return *party ? (*party)->id : "";
  }
  void agree() {
    const std::string email = "Who" + std::to_string(1000 + random() % 520) + "@Example.org";
    const std::string phone = random() % 3 == 0 ? "0044 20 " + std::to_string(7000 + random() % 310) : "";
    CAPTURE(email, phone);
    CHECK(found(email, phone, true) == found(email, phone, false));
  }

  Terminal terminal;
  fs::path root;
  std::vector<std::string> ids;
  mutable std::mt19937_64 random{5};
};

}  // namespace

TEST_CASE("7.2 after hundreds of random changes the party that is found with an index is the one found without") {
  Parties many(400);
  std::size_t wrote = 0;
  for (int round = 0; round < 300; ++round) {
    const auto changes = round % 20 == 19 ? 120 : many.random() % 6;
    for (std::size_t k = 0; k < changes; ++k) {
      const std::size_t i = many.random() % many.ids.size();
      const auto time = fs::last_write_time(many.path(i));
      switch (many.random() % 6) {
        case 0: many.add(); break;
        case 1:
          fs::remove(many.path(i));
          many.ids.erase(many.ids.begin() + static_cast<std::ptrdiff_t>(i));
          break;
        case 2: std::ofstream{many.path(i), std::ios::binary} << "broken"; break;
        case 3:
          many.write(i, many.random());
          fs::last_write_time(many.path(i), time);
          break;
        default: many.write(i, many.random());
      }
    }
    if (round % 10 == 0)  // else most answers were that one cannot be read
      for (std::size_t i = 0; i < many.ids.size(); ++i)
        if (fs::file_size(many.path(i)) < 20) many.write(i, i);
    if (round % 13 == 0) many.settle();
    many.agree();
    wrote += fs::exists(many.index());
  }
  CHECK(wrote > 200);
}

TEST_CASE("7.2 with an index nobody but the party that is found is read") {
  Parties many(300);
  many.settle();
  std::size_t read = 0;
  CHECK(many.found("nobody@example.org", "", true, &read).empty());
  CHECK(read == 300);
  CHECK(many.found("nobody@example.org", "999", true, &read).empty());
  CHECK(read == 0);
  CHECK(many.found("", "+44 (20) 7017", true, &read) == many.found("", "+44 (20) 7017", false));
  CHECK(read == 1);
}

TEST_CASE("7.2 a damaged or foreign index of parties changes no answer") {
  Parties many(200);
  many.settle();
  CHECK(many.found("nobody@example.org", "", true).empty());
  std::ifstream in(many.index(), std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  REQUIRE(whole.size() > 4000);
  const auto put = [&](const std::string& bytes) {
    fs::remove(many.index());
    std::ofstream{many.index(), std::ios::binary} << bytes;
    ::chmod(many.index().c_str(), 0600);
  };
  for (int i = 0; i < 100; ++i) {
    put(cmt::testing::damaged(whole, i, many.random));
    many.agree();
  }
  // Any bit of what is known of the one that is looked for.
  const auto at = whole.find(many.ids[7]);
  REQUIRE(at != std::string::npos);
  for (std::size_t i = at; i < at + 60; ++i) {
    std::string bytes = whole;
    bytes[i] ^= static_cast<char>(1U << (i % 8));
    put(bytes);
    CHECK(many.found("who1008@example.org", "", true) == many.ids[7]);
  }
  fs::remove_all(many.root / ".cmt");
  fs::create_symlink("/nowhere", many.root / ".cmt");
  many.agree();
}

TEST_CASE("7.2 a party that cannot be read is not known to the index as one that is reached otherwise") {
  Parties many(100);
  std::sort(many.ids.begin(), many.ids.end());
  std::ofstream{many.path(99), std::ios::binary} << "broken";  // behind all others, which are learnt
  many.settle();
  const std::string said = "unreadable: parties/" + many.ids[99] + ".yaml";
  for (int i = 0; i < 3; ++i) CHECK(many.found("nobody@example.org", "", true) == said);
}

TEST_CASE("4.10 what forgets the snapshot forgets the index of parties") {
  Parties many(100);
  many.settle();
  (void)many.found("nobody@example.org", "", true);
  REQUIRE(fs::exists(many.index()));
  cmt::cache::forget(many.root);
  CHECK_FALSE(fs::exists(many.index()));
}

TEST_CASE("7.2 new keeps an index of many parties, but not in a sealed register") {
  for (const bool is_sealed : {false, true}) {
    Parties many(0);
    Terminal& t = many.terminal;
    t.variables["CMT_CACHE_FROM"] = "1";
    if (is_sealed) {
      t.variables["CMT_IDENTITY"] = (t.folder() / "identity").string();
      REQUIRE(t.cmt({"key", "new"}).code == 0);
      REQUIRE(t.cmt({"init", "sealed", "--name", "S", "--timezone", "UTC", "--sealed"}).code == 0);
      many.root = t.folder() / "sealed";
      t.at = many.root;
      for (int i = 0; i < 80; ++i)
        REQUIRE(t.cmt({"new", "--medium", "phone", "--complainant", "Bo", "--email", "bo" + std::to_string(i) + "@example.org",
                       "--category", "P20", "--description", "It came late."})
                    .code == 0);
    } else {
      for (int i = 0; i < 100; ++i) many.add();
      many.settle();
    }
    t.at = many.root;
    CHECK(t.cmt({"new", "--medium", "phone", "--complainant", "Ada", "--email", "ada@example.org", "--category", "P20",
                 "--description", "It came late."})
              .code == 0);
    CHECK(fs::exists(many.index()) != is_sealed);
  }
}
