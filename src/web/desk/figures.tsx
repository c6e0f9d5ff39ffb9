import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { count, percent, say } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'
import { Hits } from './hits.tsx'
import { shown } from './small-cells.ts'

/** Five, no more: what went out, what was wanted, how far it was passed on, who came, who left. */
export function Figures({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const { figures, tables } = deskWords(language)
  const { stats, veil } = view
  const number = (value: number) => (shown(value, veil) === 'hidden' ? tables.less : count(language, value))
  const rows = [
    {
      name: figures.sent,
      value: stats.sent,
      note: say(language, figures.ofAudience, { audience: number(stats.audience) }),
    },
    {
      name: figures.clicks,
      value: stats.clicks.human,
      note: say(language, figures.raw, { raw: number(stats.clicks.raw) }),
    },
    {
      name: figures.shares,
      value: stats.shares,
      note: say(language, figures.visits, { visits: number(stats.visits.human) }),
    },
    {
      name: figures.joins,
      value: stats.joins,
      note: say(language, figures.signups, { signups: number(stats.signups) }),
    },
    { name: figures.unsubscribes, value: stats.unsubscribes, note: ofSent() },
  ]
  /** A share of a visible total would give a hidden number away. */
  function ofSent() {
    if (!stats.sent || shown(stats.unsubscribes, veil) === 'hidden') return ''
    return say(language, figures.ofSent, { percent: percent(language, stats.unsubscribes, stats.sent) })
  }
  return (
    <section aria-labelledby="figures-title">
      <h2 id="figures-title" class="unseen">
        {figures.title}
      </h2>
      <dl class="figures">
        {rows.map(({ name, value, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{number(value)}</strong>
              <small>{note}</small>
            </dd>
          </div>
        ))}
      </dl>
      <Hits language={language} view={view} />
    </section>
  )
}
