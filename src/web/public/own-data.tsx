import type { Context } from 'hono'
import { html } from 'hono/html'
import type { LanguageTag } from '../../core/language.ts'
import { zoneOf } from '../../core/time.ts'
import type { Deps } from '../../engine/deps.ts'
import { isEmpty, type OwnData, portable, readOwnData } from '../../engine/own-data.ts'
import { words } from '../../i18n/words.ts'
import { type OwnRow, ownSections } from '../../store/own-data.ts'
import { type Env, page } from '../answer.tsx'
import { attachment } from '../attachment.ts'
import { notFound } from '../failure.tsx'
import { readerLanguage } from '../reader.ts'
import { say } from '../ui/say.ts'
import { StylesContext } from '../ui/shell.tsx'
import { PublicFrame } from './frame.tsx'
import type { CodeAt } from './own-data-code.ts'
import { labelOf, OwnValue } from './own-data-value.tsx'

type Handler = (c: Context<Env>) => Promise<Response>

/** Behind the link that was mailed to whoever asked: a page to read, and the same for programs. */
export function ownDataPages(deps: Deps) {
  const show: Handler = async (c) => {
    const token = c.req.param('token') ?? ''
    const data = await readOwnData(deps, token)
    if (data === 'expired') return page(c, <ExpiredPage language={readerLanguage(c)} />, 404)
    return data ? page(c, <OwnDataPage data={data} token={token} />) : notFound(c)
  }

  const download: Handler = async (c) => {
    const data = await readOwnData(deps, c.req.param('token') ?? '')
    if (data === 'expired') return page(c, <ExpiredPage language={readerLanguage(c)} />, 404)
    if (!data) return notFound(c)
    return c.body(JSON.stringify(portable(data), null, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': attachment('person.json'),
    })
  }

  return { show, download }
}

/** The page as a file that needs nothing around it, for whoever answers by other ways than mail. */
export async function ownDataFile(data: OwnData, css: string): Promise<string> {
  const styles = {
    public: '',
    own: `data:text/css;charset=utf-8,${encodeURIComponent(css)}`,
    desk: '',
    script: '',
    htmx: '',
    editor: '',
  }
  const body = (
    <StylesContext.Provider value={styles}>
      <OwnDataPage data={data} token={null} />
    </StylesContext.Provider>
  )
  return String(await html`<!DOCTYPE html>${body}`)
}

/** @param token  null in a file: there is nothing more to download */
export function OwnDataPage({ data, token }: { data: OwnData; token: string | null }) {
  const { language, institution, sections } = data
  const { ownData, preferences } = words(language).page
  const [person] = sections.person
  const timeZone = zoneOf((person?.timeZone as string) ?? null, (person?.country as string) ?? null)
  return (
    <PublicFrame language={language} title={ownData.title} institution={institution} styles="own">
      <h1>{ownData.title}</h1>
      <p class="lead">{say(language, ownData.text, { institution })}</p>
      {token && (
        <p class="actions">
          <a class="button" href={`/data/${token}/json`}>
            {ownData.download}
          </a>
          <a href={`/data/${token}/erase`}>{preferences.erase}</a>
        </p>
      )}
      {ownSections.map((name) => (
        <section class="own" aria-labelledby={name}>
          <h2 id={name}>{ownData.sections[name]}</h2>
          {sections[name].length === 0 && <p>{ownData.none}</p>}
          {sections[name].map((row) => (
            <Row
              row={row}
              at={{ language, section: name, lists: data.lists, purpose: row.purpose }}
              timeZone={timeZone}
            />
          ))}
        </section>
      ))}
    </PublicFrame>
  )
}

function Row({ row, at, timeZone }: { row: OwnRow; at: CodeAt; timeZone: string }) {
  return (
    <dl>
      {Object.entries(row)
        .filter(([, value]) => !isEmpty(value))
        .map(([name, value]) => (
          <div>
            <dt>{labelOf(at.language, name)}</dt>
            <dd>
              <OwnValue {...at} name={name} value={value} timeZone={timeZone} />
            </dd>
          </div>
        ))}
    </dl>
  )
}

export function ExpiredPage({ language }: { language: LanguageTag }) {
  const { expired, expiredText } = words(language).page.ownData
  return (
    <PublicFrame language={language} title={expired}>
      <h1>{expired}</h1>
      <p class="lead">{expiredText}</p>
    </PublicFrame>
  )
}
