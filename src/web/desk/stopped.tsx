import { stopWords } from '../../i18n/desk/stop-words.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { count, localeOf, moment, say } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'

type Props = {
  language: DeskLanguage
  view: Pick<CampaignView, 'slug' | 'offered' | 'stopped' | 'veil' | 'timeZone'>
}

/** Why the campaign stopped by itself; going on asks twice. */
export function StoppedItem({ language, view }: Props) {
  const { stopped } = view
  if (!stopped) return null
  const words = stopWords(language)
  return (
    <article class="task">
      <h3>{words.title}</h3>
      <p>{words.rules[stopped.rule]}</p>
      {!view.veil && <p>{figures(language, stopped)}</p>}
      <p class="hint">{say(language, words.at, { date: moment(language, stopped.at, view.timeZone) })}</p>
      {view.offered.includes('resume') && (
        <details class="twice">
          <summary>{words.resume}</summary>
          <p>{words.resumeText}</p>
          <form method="post" action={`/desk/campaigns/${view.slug}/resume`}>
            <input type="hidden" name="despite" value={stopped.rule} />
            <button class="button danger" type="submit">
              {words.resumeConfirm}
            </button>
          </form>
        </details>
      )}
    </article>
  )
}

function figures(language: DeskLanguage, stopped: NonNullable<CampaignView['stopped']>): string {
  const words = stopWords(language)
  if (stopped.rule === 'sampleRatio')
    return say(language, words.chance, { times: count(language, Math.round(1 / stopped.limit)) })
  const percent = new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 2 })
  return say(language, words.share, {
    count: count(language, stopped.count),
    of: count(language, stopped.of),
    figure: percent.format(stopped.figure / 100),
    limit: percent.format(stopped.limit / 100),
  })
}
