import { verdictOver } from '../../../core/preflight/finding.ts'
import type { SendingDomain } from '../../../engine/sending-domains.ts'
import { sendingWords } from '../../../i18n/desk/sending-words.ts'
import { preflightWords } from '../../../i18n/preflight-words.ts'
import { moment, say } from '../../ui/say.ts'
import { Field } from '../doorway.tsx'
import { Findings } from '../preflight.tsx'
import type { SendingProps } from './sending.tsx'

/** Each domain as its receivers see it, and what it publishes. */
export function Domains(props: SendingProps) {
  const words = sendingWords(props.viewer.language).domains
  const { domains } = props.sending
  return (
    <section id="domains" aria-labelledby="domains-title">
      <h2 id="domains-title">{words.title}</h2>
      {domains.length === 0 && <p>{words.none}</p>}
      {domains.map((domain) => (
        <Domain key={domain.domain} {...props} domain={domain} />
      ))}
      <form class="panel" method="post" action="/desk/admin/sending/look">
        <h3>{words.another}</h3>
        <Field name="domain" label={words.domain} complete="url" hint={words.domainHint} />
        <p class="actions">
          <button class="button" type="submit">
            {words.first}
          </button>
        </p>
      </form>
    </section>
  )
}

type DomainProps = SendingProps & { domain: SendingDomain }

function Domain(props: DomainProps) {
  const { viewer, timeZone } = props
  const { domain, uses, look } = props.domain
  const { language } = viewer
  const { domains: words, seen } = sendingWords(language)
  const checks = preflightWords(language)
  const verdict = look && verdictOver(look.findings)
  return (
    <article class="panel sending-domain">
      <h3>
        <bdi dir="ltr">{domain}</bdi>
      </h3>
      {uses.length > 0 && <p class="hint">{uses.map((use) => words.uses[use]).join(' · ')}</p>}
      {verdict ? <p>{checks.answer[verdict]}</p> : <p>{words.never}</p>}
      {look && <Findings language={language} findings={look.findings} />}
      <Records {...props} />
      <div class="looked">
        {look && <p class="hint">{say(language, seen, { date: moment(language, look.at, timeZone) })}</p>}
        <form method="post" action="/desk/admin/sending/look">
          <button
            class="button"
            type="submit"
            name="domain"
            value={domain}
            aria-label={`${look ? words.again : words.first} ${domain}`}
          >
            {look ? words.again : words.first}
          </button>
        </form>
      </div>
    </article>
  )
}

/** Open where something is missing: then it is what somebody came for. */
function Records({ viewer, domain: { records, look } }: DomainProps) {
  const { domains: words, copy } = sendingWords(viewer.language)
  const { checks } = preflightWords(viewer.language)
  const missing = look?.findings.some(
    ({ verdict, check }) => verdict === 'fail' && records.some((one) => one.check === check),
  )
  return (
    <details open={missing}>
      <summary>{words.records}</summary>
      <p class="hint">
        {words.recordsHint} {copy}
      </p>
      <dl class="dns">
        {records.map(({ check, name, type, text }) => (
          <div key={check}>
            <dt>{checks[check]}</dt>
            <dd dir="ltr">
              <code>{name}</code> {type} <code>{text}</code>
            </dd>
          </div>
        ))}
      </dl>
      {!records.some(({ check }) => check === 'spf') && <p class="hint">{words.unknownSpf}</p>}
    </details>
  )
}
