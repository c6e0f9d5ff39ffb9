import { comparingWords } from '../../../i18n/desk/comparing-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { count, say } from '../../ui/say.ts'
import type { SizeAsked, SizeView } from './size-view.ts'

/** A question asked of nobody's figures: how many people a comparison takes. The form only reads. */
export function SizeCalculator({
  language,
  action,
  view,
}: {
  language: DeskLanguage
  action: string
  view: SizeView
}) {
  const { size: words } = comparingWords(language)
  const field = (name: keyof SizeAsked) => (
    <p class="field">
      <label for={`size-${name}`}>{words[name]}</label>
      <input
        id={`size-${name}`}
        name={name}
        type="text"
        inputmode="decimal"
        size={6}
        dir="ltr"
        value={view.asked[name]}
        required
      />
    </p>
  )
  return (
    <section class="figure" aria-labelledby="size-title">
      <h2 id="size-title">{words.title}</h2>
      <p class="hint">{words.lead}</p>
      <form class="actions" method="get" action={`${action}#size-title`}>
        {field('baseline')}
        {field('effect')}
        {field('power')}
        <button class="button" type="submit">
          {words.button}
        </button>
      </form>
      {linesOf(language, view).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  )
}

function linesOf(language: DeskLanguage, { answer }: SizeView): string[] {
  const { size: words } = comparingWords(language)
  if (answer === 'none') return []
  if (answer === 'wrong') return [words.wrong]
  const { perArm, perArmAnyTime, each, variants } = answer
  const isEnough = each !== null && each >= perArmAnyTime
  return [
    say(language, words.one, { count: count(language, perArm) }),
    say(language, words.any, { count: count(language, perArmAnyTime) }),
    each === null
      ? words.unknown
      : say(language, isEnough ? words.enough : words.short, { each: count(language, each), variants }),
  ]
}
