import { expect, it } from 'vitest'
import { files, filesLike, read, textFiles } from '../support/repository.ts'

const matchesIn = (paths: readonly string[], pattern: RegExp): string[] =>
  paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  )

/** Long for a reason that splitting would not mend. */
const longOnes: Record<string, string> = {
  'db/schema.ts': 'the data dictionary: one table after the other, read from top to bottom',
  'src/i18n/desk/fr.ts': 'a list of words',
  'src/i18n/desk/ar.ts': 'a list of words',
  'src/i18n/desk/en.ts': 'a list of words',
  'test/engine/import.test.ts': 'everything that can be wrong with a file of people, one example each',
}

it('keeps files short enough to be read at once', () => {
  const code = filesLike(/^(src|db|test|templates)\/.*\.(ts|tsx|js|css|mjml|hbs)$/)
  const long = code
    .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > (path.startsWith('test/') ? 300 : 250) && !longOnes[path])
    .map(({ path, lines }) => `${path}: ${lines} lines`)
  expect(long).toEqual([])
  expect(Object.keys(longOnes).filter((path) => !files().includes(path))).toEqual([])
})

it('leaves nothing for later in the code', () => {
  const later = new RegExp(
    ['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK', 'not imple' + 'mented'].map((it) => `\\b${it}\\b`).join('|'),
  )
  const passedOver = /\b(it|test|describe|suite)\.(skip|only|todo)\b|\bx(it|describe)\(/
  const code = filesLike(/^(src|test|db|templates|campaigns)\//).filter((path) => textFiles().includes(path))
  expect(matchesIn(code, later)).toEqual([])
  expect(
    matchesIn(
      code.filter((path) => path !== 'test/repository/habits.test.ts'),
      passedOver,
    ),
  ).toEqual([])
})

it('lays pages out by the direction of reading, never by left and right', () => {
  const sheets = filesLike(/^src\/web\/assets\/.*\.css$/)
  const sides =
    /(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b|border-(top|bottom)-(left|right)-radius/
  const places = /(^|[\s;{])(left|right)\s*:|(text-align|float|clear)\s*:\s*(left|right)\b/
  expect(sheets.length).toBeGreaterThan(0)
  expect(matchesIn(sheets, sides)).toEqual([])
  expect(matchesIn(sheets, places)).toEqual([])
})

it('pins every version', () => {
  const packages = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const loose = Object.entries({ ...packages.dependencies, ...packages.devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}@${version}`)
  expect(loose).toEqual([])
})

it('has no command that leads nowhere', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = Object.values(scripts).flatMap((line) => line.match(/[\w./-]+\.(?:ts|js|sh|json)\b/g) ?? [])
  expect(named.filter((path) => !files().includes(path))).toEqual([])
})

it('has nothing at the top but what a newcomer looks for', () => {
  const usual = [
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    '.ci',
    '.gitignore',
    '.npmrc',
    '.dockerignore',
  ]
  const folders = ['src', 'campaigns', 'templates', 'db', 'test', 'docs', 'deploy']
  const settings = [
    'package.json',
    'package-lock.json',
    'wrangler.toml',
    'biome.json',
    'drizzle.config.ts',
    'tsconfig.base.json',
    'tsconfig.json',
    'tsconfig.shared.json',
    'vitest.config.ts',
    'vitest.system.config.ts',
    'vitest.long.config.ts',
  ]
  const known = new Set([...usual, ...folders, ...settings])
  expect([...new Set(files().map((path) => path.split('/')[0]!))].filter((name) => !known.has(name))).toEqual(
    [],
  )
})

it('names no place on the machine of whoever wrote it', () => {
  const place = /(^|[\s"'`(=:])\/(?:home|Users|root|work|workspace)\/|\b[A-Z]:\\Users\\/
  expect(matchesIn(textFiles(), place)).toEqual([])
})
