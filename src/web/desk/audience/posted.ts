import type { Context } from 'hono'
import { type Audience, type Operator, operators } from '../../../core/audience.ts'
import { readAudienceSource, writeAudienceSource } from '../../../core/audience-source.ts'
import type { CustomField } from '../../../core/fields.ts'
import { type AudienceForm, audienceOfForm, formOfAudience, type Group, type Join, joins } from './form.ts'
import { blankRow, type Row } from './rows.ts'
import { type Kind, kinds } from './value-text.ts'

/** What stands on the page: lines, or a source where somebody wants one or no lines can say it. */
export type Draft = { slug: string; name: string; form: AudienceForm | null; source: string }
/** `subjects`: by group, and '' for a new group, what a new line asks about. */
export type Posted = Draft & { act: string; subjects: Readonly<Record<string, string>> }

type Fields = ReadonlyMap<string, string>

/** A form may hold at most so much; a body is cut at 64 KB anyway. */
const most = { groups: 20, rows: 60 }

/** The form as it was sent, before its button did anything. A body that is no form is an empty one. */
export async function readPosted(c: Context): Promise<Posted> {
  const body: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const fields = new Map(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const text = (name: string) => fields.get(name) ?? ''
  return {
    slug: text('slug').trim().slice(0, 60),
    name: text('name').trim().slice(0, 200),
    form: fields.has('source') ? null : formIn(fields),
    source: text('source'),
    act: text('act'),
    subjects: Object.fromEntries(
      [...fields].flatMap(([name, value]) => {
        const found = /^(?:g(\d+)\.)?new$/.exec(name)
        return found ? [[found[1] ?? '', value]] : []
      }),
    ),
  }
}

function formIn(fields: Fields): AudienceForm {
  const groups: Group[] = []
  for (let g = 0; g < most.groups && fields.has(`g${g}.join`); g++) {
    const rows: Row[] = []
    for (let r = 0; r < most.rows && fields.has(`g${g}.r${r}.subject`); r++)
      rows.push(rowIn(fields, `g${g}.r${r}.`))
    groups.push({ join: joinIn(fields, `g${g}.join`), rows })
  }
  return { join: joinIn(fields, 'join'), groups }
}

const joinIn = (fields: Fields, name: string): Join =>
  joins.find((join) => join === fields.get(name)) ?? 'all'

function rowIn(fields: Fields, prefix: string): Row {
  const text = (name: string) => fields.get(prefix + name) ?? ''
  return {
    subject: text('subject'),
    not: text('not') === 'not',
    op: operators.find((op): op is Operator => op === text('op')) ?? 'eq',
    kind: kinds.find((kind): kind is Kind => kind === text('kind')) ?? 'text',
    value: text('value'),
    within: text('within').trim(),
  }
}

/** The fields that a form is sent as; the inverse of reading them. */
export function fieldsOfForm({ join, groups }: AudienceForm): Record<string, string> {
  const fields: Record<string, string> = { join }
  for (const [g, group] of groups.entries()) {
    fields[`g${g}.join`] = group.join
    for (const [r, row] of group.rows.entries())
      for (const [name, value] of Object.entries(row))
        fields[`g${g}.r${r}.${name}`] = typeof value === 'string' ? value : value ? 'not' : ''
  }
  return fields
}

/** A saved audience as it is opened: as lines where lines can say it. */
export function draftOf({ slug, name, audience }: { slug: string; name: string; audience: Audience }): Draft {
  const form = formOfAudience(audience)
  return { slug, name, form, source: form ? '' : writeAudienceSource(audience) }
}

/** @throws AppError `audience` when the source cannot be read */
export const audienceOfDraft = ({ form, source }: Pick<Draft, 'form' | 'source'>) =>
  form ? audienceOfForm(form) : readAudienceSource(source)

/** What a button that changes the form itself makes of it: one line or group more or less, source or lines. */
export function changed(draft: Posted, own: readonly CustomField[]): Draft {
  const [act, g = '', r = ''] = draft.act.split(':')
  const { form } = draft
  if (!form) return act === 'lines' ? { ...draft, form: formOfAudience(audienceOfDraft(draft)) } : draft
  if (act === 'source') return { ...draft, form: null, source: writeAudienceSource(audienceOfForm(form)) }
  const row = () => blankRow(draft.subjects[g] ?? 'country', own)
  if (act === 'group') {
    const group: Group = { join: 'all', rows: [row()] }
    return { ...draft, form: { ...form, groups: [...form.groups, group] } }
  }
  const groups = form.groups
    .map((group, at) => {
      if (at !== Number(g)) return group
      if (act === 'add') return { ...group, rows: [...group.rows, row()] }
      return act === 'drop' ? { ...group, rows: group.rows.filter((_, place) => place !== Number(r)) } : group
    })
    .filter(({ rows }) => rows.length > 0)
  return { ...draft, form: { ...form, groups } }
}
