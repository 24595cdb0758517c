// Who vouches for commits: their own signatures, and those of tags that hold them. Asked for by
// `cmt check --signatures` alone, since verifying runs other programs.
//
// Which programs verify (gpg, gpgsm, ssh-keygen) is taken from the settings of the system and of the
// person, never from those of the repository, which may come from elsewhere. Whom to trust is what git
// knows: the keyring, and `gpg.ssh.allowedSignersFile`.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "git/repository.hpp"

namespace cmt::git {

enum class Grade {
  none,     // not signed
  good,     // signed by somebody whom git trusts
  expired,  // good, and the key or the signature has ended since
  unknown,  // by a key that git does not know, or there is nothing to verify with
  revoked,  // by a key that was taken back
  bad,      // not the signature of this commit
};

struct Signature {
  Grade grade = Grade::none;
  std::string signer;  // as git names whose key it is; may be empty
};

// Of each of the commits. Runs a program for each that is signed.
Result<std::map<ObjectName, Signature>> signatures(const Repository& repository, Objects& objects,
                                                   const std::vector<ObjectName>& commits);

// The commits in signed tags that git holds good, those that `base` has left out where it is not empty.
Result<std::set<ObjectName>> in_signed_tags(const Repository& repository, const ObjectName& base);

}  // namespace cmt::git
