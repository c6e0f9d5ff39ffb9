import type { PropsWithChildren } from 'hono/jsx'
import { audiencePageWords } from '../../../i18n/desk/audience-page-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { say } from '../../ui/say.ts'
import type { Choices } from './audience-view.ts'
import { audienceOfRow, deedOf, isNamed, isTime, offeredOperators, type Row } from './rows.ts'
import { subjectName } from './subject.tsx'

type Props = {
  language: DeskLanguage
  row: Row
  prefix: string
  place: [group: number, row: number]
  choices: Choices
}

/** One condition: is it so or not, the comparison that fits its subject, the value. */
export function RowFields({ language, row, prefix, place: [group, at], choices }: Props) {
  const words = audiencePageWords(language)
  const subject = subjectName(language, row.subject, choices)
  const drop = say(language, words.dropLabel, { number: at + 1, group: group + 1 })
  const unfinished = audienceOfRow(row) === null
  return (
    <fieldset class="condition">
      <legend>{say(language, words.condition, { number: at + 1, subject })}</legend>
      <input type="hidden" name={`${prefix}subject`} value={row.subject} />
      <input type="hidden" name={`${prefix}kind`} value={row.kind} />
      <Select label={words.is} name={`${prefix}not`} value={row.not ? 'not' : ''}>
        {[
          ['', words.isSo],
          ['not', words.isNot],
        ]}
      </Select>
      {deedOf(row.subject) ? (
        <Deed {...{ language, row, prefix, choices }} />
      ) : isNamed(row.subject) ? (
        <Named {...{ language, row, prefix, choices }} />
      ) : (
        <Comparison {...{ language, row, prefix, choices }} />
      )}
      <button class="button quiet" type="submit" name="act" value={`drop:${group}:${at}`} aria-label={drop}>
        {words.drop}
      </button>
      {unfinished && <p class="hint">{words.unfinished}</p>}
    </fieldset>
  )
}

type Inner = Omit<Props, 'place'>

function Comparison({ language, row, prefix, choices }: Inner) {
  const words = audiencePageWords(language)
  const offered = offeredOperators(row.subject, choices.own)
  const ops = offered.includes(row.op) ? offered : [...offered, row.op]
  const own = choices.own.find(({ name }) => row.subject === `custom.${name}`)
  return (
    <>
      <Select label={words.comparison} name={`${prefix}op`} value={row.op}>
        {ops.map((op) => [op, words.operators[op]])}
      </Select>
      {row.kind === 'boolean' ? (
        <Select label={words.value} name={`${prefix}value`} value={row.value}>
          {[
            ['', words.choose],
            ['true', words.yes],
            ['false', words.no],
          ]}
        </Select>
      ) : (
        <Text
          label={words.value}
          name={`${prefix}value`}
          value={row.value}
          hint={hintOf(language, row)}
          suggestions={own?.choices ?? []}
        />
      )}
    </>
  )
}

function hintOf(language: DeskLanguage, { subject, op }: Row): string {
  const { hints } = audiencePageWords(language)
  if (op === 'within' || op === 'olderThan') return hints.period
  if (isTime(op)) return hints.date
  const own = subject === 'country' ? hints.country : subject === 'languages' ? hints.language : ''
  return op === 'in' ? `${own} ${hints.list}`.trim() : own
}

function Deed({ language, row, prefix, choices }: Inner) {
  const words = audiencePageWords(language)
  return (
    <>
      <Select label={words.campaign} name={`${prefix}value`} value={row.value}>
        {[['', words.anyCampaign], ...choices.campaigns.map((slug): [string, string] => [slug, slug])]}
      </Select>
      <Text label={words.within} name={`${prefix}within`} value={row.within} hint={words.hints.period} />
    </>
  )
}

function Named({ language, row, prefix, choices }: Inner) {
  const words = audiencePageWords(language)
  if (row.subject === 'list') return <Text label={words.value} name={`${prefix}value`} value={row.value} />
  const options: [string, string][] =
    row.subject === 'segment'
      ? choices.segments.map(({ slug, name }) => [slug, name])
      : Object.entries(words.consents)
  const known = row.value === '' || options.some(([value]) => value === row.value)
  return (
    <Select label={words.value} name={`${prefix}value`} value={row.value}>
      {[['', words.choose], ...options, ...(known ? [] : [[row.value, row.value] as [string, string]])]}
    </Select>
  )
}

type SelectProps = { label: string; name: string; value: string; children: readonly (readonly string[])[] }

export function Select({ label, name, value, children }: SelectProps) {
  return (
    <label>
      {label}
      <select name={name}>
        {children.map(([key = '', text]) => (
          <option key={key} value={key} selected={key === value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

type TextProps = {
  label: string
  name: string
  value: string
  hint?: string
  suggestions?: readonly string[]
}

function Text({ label, name, value, hint = '', suggestions = [] }: TextProps) {
  const [hintId, listId] = [`${name}-hint`, `${name}-list`]
  return (
    <Field>
      <label>
        {label}
        <input
          type="text"
          name={name}
          value={value}
          dir="auto"
          autocomplete="off"
          {...(hint ? { 'aria-describedby': hintId } : {})}
          {...(suggestions.length ? { list: listId } : {})}
        />
      </label>
      {hint && (
        <small id={hintId} class="hint">
          {hint}
        </small>
      )}
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </Field>
  )
}

const Field = ({ children }: PropsWithChildren) => <div>{children}</div>
