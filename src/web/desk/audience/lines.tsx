import { audiencePageWords } from '../../../i18n/desk/audience-page-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { say } from '../../ui/say.ts'
import type { Choices } from './audience-view.ts'
import { type AudienceForm, type Group, joins } from './form.ts'
import { RowFields, Select } from './row-fields.tsx'
import { SubjectChoice } from './subject.tsx'

type Props = { language: DeskLanguage; form: AudienceForm; choices: Choices }

/** Groups of conditions, and what adds one more. */
export function Lines({ language, form, choices }: Props) {
  const words = audiencePageWords(language)
  const { join, groups } = form
  return (
    <>
      {groups.length === 0 && <p class="lead">{words.everybody}</p>}
      {groups.length > 1 ? (
        <Select label={words.join} name="join" value={join}>
          {joins.map((one) => [one, words.groupJoins[one]])}
        </Select>
      ) : (
        <input type="hidden" name="join" value={join} />
      )}
      {groups.map((group, at) => (
        <Lot key={at} {...{ language, group, at, choices }} />
      ))}
      <div class="adding">
        <SubjectChoice language={language} name="new" choices={choices} />
        <button class="button" type="submit" name="act" value="group">
          {groups.length ? words.addGroup : words.addRow}
        </button>
        <button class="button quiet" type="submit" name="act" value="source">
          {words.source.open}
        </button>
      </div>
    </>
  )
}

type LotProps = { language: DeskLanguage; group: Group; at: number; choices: Choices }

function Lot({ language, group, at, choices }: LotProps) {
  const words = audiencePageWords(language)
  const name = say(language, words.group, { number: at + 1 })
  return (
    <section class="panel lot" aria-label={name}>
      <Select label={name} name={`g${at}.join`} value={group.join}>
        {joins.map((one) => [one, words.joins[one]])}
      </Select>
      {group.rows.map((row, line) => (
        <RowFields
          key={line}
          {...{ language, row, choices }}
          prefix={`g${at}.r${line}.`}
          place={[at, line]}
        />
      ))}
      <div class="adding">
        <SubjectChoice language={language} name={`g${at}.new`} choices={choices} />
        <button class="button" type="submit" name="act" value={`add:${at}`}>
          {words.addRow}
        </button>
      </div>
    </section>
  )
}

/** What lines cannot say, and what somebody would rather write. */
export function Source({ language, source }: { language: DeskLanguage; source: string }) {
  const { source: words } = audiencePageWords(language)
  return (
    <section class="panel">
      <h2>{words.title}</h2>
      <p>{words.text}</p>
      <label>
        {words.label}
        <textarea name="source" rows={16} dir="ltr" spellcheck={false} class="source">
          {source}
        </textarea>
      </label>
      <button class="button quiet" type="submit" name="act" value="lines">
        {words.close}
      </button>
    </section>
  )
}
