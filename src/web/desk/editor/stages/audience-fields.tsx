import { audiencePageWords } from '../../../../i18n/desk/audience-page-words.ts'
import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import type { DeskLanguage } from '../../../../i18n/desk/words.ts'
import type { Choices, Counted } from '../../audience/audience-view.ts'
import { Count } from '../../audience/count.tsx'
import { Lines, Source } from '../../audience/lines.tsx'
import type { Draft } from '../../audience/posted.ts'
import { stageAddress } from './stage.ts'
import { SaveBar } from './stage-frame.tsx'

type Props = {
  language: DeskLanguage
  slug: string
  writes: boolean
  shown: { draft: Draft; before: string; base: string }
  choices: Choices
  /** What is saved, in words. */
  words: string | null
  counted: Counted | null
}

/** A saved audience or conditions of its own, and beside them how many people they match. */
export function AudienceFields(props: Props) {
  const { language, writes, words } = props
  const { audience } = stageWords(language)
  return (
    <>
      <p class="lead">{audience.lead}</p>
      {words && (
        <section aria-labelledby="audience-words">
          <h2 id="audience-words">{audience.read}</h2>
          <p class="sentence">{words}</p>
        </section>
      )}
      {writes && <Conditions {...props} />}
      <p class="meta">
        <a href="/desk/audiences">{audience.manage}</a>
      </p>
    </>
  )
}

function Conditions({ language, slug, shown, choices, counted }: Props) {
  const { audience } = stageWords(language)
  const { count } = audiencePageWords(language)
  return (
    <div class="audience">
      <form id="audience" method="post" action={stageAddress(slug, 'audience')}>
        {/* The Enter key presses the first button there is: it should do no harm. */}
        <button class="first-button" type="submit" name="act" value="count" tabindex={-1}>
          {count.button}
        </button>
        <input type="hidden" name="base" value={shown.base} />
        <input type="hidden" name="before" value={shown.before} />
        {choices.segments.length > 0 && (
          <div class="adding">
            <label>
              {audience.segment}
              <select name="segment">
                {choices.segments.map(({ slug: one, name }) => (
                  <option key={one} value={one}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <button class="button" type="submit" name="act" value="segment">
              {audience.use}
            </button>
          </div>
        )}
        {shown.draft.form ? (
          <Lines {...{ language, choices }} form={shown.draft.form} />
        ) : (
          <Source language={language} source={shown.draft.source} />
        )}
        <SaveBar language={language} writes />
      </form>
      <section class="panel" aria-labelledby="count-title">
        <h2 id="count-title">{count.title}</h2>
        <button class="button" type="submit" form="audience" name="act" value="count">
          {audience.count}
        </button>
        <div
          aria-live="polite"
          hx-post="/desk/audiences/new/count"
          hx-include="#audience"
          hx-trigger="load, input from:#audience delay:700ms"
          hx-sync="this:replace"
        >
          {counted && <Count language={language} counted={counted} />}
        </div>
      </section>
    </div>
  )
}
