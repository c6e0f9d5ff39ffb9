import type { Context } from 'hono'
import { inLanguage } from '../../core/campaign.ts'
import { AppError } from '../../core/error.ts'
import type { Deps } from '../../engine/deps.ts'
import { posterNamed, readPosters } from '../../engine/poster.ts'
import { posterSizes } from '../../render/poster.ts'
import { editionById } from '../../store/campaigns.ts'
import { type Env, page } from '../answer.tsx'
import { attachment } from '../attachment.ts'
import { formOf } from '../reader.ts'
import { ownCampaign } from './campaign-pages.tsx'
import { PostersPage } from './posters.tsx'
import { viewerOf } from './viewer.ts'

/** Posters of a campaign. Drawing one may name a new place, so it is a POST; it answers with the file. */
export function posterPages(deps: Deps) {
  const show = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const edition = campaign.editionId === null ? undefined : await editionById(deps.db, campaign.editionId)
    if (!edition) throw new AppError('not_found', 'campaign', 'nothing has been published yet')
    const { name, fallback } = edition.definition
    const analyst = c.get('officer').role === 'analyst'
    return page(
      c,
      <PostersPage
        viewer={await viewerOf(deps, c)}
        slug={campaign.slug}
        name={inLanguage(name, c.get('deskLanguage'), fallback)}
        {...(await readPosters(deps, campaign))}
        draws={!analyst}
        veil={analyst}
      />,
    )
  }

  const draw = async (c: Context<Env>) => {
    const { slug } = await ownCampaign(deps, c)
    if (c.get('officer').role === 'analyst')
      throw new AppError('forbidden', 'role', 'an analyst reads figures; ask an officer for posters')
    const form = await formOf(c)
    const as = form('as') === 'svg' ? 'svg' : 'html'
    const size = posterSizes.find((one) => one === form('size')) ?? 'A4'
    const place = form('place') ? { place: form('place') } : {}
    const drawn = await posterNamed(deps, { campaign: slug, language: form('language'), size, as, ...place })
    return c.body(drawn.file, 200, {
      'Content-Type': as === 'svg' ? 'image/svg+xml' : 'text/html; charset=utf-8',
      'Content-Disposition': attachment(`${slug}-${drawn.language}-${size}.${as}`),
    })
  }

  return { show, draw }
}
