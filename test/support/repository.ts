import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The folder of the README. */
export const root = join(import.meta.dirname, '../..')

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

let known: string[] | undefined

/** Every file of the repository, from its root, sorted: what git tracks or, in an unpacked archive, what lies there. */
export function files(): string[] {
  known ??= (tracked() ?? lying(root)).sort()
  return known
}

/** @param pattern  of the path from the root */
export const filesLike = (pattern: RegExp): string[] => files().filter((path) => pattern.test(path))

/** Text files only: pictures and fonts have no lines to look at. */
export const textFiles = (): string[] =>
  files().filter((path) => !/\.(png|jpe?g|webp|ico|woff2?|db|eml)$|^package-lock\.json$/.test(path))

function tracked(): string[] | null {
  try {
    // What somebody keeps beside it, a campaign or an export, is no part of the repository.
    const list = git('ls-files', '-z', '--cached')
    const gone = new Set(git('ls-files', '-z', '--deleted'))
    return list.filter((path) => !gone.has(path))
  } catch {
    return null
  }
}

const git = (...words: string[]): string[] =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\0')
    .filter(Boolean)

function lying(folder: string): string[] {
  const ignored = [
    '.git',
    ...read('.gitignore')
      .split('\n')
      .map((line) => line.replace(/\/$/, '')),
  ]
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (ignored.includes(entry.name) || entry.name.endsWith('.log')) return []
    return entry.isDirectory() ? lying(path) : [relative(root, path).replaceAll('\\', '/')]
  })
}

/** Cells of every row of every table in a Markdown file. */
export function tableRows(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.replaceAll('\\|', '|').trim()),
    )
}
