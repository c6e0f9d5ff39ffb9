import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readSettings } from '../../../src/config.ts'
import { readDefinition } from '../../../src/core/definition.ts'
import { languageTags } from '../../../src/core/language.ts'
import type { Preview } from '../../../src/engine/preview.ts'
import { readCampaignFolder } from '../../../src/node/files.ts'
import { openNode } from '../../../src/node.ts'
import { operatorApi } from '../../../src/web/api/operator.ts'
import { type Operator, operatorOf } from './operator.ts'
import { root } from './workerd.ts'

const slug = 'mobilisation-competences'

/** Both runtimes are asked the same from their first row on, so that rows have the same numbers. */
export function sameBytes(settings: Record<string, string>, atTheEdge: () => Operator): void {
  it('writes the same mails as Node, to the octet, in every language', async () => {
    const node = await openNode(readSettings({ ...settings, MAWJA_DATABASE: ':memory:' }))
    const api = operatorApi(node.deps)
    const onNode = operatorOf(settings.MAWJA_SECRET!, (path, init) => api.request(path, init))
    const [here, there] = await Promise.all([mails(onNode), mails(atTheEdge())])
    await node.close()
    expect(here.size).toBe(languageTags.length * 3)
    for (const [name, mail] of here) expect(there.get(name), name).toEqual(mail)
  }, 120_000)
}

async function mails(operator: Operator): Promise<Map<string, object>> {
  const files = readCampaignFolder(join(root, 'campaigns', slug))
  const { institution, steps } = readDefinition('campaign.yaml', files['campaign.yaml']!)
  const as = 'amina@mcmream.example'
  await operator.say('institution-add', { slug: institution, name: 'Ministère', country: 'MA' })
  await operator.say('officer-add', { email: as, role: 'officer', institution })
  await operator.import(institution, ['hafsa@diaspora.example,Hafsa,El Idrissi,fr|ar,BE'])
  await operator.say('publish', { slug, files, as })
  const written = new Map<string, object>()
  for (const step of steps.filter((one) => one.channel === 'email')) {
    for (const language of languageTags) {
      const question = { campaign: slug, contact: 'hafsa@diaspora.example', step: step.id, language }
      const { eml, ...mail } = await operator.say<Preview>('preview', question)
      written.set(`${step.id} ${language}`, { ...mail, eml: eml.replace(/^Date: .*$/m, '') })
    }
  }
  return written
}
