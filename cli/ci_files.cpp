#include "cli/ci_files.hpp"

#include <fmt/core.h>

#include "cli/git.hpp"
#include "core/text.hpp"
#include "store/disk.hpp"
#include "yaml/value.hpp"

namespace cmt::cli {
namespace {

// No text of a pull request gets into a shell: names of branches come by the environment, in quotes.
// {folder} is replaced by a line, or by nothing.
constexpr std::string_view github_workflow = R"(# Written by `cmt init --ci github`; from now on it is yours. docs/git.md of cmt says why each step is there.
name: complaints

on:
  pull_request: {}
  push:
    branches: [main] # the protected branch
  schedule:
    - cron: "17 5 1 * *" # on the first of the month: the report of the month before
  workflow_dispatch: {}

permissions:
  contents: read

defaults:
  run:
    shell: bash

jobs:
  check:
    runs-on: ubuntu-24.04
    timeout-minutes: 30
{folder}    steps:
      - name: Check out the whole history
        uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false

      # To adapt: where your cmt comes from, and which one. Both are empty, and the step fails, until
      # you say so. An image or a package of your own that brings cmt along serves as well.
      - name: Install cmt
        env:
          CMT_SOURCE: "" # address of a git repository with the source of cmt
          CMT_COMMIT: "" # the full id of the commit that you have looked at
        run: |
          if command -v cmt; then exit 0; fi
          if [ -z "$CMT_SOURCE" ] || [ -z "$CMT_COMMIT" ]; then
            echo "::error title=cmt is not installed::say in the step 'Install cmt' where it comes from"
            exit 1
          fi
          git clone --quiet --no-checkout "$CMT_SOURCE" "$RUNNER_TEMP/cmt"
          cd "$RUNNER_TEMP/cmt"
          git checkout --quiet --detach "$CMT_COMMIT"
          script/bootstrap
          script/build release cmt
          sudo install build/release/cmt /usr/local/bin/cmt

      - name: Check the pull request
        if: github.event_name == 'pull_request'
        env:
          BASE: ${{ github.base_ref }}
        run: cmt check --since "origin/$BASE" --format github

      - name: Check the register
        if: github.event_name != 'pull_request'
        run: cmt check --format github

      - name: Report of the month
        run: |
          month=$(date +%Y-%m)
          if [ "$GITHUB_EVENT_NAME" = schedule ]; then month=$(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m); fi
          cmt report --period "$month" --format md >> "$GITHUB_STEP_SUMMARY"
)";

constexpr std::string_view gitlab_workflow = R"(# Written by `cmt init --ci gitlab`; from now on it is yours. docs/git.md of cmt says why each step is there.
complaints:
  stage: test
  image: debian:12.11
  timeout: 30 minutes
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
    - if: $CI_PIPELINE_SOURCE == "schedule"
  variables:
    GIT_DEPTH: "0" # the whole history
    # To adapt: where your cmt comes from, and which one. Both are empty, and the job fails, until
    # you say so. An image of your own that brings cmt along serves as well.
    CMT_SOURCE: "" # address of a git repository with the source of cmt
    CMT_COMMIT: "" # the full id of the commit that you have looked at
{folder}  before_script:
    - |
      if ! command -v cmt; then
        if [ -z "$CMT_SOURCE" ] || [ -z "$CMT_COMMIT" ]; then
          echo "cmt is not installed: say in .gitlab-ci.yml where it comes from"
          exit 1
        fi
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends ca-certificates git
        git clone --quiet --no-checkout "$CMT_SOURCE" /opt/cmt
        git -C /opt/cmt checkout --quiet --detach "$CMT_COMMIT"
        /opt/cmt/script/bootstrap
        /opt/cmt/script/build release cmt
        install /opt/cmt/build/release/cmt /usr/local/bin/cmt
      fi
  script:
    - |
      set -- check
      if [ "$CI_PIPELINE_SOURCE" = merge_request_event ]; then set -- check --since "$CI_MERGE_REQUEST_DIFF_BASE_SHA"; fi
      status=0
      cmt "$@" || status=$?
      cmt "$@" --format gitlab > gl-code-quality-report.json || status=$?
      cmt "$@" --format junit > complaints-junit.xml || status=$?
      month=$(date +%Y-%m)
      if [ "$CI_PIPELINE_SOURCE" = schedule ]; then month=$(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m); fi
      cmt report --period "$month" --format md > complaints-report.md || status=$?
      exit "$status"
  artifacts:
    when: always
    paths: [complaints-report.md]
    reports:
      codequality: gl-code-quality-report.json
      junit: complaints-junit.xml
)";

std::string without_line_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

std::string ci_path(Forge forge) {
  switch (forge) {
    case Forge::github: return ".github/workflows/complaints.yml";
    case Forge::gitlab: return ".gitlab-ci.yml";
  }
  return {};
}

std::string ci_file(Forge forge, const std::string& folder) {
  const bool is_github = forge == Forge::github;
  std::string line;
  if (!folder.empty())
    line = is_github ? fmt::format("    env:\n      CMT_DIR: {}\n", yaml::scalar(folder))
                     : fmt::format("    CMT_DIR: {}\n", yaml::scalar(folder));
  std::string text{is_github ? github_workflow : gitlab_workflow};
  text.replace(text.find("{folder}"), 8, line);
  return text;
}

Result<std::string> write_ci_file(const std::filesystem::path& root, Forge forge) {
  std::filesystem::path top = root;
  std::string folder;
  if (const auto found = git(root, {"rev-parse", "--show-toplevel"}); found && found->status == 0) {
    top = without_line_end(found->output);
    const auto prefix = git(root, {"rev-parse", "--show-prefix"});
    if (!prefix) return prefix.failure();
    folder = without_line_end(prefix->output);
    if (!folder.empty()) folder.pop_back();  // the slash
  }
  // What the forge would take for an expression or a variable is no name of a folder to it.
  if (printable_line(folder) != folder || folder.find('$') != std::string::npos)
    return failure(FailureKind::refused, tr("the register's folder has a name that no workflow can hold"));
  const std::string path = ci_path(forge), text = ci_file(forge, folder);
  auto disk = store::Disk::open(top);
  if (!disk) return std::move(disk).failure();
  auto created = disk->create(path, text, store::Privacy::shared);
  if (!created) return std::move(created).failure();
  const std::string shown = printable_line((top / path).lexically_normal().string());
  if (*created == store::Creation::created)
    return fmt::format("wrote {}; say in it where cmt comes from (CMT_SOURCE, CMT_COMMIT)", shown);
  const auto there = disk->read(path, std::size_t{1} << 20);
  if (!there) return there.failure();
  if (*there == text) return shown + " is there already";
  return failure(FailureKind::refused, tr("{} is there already, with other contents, and is left as it is", shown),
                 tr("move it away, write ours, and bring the two together"));
}

}  // namespace cmt::cli
