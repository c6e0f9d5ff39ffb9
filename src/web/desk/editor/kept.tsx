import type { Context } from 'hono'
import { stageWords } from '../../../i18n/desk/editor-stage-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { type Env, page } from '../../answer.tsx'
import { Doorway } from '../doorway.tsx'
import { fieldsTyped } from './typed.ts'

const saving = /^\/desk\/campaigns\/[^/]+\/edit\/(file|goal|audience|steps|schedule|experiment)$/

/** What a reader would look for among the fields, the longest of them last. */
const shown = ['subject', 'preheader', 'body', 'text', 'source'] as const

/**
 * The answer to a form of the editor whose session has ended: what it sent, ready to be sent again once somebody has
 * signed in beside it. Nothing of it is kept on the server, and nothing is done until then; the form goes where it went
 * before, through the same checks.
 *
 * @returns null for any other request
 */
export async function keptPage(c: Context<Env>): Promise<Response | null> {
  if (c.req.method !== 'POST' || !saving.test(c.req.path)) return null
  const fields = await fieldsTyped(c)
  if (Object.keys(fields).length === 0) return null
  const path = c.req.query('path')
  const action = path === undefined ? c.req.path : `${c.req.path}?path=${encodeURIComponent(path)}`
  return page(c, <KeptPage language={c.get('deskLanguage')} action={action} fields={fields} />, 401)
}

type Props = { language: DeskLanguage; action: string; fields: Readonly<Record<string, string>> }

function KeptPage({ language, action, fields }: Props) {
  const { signedOut } = stageWords(language)
  const words = shown.flatMap((name) => fields[name] || [])
  return (
    <Doorway language={language} title={signedOut.title} path="/desk">
      <p class="lead">{signedOut.lead}</p>
      <form method="post" action={action} enctype="multipart/form-data">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <a class="button" href="/desk/sign-in" target="_blank" rel="noopener">
            {signedOut.signIn}
          </a>
          <button class="button main" type="submit">
            {signedOut.again}
          </button>
        </div>
      </form>
      {words.length > 0 && (
        <section aria-labelledby="typed-title">
          <h2 id="typed-title">{signedOut.typed}</h2>
          <pre class="source-text" dir="auto" tabindex={0}>
            {words.join('\n\n')}
          </pre>
        </section>
      )}
    </Doorway>
  )
}
