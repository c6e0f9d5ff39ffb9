import type { PropsWithChildren } from 'hono/jsx'
import { type AdminWords, adminWords } from '../../../i18n/desk/admin-words.ts'
import { sendingWords } from '../../../i18n/desk/sending-words.ts'
import { webhookWords } from '../../../i18n/desk/webhook-words.ts'
import { Problem } from '../doorway.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'

export type Section = keyof AdminWords['sections'] | 'sending' | 'webhooks'
const sections = [
  'people',
  'audit',
  'keys',
  'sending',
  'webhooks',
  'suppressions',
  'settings',
  'days',
] as const satisfies readonly Section[]

/** What every page of the administration gets: who looks, what was just done, what was refused. */
export type AdminView = { viewer: Viewer; done: boolean; problem?: string | undefined; timeZone: string }

type Props = PropsWithChildren<AdminView & { section: Section; title: string }>

export function AdminFrame({ viewer, done, problem, section, title, children }: Props) {
  const words = adminWords(viewer.language)
  const own = sendingWords(viewer.language)
  const hooks = webhookWords(viewer.language)
  const names: Record<Section, string> = { ...words.sections, sending: own.nav, webhooks: hooks.section }
  const problems: Record<string, string> = { ...hooks.problems, ...own.problems, ...words.problems }
  return (
    <DeskFrame viewer={viewer} title={title} here="admin">
      <nav class="sections" aria-label={words.nav}>
        {sections.map((name) => (
          <a
            key={name}
            href={`/desk/admin/${name}`}
            {...(name === section ? { 'aria-current': 'page' as const } : {})}
          >
            {names[name]}
          </a>
        ))}
      </nav>
      <h1>{title}</h1>
      {done && (
        <p class="notice good" role="status">
          {words.done}
        </p>
      )}
      <Problem text={problem && (problems[problem] ?? words.problems.input)} />
      {children}
    </DeskFrame>
  )
}
