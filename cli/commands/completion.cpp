// Completion for bash, zsh and fish: small scripts that ask the program.
#include "cli/commands.hpp"

namespace cmt::cli {
namespace {

constexpr std::string_view bash = R"sh(# Completion of cmt for bash: eval "$(cmt completion bash)"
_cmt() {
  local IFS=$'\n' line part whole='' head='' i
  local -a typed=()
  COMPREPLY=()
  # bash takes a word apart at its colons: here it is whole again, and the replies are without its beginning.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    part=${COMP_WORDS[i]}
    if ((${#typed[@]})) && [[ $part == :* || $whole == *: ]]; then
      whole+=$part
      typed[${#typed[@]} - 1]=$whole
    else
      whole=$part
      typed+=("$part")
    fi
  done
  if [[ $COMP_WORDBREAKS == *:* ]]; then head=${whole%"${whole##*:}"}; fi
  while IFS= read -r line; do
    line=${line%%$'\t'*}
    COMPREPLY+=("$(printf '%q' "${line#"$head"}")")
  done < <("${COMP_WORDS[0]}" __complete "${typed[@]}" 2>/dev/null)
  # After a field of a query its value follows, without a space.
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then compopt -o nospace; fi
}
complete -o default -F _cmt cmt
)sh";
constexpr std::string_view zsh = R"sh(#compdef cmt
# Completion of cmt for zsh: source <(cmt completion zsh)
_cmt() {
  local -a found
  local line
  while IFS= read -r line; do
    found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then _describe 'cmt' found; else _files; fi
}
if [[ "${funcstack[1]}" = _cmt ]]; then _cmt "$@"; else compdef _cmt cmt; fi
)sh";
constexpr std::string_view fish = R"sh(# Completion of cmt for fish: cmt completion fish | source
function __cmt_candidates
    set -l words (commandline -opc) (commandline -ct)
    cmt __complete $words[2..-1] 2>/dev/null
end
complete -c cmt -a '(__cmt_candidates)'
)sh";

}  // namespace

Run add_completion(Args& args) {
  const auto shell = std::make_shared<std::string>();
  args.positional("SHELL", *shell, "which shell").choices({"bash", "zsh", "fish"});
  args.example("eval \"$(cmt completion bash)\"", "in ~/.bashrc");
  return [shell](World& world) {
    world.out += *shell == "bash" ? bash : *shell == "zsh" ? zsh : fish;
    return cli::done;
  };
}

}  // namespace cmt::cli
