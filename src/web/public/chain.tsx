import type { Chain } from '../../core/chain.ts'
import type { LanguageTag } from '../../core/language.ts'
import type { OwnChain } from '../../engine/chain.ts'
import { words } from '../../i18n/words.ts'
import { count, say } from '../ui/say.ts'
import { Problem, wrong } from './fields.tsx'
import { PublicFrame } from './frame.tsx'
import { ShareButtons } from './share-buttons.tsx'

type Props = { found: OwnChain; token: string; problem?: boolean }

/** A person's own link: what it counts before they have one, what it counted afterwards, and the way out. */
export function ChainPage({ found, token, problem = false }: Props) {
  const { language, institution, state, share, chain, counted } = found
  const { chain: it } = words(language).sharing
  return (
    <PublicFrame language={language} title={it.title} institution={institution} foot={it.footer}>
      <h1>{it.title}</h1>
      {state === 'none' && <p class="lead">{it.none}</p>}
      {state === 'offered' && <Offer {...{ language, institution, token, problem }} />}
      {state === 'own' && <Counts language={language} chain={chain} />}
      {share && <ShareButtons language={language} share={share} own />}
      {counted && <p class="notice">{it.counted}</p>}
      {(state === 'own' || counted) && <Leave language={language} token={token} />}
    </PublicFrame>
  )
}

function Offer(it: { language: LanguageTag; institution: string; token: string; problem: boolean }) {
  const { chain } = words(it.language).sharing
  return (
    <>
      <p class="lead">{chain.text}</p>
      <section class="panel" aria-label={chain.submit}>
        <form method="post" action={`/me/${it.token}`} novalidate>
          <div class={it.problem ? 'field wrong' : 'field'}>
            {it.problem && <Problem id="consent-problem" text={chain.consentProblem} />}
            <label class="tick">
              <input
                name="agreed"
                type="checkbox"
                value="yes"
                required
                {...(it.problem ? wrong('consent-problem') : {})}
              />
              <span>{say(it.language, chain.consent, { institution: it.institution })}</span>
            </label>
          </div>
          <p class="actions">
            <button class="button main" type="submit">
              {chain.submit}
            </button>
          </p>
        </form>
      </section>
    </>
  )
}

function Counts({ language, chain }: { language: LanguageTag; chain: Chain | null }) {
  const { chain: it } = words(language).sharing
  if (!chain) return <p class="lead">{it.few}</p>
  const rows = [
    [it.people, say(language, it.atLeast, { count: count(language, chain.people) })],
    // In a campaign that counts no more than heads nothing is known of these.
    ...(chain.countries > 0 ? [[it.countries, count(language, chain.countries)]] : []),
    [it.generations, count(language, chain.generations)],
  ] as const
  return (
    <dl class="chain">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Leave({ language, token }: { language: LanguageTag; token: string }) {
  const { chain } = words(language).sharing
  return (
    <section class="panel" aria-label={chain.leave}>
      <p>{chain.leaveText}</p>
      <form method="post" action={`/me/${token}/leave`}>
        <p class="actions">
          <button class="button" type="submit">
            {chain.leave}
          </button>
        </p>
      </form>
    </section>
  )
}
