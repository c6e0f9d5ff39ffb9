import { expect, it } from 'vitest'
import type { Operator } from './operator.ts'
import type { Workerd } from './workerd.ts'

/** What people may ask for as of right, on D1 and over the operator's API: after the journey, with its people. */
export function rights(edge: () => { workerd: Workerd; operator: Operator }): void {
  const whom = { email: 'reader1@diaspora.example', institution: 'mre' }

  it('shows a person all of theirs, puts it right, and erases it without a trace in any table', async () => {
    const { workerd, operator } = edge()
    const figures = () => operator.say('stats', { campaign: 'competences' })
    expect(await operator.say('access', whom)).toMatchObject({
      person: [{ firstName: 'Nom1', country: 'BE' }],
      addresses: [{ channel: 'email', address: whom.email }],
      messages: [{ step: 'invitation', state: 'accepted', subject: 'invitation ar' }],
    })
    await operator.say('rectify', { ...whom, set: { city: 'Outremeuse', 'custom.note': 'x' } })
    expect(await everything(workerd)).toContain('Outremeuse')

    const before = await figures()
    const { erased } = await operator.say<{ erased: Record<string, number> }>('forget', whom)
    expect(erased).toMatchObject({ contacts: 1, addresses: 1, enrollments: 1, messages: 1 })
    const left = await everything(workerd)
    for (const word of [whom.email, 'Nom1', 'Outremeuse'])
      expect([word, left.includes(word)]).toEqual([word, false])
    expect(await figures()).toEqual(before)
    const again = await operator.import('mre', ['reader1@diaspora.example,Nom1,Exemple,ar,BE'])
    expect(again).toMatchObject({ created: 0, suppressed: 1 })
  }, 60_000)

  it('objects, keeps the list, proves retention, and writes the register', async () => {
    const { operator } = edge()
    const other = { email: 'reader2@diaspora.example', institution: 'mre' }
    expect(await operator.say('object', { ...other, to: 'all' })).toEqual({ objected: 'all' })
    expect(await operator.say('suppression-add', whom)).toMatchObject({ reason: 'erased', added: false })
    await expect(operator.say('suppression-remove', { ...whom, because: 'letter 7' })).rejects.toThrow('403')
    const proof = { institutions: { mre: { contact: { days: 1095, removed: 0 } } } }
    expect(await operator.say('retention')).toMatchObject(proof)
    expect(await operator.say('register', { institution: 'mre' })).toMatchObject({ institution: 'mre' })
  }, 60_000)
}

/** Every row of every table as text. */
async function everything({ db }: Workerd): Promise<string> {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'"
  const { results } = await db.prepare(sql).all<{ name: string }>()
  const tables = await Promise.all(results.map(({ name }) => db.prepare(`SELECT * FROM "${name}"`).all()))
  return JSON.stringify(tables.map((table) => table.results))
}
