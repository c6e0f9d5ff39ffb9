import { type PropsWithChildren, useContext } from 'hono/jsx'
import type { AppError } from '../../../../core/error.ts'
import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import { editorWords } from '../../../../i18n/desk/editor-words.ts'
import type { DeskLanguage } from '../../../../i18n/desk/words.ts'
import { say } from '../../../ui/say.ts'
import { StylesContext } from '../../../ui/shell.tsx'
import { DeskFrame, type Viewer } from '../../frame.tsx'
import { Difference } from '../difference.tsx'
import { fileAddress, Lines, Refusal } from '../refusal.tsx'
import { type Stage, stageAddress, stages } from './stage.ts'

export type Standing = Readonly<Record<Stage, boolean>>

type RowProps = { language: DeskLanguage; slug: string; here: Stage; standing: Standing }

/** Where one is on the way, and what of it is complete. */
export function StageRow({ language, slug, here, standing }: RowProps) {
  const words = stageWords(language)
  return (
    <nav class="stages" aria-label={words.nav}>
      <ol>
        {stages.map((stage) => (
          <li key={stage}>
            <a
              href={stageAddress(slug, stage)}
              {...(stage === here ? { 'aria-current': 'step' as const } : {})}
            >
              <span class={`dot ${standing[stage] ? 'ok' : 'warn'}`}>{words.names[stage]}</span>
              <small>{standing[stage] ? words.complete : words.open}</small>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export type Said = {
  done: string | null
  problem: AppError | null
  conflict: { theirs: string; yours: string } | null
}

type Props = PropsWithChildren<{
  viewer: Viewer
  slug: string
  name: string
  stage: Exclude<Stage, 'texts'>
  standing: Standing
  said: Said
  /** Of this stage, as the check says it. */
  problems: readonly string[]
}>

/** A page of the way: the row of stages, what was said, the stage itself. */
export function StagePage({ viewer, slug, name, stage, standing, said, problems, children }: Props) {
  const { language } = viewer
  const words = stageWords(language)
  const title = words.titles[stage]
  return (
    <DeskFrame viewer={viewer} title={`${title} ${name}`} here="campaigns" renews={stage === 'audience'}>
      <p class="meta">
        <a href={`/desk/campaigns/${slug}`}>
          <bdi>{name}</bdi>
        </a>
        <a href={fileAddress(slug, 'campaign.yaml')}>{words.text}</a>
      </p>
      <h1>{title}</h1>
      <StageRow {...{ language, slug, standing }} here={stage} />
      {said.done === 'saved' && (
        <p class="notice good" role="status">
          {words.saved}
        </p>
      )}
      {said.done === 'unchanged' && (
        <p class="notice" role="status">
          {words.unchanged}
        </p>
      )}
      {said.problem && <Trouble {...{ language, slug }} problem={said.problem} />}
      {said.conflict && <Conflict {...{ language }} conflict={said.conflict} />}
      {problems.length > 0 && (
        <section class="notice bad" aria-labelledby="stage-problems">
          <h2 id="stage-problems">{words.problems}</h2>
          <Lines language={language} lines={problems} slug={slug} />
        </section>
      )}
      {children}
      <Next {...{ language, slug, stage }} />
      <script src={useContext(StylesContext).editor} defer />
    </DeskFrame>
  )
}

function Trouble({ language, slug, problem }: { language: DeskLanguage; slug: string; problem: AppError }) {
  const words = stageWords(language)
  if (problem.key !== 'form-cannot') return <Refusal language={language} problem={problem} />
  return (
    <div class="notice bad" role="alert">
      <p>{words.cannot}</p>
      <p>
        <a href={fileAddress(slug, 'campaign.yaml')}>{words.text}</a>
      </p>
    </div>
  )
}

function Conflict({
  language,
  conflict,
}: {
  language: DeskLanguage
  conflict: NonNullable<Said['conflict']>
}) {
  const words = stageWords(language).conflict
  return (
    <section class="notice bad" role="alert">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <details>
        <summary>{words.theirs}</summary>
        <pre dir="ltr" tabindex={0}>
          {conflict.theirs}
        </pre>
      </details>
      <h3>{words.difference}</h3>
      <Difference from={conflict.theirs} to={conflict.yours} label={words.difference} />
    </section>
  )
}

function Next({ language, slug, stage }: { language: DeskLanguage; slug: string; stage: Stage }) {
  const words = stageWords(language)
  const next = stages[stages.indexOf(stage) + 1]
  if (!next) return null
  return (
    <p class="actions">
      <a class="button" href={stageAddress(slug, next)}>
        {say(language, words.next, { stage: words.names[next] })}
      </a>
    </p>
  )
}

/** Places that a form leaves to the text. */
export function Stuck({
  language,
  slug,
  places,
}: {
  language: DeskLanguage
  slug: string
  places: readonly string[]
}) {
  const words = stageWords(language)
  return (
    <>
      {places.length > 0 && (
        <p class="notice">
          {say(language, words.stuck, { places: places.join(', ') })}{' '}
          <a href={fileAddress(slug, 'campaign.yaml')}>{words.text}</a>
        </p>
      )}
      <p class="hint">{words.others}</p>
    </>
  )
}

export function SaveBar({ language, writes }: { language: DeskLanguage; writes: boolean }) {
  return writes ? (
    <p class="actions">
      <button class="button main" type="submit" name="act" value="save">
        {stageWords(language).save}
      </button>
    </p>
  ) : (
    <p class="hint">{editorWords(language).overview.read}</p>
  )
}
