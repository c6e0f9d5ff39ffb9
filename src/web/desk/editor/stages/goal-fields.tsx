import { type LanguageTag, languageTags } from '../../../../core/language.ts'
import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import { directionOf, words } from '../../../../i18n/words.ts'
import { spoken } from './goal-form.ts'
import { Chapter, Choice, type Form, Input, optionsOf } from './parts.tsx'

const names = ['name', 'sender', 'list', 'address'] as const

/** What the campaign is for, what it is called, who writes. */
export function GoalFields({ form }: { form: Form }) {
  const { goal } = stageWords(form.language)
  const isNotice = form.fields.class === 'notice'
  const fallbacks = languageTags.map((tag) => [tag, words(tag).name] as const)
  return (
    <>
      <Chapter title={goal.basis} hint={goal.basisHint}>
        <Choice form={form} name="class" label={goal.basis} options={optionsOf(goal.bases)} />
        <Choice form={form} name="objective" label={goal.objective} options={optionsOf(goal.objectives)} />
        <Choice form={form} name="tracking" label={goal.tracking} options={optionsOf(goal.trackings)} />
      </Chapter>
      <Chapter title={goal.words}>
        <Choice form={form} name="fallback" label={goal.fallback} options={[['', goal.none], ...fallbacks]} />
        {inOrder(form).map((tag, at) => (
          <details key={tag} open={at === 0}>
            <summary>
              <bdi lang={tag}>{words(tag).name}</bdi>
              {form.fields[`name.${tag}`] ? (
                <bdi class="hint" lang={tag}>
                  {form.fields[`name.${tag}`]}
                </bdi>
              ) : null}
            </summary>
            {[...names, ...(isNotice ? (['reason'] as const) : [])].map((name) => (
              <Input
                key={name}
                form={form}
                name={`${name}.${tag}`}
                label={goal[name]}
                dir={directionOf(tag)}
                lang={tag}
              />
            ))}
          </details>
        ))}
      </Chapter>
      <Chapter title={goal.sending}>
        <Input form={form} name="email" label={goal.email} dir="ltr" />
        <Input form={form} name="replyTo" label={goal.replyTo} dir="ltr" />
        <Input form={form} name="contact" label={goal.contact} dir="ltr" />
        <Input form={form} name="listId" label={goal.listId} dir="ltr" />
        {form.fields.links !== undefined && (
          <div class="field">
            <label for="links">{goal.links}</label>
            <textarea id="links" name="links" rows={4} dir="ltr" spellcheck={false} readonly={!form.writes}>
              {`\n${form.fields.links}`}
            </textarea>
          </div>
        )}
      </Chapter>
    </>
  )
}

/** The fallback first, then languages that have words, then the others. */
function inOrder({ fields }: Form): LanguageTag[] {
  const weight = (tag: LanguageTag) =>
    tag === fields.fallback ? 0 : Object.keys(spoken).some((name) => fields[`${name}.${tag}`]) ? 1 : 2
  return [...languageTags].sort((one, other) => weight(one) - weight(other))
}
