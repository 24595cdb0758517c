// The verbs of dossiers that take one text.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/dossiers.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

// A verb whose event holds one text, such as a note or the reason of giving up.
struct TextStep {
  const char* option = nullptr;  // null: the text follows the id
  bool is_required = true;
  const char *meaning = "", *said = "", *example = "", *what = "";  // marked by msgid
};
template <class Kind, class Body>
Run add_text_step(Args& args, const TextStep& words) {
  struct Options : StepOptions {
    std::string text;
  };
  const auto o = std::make_shared<Options>();
  if (words.option) {
    add_dossier_options<Kind>(args, *o);
    args.option(words.option, "TEXT", o->text, words.meaning);
    if (words.is_required) args.required();
  } else {
    args.positional("ID", o->id, "its id, or any start of it that is unique").completes(std::string{Kind::name});
    args.positional("TEXT", o->text, words.meaning);
    add_change_options(args, *o);
  }
  args.example(words.example, words.what);
  const char* said = words.said;
  return [o, said](World& world) {
    return take_dossier_step<Kind>(
        world, *o,
        [&](const DossierStep<Kind>& s) -> Result<std::vector<typename Kind::Body>> {
          if (auto r = expand(s.world, {&o->text}); !r) return std::move(r).failure();
          return std::vector<typename Kind::Body>{Body{{o->text}}};
        },
        [said](const typename Kind::State& state) { return Message{state.id + " "} + translated(said); });
  };
}

}  // namespace cmt::cli
