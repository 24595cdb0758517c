// Which texts are alike: near duplicates, and themes that run through many of them.
//
// It reads any language: what it compares are folded characters and words (core/fold.hpp), with no
// list of words of its own. It proposes; a person links. The same texts in the same order always
// give the same answer: nothing is drawn at random.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cmt::statistics {

// The words of a folded text: runs of letters and digits. Scripts that set no spaces between words
// (Han, Kana, Thai, Lao, Khmer, Burmese) give pairs of neighbouring characters.
std::vector<std::string> words_of(std::string_view folded);

// Two texts with much the same wording.
struct NearDuplicate {
  std::size_t a = 0, b = 0;  // indices, a < b
  std::int64_t shared = 0, together = 0;  // parts of five characters in both, and in either
};

// Pairs whose sets of five-character parts overlap by `percent` or more (Jaccard), by likeness, then
// by index. Texts of fewer than `least` parts say too little and are left out. Candidates come from
// MinHash in bands (A. Z. Broder 1997), which finds a pair that overlaps by 80 % with a probability
// above 0.999 and one by 60 % above 0.9; what is given is then counted exactly. Of a text that
// occurs many times, each occurrence is paired with the first alone.
std::vector<NearDuplicate> near_duplicates(const std::vector<std::string>& folded, int percent = 60,
                                           std::size_t least = 12);

// Texts that share their telling words.
struct Theme {
  std::vector<std::string> words;     // the most telling, at most five
  std::vector<std::size_t> texts;     // indices, in order
};

// Groups of `least` texts or more that are alike in their words, weighted by how rare these are
// (TF-IDF, cosine); the largest first. Each text is in one theme at most: that of the earlier text
// that it is most alike, at `likeness` (0 to 1) at least. The texts are of one language: words are
// rare or common in a language.
std::vector<Theme> themes(const std::vector<std::string>& folded, std::size_t least = 3,
                          double likeness = 0.25);

}  // namespace cmt::statistics
