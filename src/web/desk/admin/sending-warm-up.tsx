import type { SendingDomain } from '../../../engine/sending-domains.ts'
import type { WarmUpLine, WarmUpState } from '../../../engine/sending-warm-up.ts'
import { sendingWords } from '../../../i18n/desk/sending-words.ts'
import { count, day, dayAndMonth, say } from '../../ui/say.ts'
import type { SendingProps } from './sending.tsx'

/** How new domains are made known: plans, what may go today, and the days to come. */
export function WarmUps(props: SendingProps) {
  const words = sendingWords(props.viewer.language).warmUp
  const { domains, warmUps } = props.sending
  const warming = domains.filter(({ domain }) => warmUps.has(domain))
  const free = domains.filter(({ domain, shared }) => !shared && !warmUps.get(domain)?.plan)
  return (
    <section id="warm-up" aria-labelledby="warm-up-title">
      <h2 id="warm-up-title">{words.title}</h2>
      <p class="hint">{words.lead}</p>
      {warming.length === 0 && <p>{words.none}</p>}
      {warming.map((domain) => (
        <WarmUp key={domain.domain} {...props} domain={domain} state={warmUps.get(domain.domain)!} />
      ))}
      {free.length > 0 && (
        <details class="panel">
          <summary>{words.startTitle}</summary>
          <Plan {...props} domains={free.map(({ domain }) => domain)} />
        </details>
      )}
    </section>
  )
}

type WarmUpProps = SendingProps & { domain: SendingDomain; state: WarmUpState }

function WarmUp(props: WarmUpProps) {
  const { viewer, now, domain, state } = props
  const { language } = viewer
  const { warmUp: words, domains } = sendingWords(language)
  const { plan } = state
  return (
    <article class="panel">
      <h3>
        <bdi dir="ltr">{domain.domain}</bdi>
      </h3>
      <p>
        {plan
          ? say(language, Date.parse(plan.from) > now ? words.from : words.since, {
              date: day(language, Date.parse(plan.from), 'UTC'),
              first: count(language, plan.first),
              growth: count(language, plan.growth),
            })
          : words.ended}
      </p>
      <Days {...props} />
      {domain.shared ? <p class="hint">{domains.shared}</p> : plan && <Change {...props} />}
    </article>
  )
}

function Days({ viewer, domain, state }: WarmUpProps) {
  const { language } = viewer
  const words = sendingWords(language).warmUp
  const ahead = state.lines[0]?.coming ?? []
  return (
    <section class="scroll" aria-label={`${words.title} ${domain.domain}`} tabindex={0}>
      <table class="warm-up">
        <thead>
          <tr>
            <th scope="col" rowspan={2}>
              {words.provider}
            </th>
            {[words.today, words.used, words.left].map((name) => (
              <th key={name} class="number" scope="col" rowspan={2}>
                {name}
              </th>
            ))}
            <th scope="col" rowspan={2}>
              {words.last}
            </th>
            {ahead.length > 0 && (
              <th scope="colgroup" colspan={ahead.length}>
                {words.coming}
              </th>
            )}
          </tr>
          <tr>
            {ahead.map((one) => (
              <th key={one.day} class="number" scope="col">
                {dayAndMonth(language, Date.parse(one.day), 'UTC')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {state.lines.map((line) => (
            <Line key={line.provider} language={language} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ language, line }: { language: SendingProps['viewer']['language']; line: WarmUpLine }) {
  const words = sendingWords(language).warmUp
  const { provider, cap, sent, last, coming } = line
  const cell = (value: number | null) => (value === null ? words.nothing : count(language, value))
  return (
    <tr>
      <th scope="row">
        {provider === null ? words.everybody : provider === 'other' ? words.other : <bdi>{provider}</bdi>}
      </th>
      <td class="number">{cell(cap)}</td>
      <td class="number">{count(language, sent)}</td>
      <td class="number">{cell(cap === null ? null : Math.max(0, cap - sent))}</td>
      <td>{last ? words.verdicts[last.verdict] : ''}</td>
      {coming.map((one) => (
        <td key={one.day} class="number">
          {cell(one.cap)}
        </td>
      ))}
    </tr>
  )
}

function Change(props: WarmUpProps) {
  const words = sendingWords(props.viewer.language).warmUp
  const { domain, state } = props
  return (
    <div class="warm-up-acts">
      <details>
        <summary>{words.change}</summary>
        <Plan {...props} domains={[domain.domain]} plan={state.plan} />
      </details>
      <form method="post" action="/desk/admin/sending/warm-up/stop">
        <button
          class="button"
          type="submit"
          name="domain"
          value={domain.domain}
          aria-label={`${words.stop} ${domain.domain}`}
        >
          {words.stop}
        </button>
        <p class="hint">{words.stopHint}</p>
      </form>
    </div>
  )
}

type PlanProps = SendingProps & { domains: readonly string[]; plan?: WarmUpState['plan'] }

function Plan({ viewer, domains, plan }: PlanProps) {
  const { warmUp: words, domains: names } = sendingWords(viewer.language)
  const id = (name: string) => `${name}-${plan ? domains[0] : 'new'}`
  return (
    <form method="post" action="/desk/admin/sending/warm-up">
      {plan ? (
        <input type="hidden" name="domain" value={domains[0]} />
      ) : (
        <p class="field">
          <label for={id('domain')}>{names.domain}</label>
          <select id={id('domain')} name="domain" dir="ltr">
            {domains.map((domain) => (
              <option key={domain}>{domain}</option>
            ))}
          </select>
        </p>
      )}
      <p class="field">
        <label for={id('first')}>{words.first}</label>
        <input id={id('first')} name="first" type="number" min={1} max={10_000} value={plan?.first ?? 50} />
      </p>
      <p class="field">
        <label for={id('growth')}>{words.growth}</label>
        <input
          id={id('growth')}
          name="growth"
          type="number"
          min={1.01}
          max={2}
          step={0.01}
          value={plan?.growth ?? 1.5}
        />
      </p>
      <p class="field">
        <label for={id('from')}>{words.begin}</label>
        <input
          id={id('from')}
          name="from"
          type="date"
          value={plan?.from ?? ''}
          aria-describedby={id('from-hint')}
        />
        <small class="hint" id={id('from-hint')}>
          {words.beginHint}
        </small>
      </p>
      <p class="actions">
        <button class="button" type="submit">
          {plan ? words.change : words.start}
        </button>
      </p>
    </form>
  )
}
