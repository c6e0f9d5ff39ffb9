import type { ReportAddress } from '../../../engine/report-link.ts'
import { usualLinkDays } from '../../../engine/report-link.ts'
import { reportWords } from '../../../i18n/desk/report-words.ts'
import { type DeskLanguage, deskLanguages, deskWords } from '../../../i18n/desk/words.ts'
import { day, say } from '../../ui/say.ts'
import { Shell } from '../../ui/shell.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { PanelView } from './panel-view.tsx'
import type { ReportView } from './report-view.ts'

/** The report itself, the same on the desk, behind a link and in a file. */
export function ReportBody({ view }: { view: ReportView }) {
  const { language, title, lead, facts, said, panels, texts } = view
  return (
    <article class="report">
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p class="sentence">{said}</p>
      {panels.map((panel) => (
        <PanelView key={panel.name} language={language} panel={panel} file={null} />
      ))}
      {texts.map(({ title, lines }) => (
        <section key={title} class="figure">
          <h2>{title}</h2>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </article>
  )
}

/** For whoever has a link: no name of staff, no way further in. */
export function SharedReportPage({ view }: { view: ReportView }) {
  return (
    <Shell language={view.language} title={view.title} styles="desk" skip={deskWords(view.language).nav.skip}>
      <main id="main">
        <ReportBody view={view} />
      </main>
    </Shell>
  )
}

type PageProps = {
  viewer: Viewer
  view: ReportView
  /** Null for those who may not share it. */
  links: readonly ReportAddress[] | null
  hasPdf: boolean
  timeZone: string
}

export function ReportPage({ viewer, view, links, hasPdf, timeZone }: PageProps) {
  const words = reportWords(viewer.language)
  const home = `/desk/campaigns/${view.slug}`
  return (
    <DeskFrame viewer={viewer} title={view.title} here="figures">
      <p class="meta no-print">
        <a href={`${home}/figures`}>{words.back}</a>
        {hasPdf && <a href={`${home}/report.pdf`}>{words.pdf}</a>}
        <span>{words.print}</span>
      </p>
      <ReportBody view={view} />
      {links && <Links {...{ language: viewer.language, home, links, timeZone }} />}
    </DeskFrame>
  )
}

type LinksProps = {
  language: DeskLanguage
  home: string
  links: readonly ReportAddress[]
  timeZone: string
}

function Links({ language, home, links, timeZone }: LinksProps) {
  const { links: words } = reportWords(language)
  return (
    <section class="no-print" aria-labelledby="links-title">
      <h2 id="links-title">{words.title}</h2>
      <p>{words.lead}</p>
      <form class="panel" method="post" action={`${home}/report/links`}>
        <div class="field">
          <label for="days">{words.days}</label>
          <input
            id="days"
            name="days"
            type="number"
            min="1"
            max="365"
            value={String(usualLinkDays)}
            required
          />
        </div>
        <div class="field">
          <label for="report-language">{words.language}</label>
          <select id="report-language" name="language">
            {deskLanguages.map((tag) => (
              <option key={tag} value={tag} selected={tag === language}>
                {deskWords(tag).name}
              </option>
            ))}
          </select>
        </div>
        <p class="actions">
          <button class="button main" type="submit">
            {words.make}
          </button>
        </p>
      </form>
      {links.length === 0 ? <p>{words.none}</p> : <LinkTable {...{ language, home, links, timeZone }} />}
    </section>
  )
}

function LinkTable({ language, home, links, timeZone }: LinksProps) {
  const { links: words } = reportWords(language)
  const states = { expired: words.expired, revoked: words.revoked }
  return (
    <section class="scroll" tabindex={0} aria-label={words.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.address}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.act}</th>
          </tr>
        </thead>
        <tbody>
          {links.map(({ id, url, state, expiresAt }) => (
            <tr key={id}>
              <th scope="row">{state === 'open' ? <bdi class="address">{url}</bdi> : '–'}</th>
              <td>
                {state === 'open'
                  ? say(language, words.until, { date: day(language, expiresAt, timeZone) })
                  : states[state]}
              </td>
              <td>
                {state === 'open' && (
                  <form method="post" action={`${home}/report/links/${id}/revoke`}>
                    <button class="button" type="submit">
                      {words.revoke}
                    </button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
