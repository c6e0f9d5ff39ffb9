import { type Finding, type Verdict, verdictOver } from '../../core/preflight/finding.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { preflightWords } from '../../i18n/preflight-words.ts'
import { moment, say } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'

/** The last look at the sending domain; null where mail leaves for nobody who would look at it. */
export type PreflightView = {
  last: { domain: string; at: number; findings: readonly Finding[] } | null
  mayLook: boolean
} | null

const gravest: readonly Verdict[] = ['fail', 'unknown', 'warn', 'ok']

/** What receivers of the mail will see of its domain, the gravest first. */
export function Preflight({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  if (!view.preflight) return null
  const { last, mayLook } = view.preflight
  const words = preflightWords(language)
  return (
    <section aria-labelledby="preflight-title">
      <h2 id="preflight-title">{words.title}</h2>
      <p class="lead">{last ? words.answer[verdictOver(last.findings)] : words.never}</p>
      {last && <Findings language={language} findings={last.findings} />}
      <div class="looked">
        {last && (
          <p class="hint">
            {say(language, words.seen, {
              domain: last.domain,
              date: moment(language, last.at, view.timeZone),
            })}
          </p>
        )}
        {mayLook && (
          <form method="post" action={`/desk/campaigns/${view.slug}/preflight`}>
            <button class="button" type="submit">
              {words.again}
            </button>
          </form>
        )}
      </div>
    </section>
  )
}

export function Findings({ language, findings }: { language: DeskLanguage; findings: readonly Finding[] }) {
  const words = preflightWords(language)
  const sorted = findings.toSorted((a, b) => gravest.indexOf(a.verdict) - gravest.indexOf(b.verdict))
  return (
    <ul class="preflight">
      {sorted.map(({ check, verdict, key, values }) => (
        <li key={`${check} ${key}`}>
          <span class={`dot ${verdict}`}>{words.verdicts[verdict]}</span>
          <div>
            <h3>{words.checks[check]}</h3>
            <p>{say(language, words.findings[key], values)}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
