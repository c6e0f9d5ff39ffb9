import { isShareButton } from '../../core/share.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { words } from '../../i18n/words.ts'
import { count, say } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'

/**
 * What the clicks and visits were taken for, and in which apps links were pasted. Not for those who see no small numbers:
 * here most are small, and each could be found from the others.
 */
export function Hits({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const { figures } = deskWords(language)
  const { clicks, visits, previews } = view.stats
  const raw = clicks.raw + visits.raw
  if (view.veil || raw === 0) return null
  const of = (name: 'human' | 'machine' | 'preview' | 'unknown') =>
    count(language, clicks[name] + visits[name])
  const apps = Object.entries(previews).map(
    ([app, times]) => `${appName(language, app)} ${count(language, times)}`,
  )
  const classes = {
    raw: count(language, raw),
    human: of('human'),
    machine: of('machine'),
    preview: of('preview'),
    unknown: of('unknown'),
  }
  return (
    <p class="hint">
      {say(language, figures.classes, classes)}{' '}
      {apps.length > 0 && say(language, figures.pasted, { apps: apps.join(figures.comma) })}
    </p>
  )
}

/** As it is written on its button, else as its name begins. */
function appName(language: DeskLanguage, app: string): string {
  return isShareButton(app) ? words(language).share[app] : app.slice(0, 1).toUpperCase() + app.slice(1)
}
