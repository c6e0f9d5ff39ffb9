import { pauseAll } from '../engine/pause-all.ts'
import { backUp, restore } from '../node/backup.ts'
import { secretBeside } from '../node/secret.ts'
import { openNode } from '../node.ts'
import type { Context, Verb } from './verb.ts'

const one = { least: 1, most: 1 }

export const backupVerbs: readonly Verb[] = [
  {
    name: 'backup',
    usage: 'backup FILE',
    does: 'copies the database as it stands, while everything runs, and reads the copy through',
    words: one,
    options: {},
    run: ({ words, settings }) => backUp(settings.database, words[0]!),
  },
  {
    name: 'restore',
    usage: 'restore FILE',
    does: 'puts a backup in the place of the database; campaigns under way are paused',
    words: one,
    options: {},
    run: restoreFile,
  },
]

/**
 * What went out after the backup is not in it and would go out again: so nothing goes out until somebody has looked and
 * said `resume`. The campaigns are paused before the restored rows are there for anybody to send.
 */
async function restoreFile({ words, settings }: Context): Promise<object> {
  const secret = settings.secret ?? secretBeside(settings.database)
  const prepare = async (copy: string) => {
    const node = await openNode({ ...settings, database: copy, secret })
    try {
      return await pauseAll(node.deps)
    } finally {
      await node.close()
    }
  }
  const { prepared, ...answer } = await restore(settings.database, words[0]!, Date.now(), prepare)
  return { ...answer, paused: prepared }
}
