import type { Context } from 'hono'
import { draftCard } from '../../../engine/card.ts'
import type { Deps } from '../../../engine/deps.ts'
import { bodiesOf, draftOf } from '../../../engine/drafts.ts'
import type { Env } from '../../answer.tsx'
import { drawn, pictureHeaders } from '../../public/card-pages.ts'
import { ownCampaign } from '../campaign-pages.tsx'
import { pathOf } from './file-pages.tsx'

/** As long as titles are that the picture has room for. */
const longest = 300

/** The picture of a landing page as it is saved, or as its title is being typed. Nothing is kept and nothing is counted. */
export function draftCardPage(deps: Deps) {
  return async (c: Context<Env>): Promise<Response> => {
    const campaign = await ownCampaign(deps, c)
    const path = pathOf(c)
    const title = (c.req.query('title') ?? '').slice(0, longest)
    const card = draftCard(bodiesOf(await draftOf(deps, campaign)), path, title)
    const picture = card && (await drawn(deps, card))
    return picture ? c.body(picture, 200, pictureHeaders) : c.body(null, 404)
  }
}
