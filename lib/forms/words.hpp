// The words of the forms in one language: the program's own are lib/data/forms/LANG.yaml, a register's
// templates/form.LANG.yaml takes their place key by key, or adds a language.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace cmt::forms {

class Words {
 public:
  // Precondition: a key of lib/data/forms/en.yaml.
  const std::string& operator[](std::string_view key) const;
  // A BCP 47 tag.
  const std::string& language() const { return language_; }

  // The program's own; where it has none in that language, the English ones.
  static Words built_in(std::string language);
  // Puts in place of these what a file has. Fails (unreadable), with each place, for a key that no form has
  // and for what is not one text.
  Result<Words> with(std::string path, std::string bytes) const;

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> words_;
};

// The languages that the program has words in, in the order of their tags.
std::vector<std::string> built_in_languages();

// "templates/form.de.yaml": where a register has words of its own.
std::string path_of_words(std::string_view language);
// The language of such a file by its name in the folder, "form.de.yaml"; empty when it is another file.
std::string language_of_words(std::string_view file_name);

}  // namespace cmt::forms
