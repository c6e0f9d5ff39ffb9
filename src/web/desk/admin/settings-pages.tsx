import type { Context } from 'hono'
import { type AppError, statusOf } from '../../../core/error.ts'
import { runCommand } from '../../../engine/commands.ts'
import type { Deps } from '../../../engine/deps.ts'
import { type Env, page } from '../../answer.tsx'
import { fieldsOf } from '../../reader.ts'
import { adminView, inTheName, ownInstitution, refused } from './acting.ts'
import { SettingsPage } from './settings.tsx'
import { changesIn, formOfInstitution, type SettingsForm } from './settings-form.ts'

/** What holds for all campaigns of the institution. */
export function settingsPages(deps: Deps) {
  const show = async (c: Context<Env>, it: { refusal?: AppError; form?: SettingsForm } = {}) => {
    const form = it.form ?? formOfInstitution(await ownInstitution(deps, c))
    const view = await adminView(deps, c, it.refusal)
    return page(c, <SettingsPage {...view} form={form} />, it.refusal ? statusOf[it.refusal.code] : 200)
  }

  const save = async (c: Context<Env>) => {
    const form = await fieldsOf(c)
    const institution = await ownInstitution(deps, c)
    const input = { slug: institution.slug, ...changesIn(form, institution) }
    const answer = await refused(runCommand(inTheName(deps, c), 'institution set', input))
    if ('refusal' in answer) return show(c, { refusal: answer.refusal, form })
    return c.redirect('/desk/admin/settings?done', 303)
  }

  return { show: (c: Context<Env>) => show(c), save }
}
