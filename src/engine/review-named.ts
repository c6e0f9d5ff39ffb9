import { z } from 'zod'
import { approve } from './approve.ts'
import { command } from './command.ts'
import type { Deps } from './deps.ts'
import { campaignNamed, officerOf } from './named.ts'
import { sendBack } from './send-back.ts'
import { submit } from './submit.ts'

type Named = { campaign: string; as: string }

async function namedOf<It extends Named>(deps: Deps, it: It) {
  const campaign = await campaignNamed(deps, it.campaign)
  return { ...it, campaign, officer: await officerOf(deps, campaign, it.as) }
}

const said = z.strictObject({ campaign: z.string(), as: z.string(), comment: z.string().optional() })

/** The reading of an edition, as an operator says it. */
export const reviewCommands = {
  submit: command(said, async (deps, it) => submit(deps, await namedOf(deps, it))),
  return: command(said.extend({ comment: z.string() }), async (deps, it) =>
    sendBack(deps, await namedOf(deps, it)),
  ),
  approve: command(said, async (deps, it) => approve(deps, await namedOf(deps, it))),
}
