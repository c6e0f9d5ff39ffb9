import type { Context } from 'hono'
import { AppError, statusOf } from '../../../core/error.ts'
import type { Deps } from '../../../engine/deps.ts'
import { keepSegment, listSegmentsCounted, sizeOfSegment, wordsOf } from '../../../engine/segments.ts'
import { listSegments, type Officer } from '../../../store/institutions.ts'
import { type Env, part, renewingPage } from '../../answer.tsx'
import { Num } from '../number.tsx'
import { shown } from '../small-cells.ts'
import { viewerOf } from '../viewer.ts'
import { choicesOf, countedView, institutionOf, ownSegment, usesOf } from './audience-view.ts'
import { AudiencePage, addressOf, type Problem, Refused } from './builder.tsx'
import { Count } from './count.tsx'
import { AudiencesPage } from './list.tsx'
import { audienceOfDraft, changed, type Draft, draftOf, readPosted } from './posted.ts'
import { audienceOfRow } from './rows.ts'

type Segment = Awaited<ReturnType<typeof ownSegment>>
type Told = { counts?: boolean; problem?: Problem; done?: boolean }

/** Audiences of an institution. Nothing is counted before a page is there: at a million people that takes a second. */
export function audiencePages(deps: Deps) {
  const list = async (c: Context<Env>) => {
    const officer = c.get('officer')
    const institution = await institutionOf(deps, officer)
    const counted = c.req.query('count') ? (await listSegmentsCounted(deps, institution)).segments : null
    const lines = []
    for (const { slug, name, audience } of await listSegments(deps.db, institution.id)) {
      const words = (await wordsOf(deps, institution, audience))[c.get('deskLanguage')]
      const count = counted?.find(({ segment }) => segment === slug)?.count ?? null
      lines.push({ slug, name, words, people: shown(count, isVeiled(officer)) })
    }
    const viewer = await viewerOf(deps, c)
    return renewingPage(c, <AudiencesPage {...{ viewer, lines }} writes={mayWrite(officer)} />)
  }

  const fresh = async (c: Context<Env>) => {
    needWriter(c.get('officer'))
    return render(c, null, { slug: '', name: '', form: { join: 'all', groups: [] }, source: '' }, {})
  }

  const show = async (c: Context<Env>) => {
    const [officer, language] = [c.get('officer'), c.get('deskLanguage')]
    const segment = await ownSegment(deps, officer, c.req.param('slug') ?? '')
    const asked = c.req.query('part')
    if (asked === 'number') {
      const count = await sizeOfSegment(deps, await institutionOf(deps, officer), segment.slug)
      return part(c, <Num language={language} value={shown(count, isVeiled(officer))} />)
    }
    if (asked === 'count') {
      const counted = await countedView(deps, { officer, language, audience: segment.audience })
      return part(c, <Count {...{ language, counted }} />)
    }
    const told = { counts: c.req.query('count') !== undefined, done: c.req.query('done') === 'save' }
    return render(c, segment, draftOf(segment), told)
  }

  /** A count of what stands in the form, for the script. Analysts compose none: by subtraction it would name people. */
  const count = async (c: Context<Env>) => {
    const [officer, language] = [c.get('officer'), c.get('deskLanguage')]
    needWriter(officer)
    const posted = await readPosted(c)
    return attempt(
      async () => {
        const counted = await countedView(deps, { officer, language, audience: audienceOfDraft(posted) })
        return part(c, <Count {...{ language, counted }} />)
      },
      (problem) => part(c, <Refused {...{ language, problem }} />),
    )
  }

  /** Every button of the form: those that change it, the count, and saving. */
  const act = async (c: Context<Env>) => {
    const officer = c.get('officer')
    needWriter(officer)
    const slug = c.req.param('slug')
    const segment = slug === undefined ? null : await ownSegment(deps, officer, slug)
    const posted = await readPosted(c)
    return attempt(
      async () => {
        if (posted.act === 'save') {
          const saved = await save(officer, segment, posted)
          return c.redirect(`${addressOf(saved)}?done=save`, 303)
        }
        const { own } = await choicesOf(deps, officer.institutionId, c.get('deskLanguage'))
        const draft = changed(posted, own)
        const isDeep = posted.act === 'lines' && draft.form === null
        const deep = isDeep ? { problem: { key: 'audience-deep', line: '' } } : {}
        return render(c, segment, draft, { counts: posted.act === 'count', ...deep })
      },
      (problem, status) => render(c, segment, posted, { problem }, status),
    )
  }

  async function save(officer: Officer, segment: Segment | null, posted: Draft) {
    const slug = segment?.slug ?? posted.slug
    if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(slug) || (slug === 'new' && !segment))
      throw new AppError('invalid', 'segment-slug', 'a short name takes small letters, digits and hyphens')
    if (!posted.name) throw new AppError('invalid', 'segment-name', 'an audience needs a name')
    if (posted.form?.groups.some(({ rows }) => rows.some((row) => audienceOfRow(row) === null)))
      throw new AppError('invalid', 'audience-unfinished', 'a condition is not finished')
    const there = await listSegments(deps.db, officer.institutionId)
    if (!segment && there.some((one) => one.slug === slug))
      throw new AppError('conflict', 'segment-taken', `there is a segment "${slug}" already`)
    const institution = await institutionOf(deps, officer)
    const audience = audienceOfDraft(posted)
    await keepSegment(deps, { institution, slug, name: posted.name, audience, officerId: officer.id })
    return { slug }
  }

  async function render(
    c: Context<Env>,
    segment: Segment | null,
    draft: Draft,
    told: Told,
    status: Status = 200,
  ) {
    const [officer, language] = [c.get('officer'), c.get('deskLanguage')]
    const writes = mayWrite(officer)
    const audience = () => (writes ? audienceOfDraft(draft) : segment!.audience)
    return renewingPage(
      c,
      <AudiencePage
        viewer={await viewerOf(deps, c)}
        {...{ draft, writes }}
        choices={await choicesOf(deps, officer.institutionId, language)}
        saved={segment && { ...segment, uses: await usesOf(deps, officer, segment.slug) }}
        counted={told.counts ? await countedView(deps, { officer, language, audience: audience() }) : null}
        problem={told.problem ?? null}
        done={told.done ?? false}
      />,
      status,
    )
  }

  return { list, fresh, show, count, act }
}

type Status = (typeof statusOf)[keyof typeof statusOf] | 200

/** A refusal is said where one can see what was typed. */
async function attempt<Answer>(
  work: () => Promise<Answer>,
  refused: (problem: Problem, status: Status) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'not_found') throw error
    return refused({ key: error.key, line: error.message }, statusOf[error.code])
  }
}

const isVeiled = ({ role }: Officer) => role === 'analyst'
const mayWrite = ({ role }: Officer) => role === 'officer' || role === 'admin'

function needWriter(officer: Officer): void {
  if (!mayWrite(officer)) throw new AppError('forbidden', 'role', `a ${officer.role} reads audiences`)
}
