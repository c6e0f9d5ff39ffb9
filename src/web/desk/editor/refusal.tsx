import { type AppError, Problems } from '../../../core/error.ts'
import { findingWords, readFindingLine } from '../../../i18n/desk/editor-finding-words.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { say } from '../../ui/say.ts'

/** Why something was not done: in the desk's words where there are some, then as the engine says it. */
export function Refusal({ language, problem }: { language: DeskLanguage; problem: AppError }) {
  const { wrong, test } = editorWords(language)
  const failed = problem.key === 'test-failed' && say(language, test.failed, problem.params)
  const words = failed || wrong[problem.key]
  const lines = problem instanceof Problems ? problem.lines : [problem.message]
  return (
    <div class="notice bad" role="alert">
      {words ? <p>{words}</p> : null}
      {(!words || problem.key === 'zip') && <Lines language={language} lines={lines} />}
    </div>
  )
}

/** What the linter says, each line at its file: in the reader's words, or as at the command line where there are none. */
export function Lines({
  language,
  lines,
  slug,
}: {
  language: DeskLanguage
  lines: readonly string[]
  slug?: string
}) {
  return (
    <ul class="findings">
      {lines.map((line) => {
        const { path, at, what } = readFinding(line)
        return (
          <li>
            {path && slug ? (
              <a href={fileAddress(slug, path)}>
                <bdi>{path}</bdi>
              </a>
            ) : null}{' '}
            {at ? <span>{say(language, editorWords(language).copy.line, { line: at })}</span> : null}{' '}
            <What language={language} what={what} />
          </li>
        )
      })}
    </ul>
  )
}

/** `steps.0.id: what`, `what`. */
function What({ language, what }: { language: DeskLanguage; what: string }) {
  const [, place, rest] = /^([a-zA-Z][\w-]*(?:\.[\w-]+)*): (.*)$/s.exec(what) ?? []
  const whole = readFindingLine(what)
  const found = whole ?? (rest === undefined ? null : readFindingLine(rest))
  if (!found) {
    return (
      <span lang="en" dir="ltr">
        {what}
      </span>
    )
  }
  return (
    <>
      {!whole && <code dir="ltr">{place}</code>}{' '}
      {say(language, findingWords[found.code][language], found.values)}
    </>
  )
}

export const fileAddress = (slug: string, path: string): string =>
  `/desk/campaigns/${slug}/edit/file?path=${encodeURIComponent(path)}`

/** `path:line:column: what` → its parts; a line without a place is all `what`. */
function readFinding(line: string): { path: string | null; at: number | null; what: string } {
  const [, path, at, what] =
    /^([a-z0-9][a-z0-9.-]*\.(?:md|txt|yaml))(?::(\d+))?(?::\d+)?: (.*)$/s.exec(line) ?? []
  return path ? { path, at: at ? Number(at) : null, what: what! } : { path: null, at: null, what: line }
}
