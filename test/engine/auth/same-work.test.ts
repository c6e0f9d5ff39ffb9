import { expect, it } from 'vitest'
import { enterByPassword } from '../../../src/engine/auth/enter.ts'
import { library } from '../../../src/engine/auth/library.ts'
import { ensureUser } from '../../../src/engine/auth/user.ts'
import { saveOfficer } from '../../../src/store/institutions.ts'
import { freshDb, storeDeps, testInstitution, testNow } from '../../support/database.ts'

it('computes one hash whoever is asked for: nobody, somebody without a password, somebody with another one', async () => {
  const deps = storeDeps(await freshDb())
  const { id: institutionId } = await testInstitution(deps.db)
  const officer = (email: string) =>
    saveOfficer(deps.db, { institutionId, email, role: 'officer', createdAt: testNow })
  await officer('amina@mre.example')
  await officer('driss@mre.example')
  await officer('never@mre.example')
  await ensureUser(deps, 'driss@mre.example', null)
  const { id: userId } = (await ensureUser(deps, 'amina@mre.example', null))!
  await library(deps).api.writePassword({ body: { userId, password: 'une longue phrase à soi' } })

  let hashes = 0
  const { password } = await library(deps).$context
  const { hash, verify } = password
  password.hash = (word) => {
    hashes++
    return hash(word)
  }
  password.verify = (it) => {
    hashes++
    return verify(it)
  }
  const ask = async (email: string) => {
    hashes = 0
    const it = { email, password: 'un autre mot', network: null, headers: new Headers() }
    return [(await enterByPassword(deps, it)).outcome, hashes]
  }
  for (const who of ['nobody', 'never', 'driss', 'amina'])
    expect([who, ...(await ask(`${who}@mre.example`))]).toEqual([who, 'wrong', 1])
})
