import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import type { CampaignView } from './campaign-view.ts'
import type { Act } from './permissions.ts'

type Props = { language: DeskLanguage; view: Pick<CampaignView, 'slug' | 'offered' | 'stopped'> }

/** Stop, go on, end. The end asks twice: it cannot be taken back. What a rule holds goes on beside its reason. */
export function Controls({ language, view }: Props) {
  const { actions } = deskWords(language)
  const simple = (['resume', 'pause'] as const).filter(
    (act) => view.offered.includes(act) && !(act === 'resume' && view.stopped),
  )
  const finish = view.offered.includes('finish')
  if (!simple.length && !finish) return null
  return (
    <div class="controls">
      {simple.map((act) => (
        <ActButton
          key={act}
          slug={view.slug}
          act={act}
          label={actions[act]}
          look={act === 'resume' ? 'main' : ''}
        />
      ))}
      {finish && (
        <details class="twice">
          <summary>{actions.finish}</summary>
          <p>{actions.finishText}</p>
          <ActButton slug={view.slug} act="finish" label={actions.finishConfirm} look="danger" />
        </details>
      )}
    </div>
  )
}

type Button = { slug: string; act: Act; label: string; look: '' | 'main' | 'danger' }

export function ActButton({ slug, act, label, look }: Button) {
  return (
    <form method="post" action={`/desk/campaigns/${slug}/${act}`}>
      <button class={`button ${look}`.trim()} type="submit">
        {label}
      </button>
    </form>
  )
}
