import { languageTags } from '../core/language.ts'
import type { Templates } from '../render/layout.ts'
import { checkLayout, layoutsWith } from '../render/layout-check.ts'
import type { LayoutFault } from '../render/layout-source.ts'
import type { Institution } from '../store/institutions.ts'
import {
  draftSettings,
  type Layout,
  layoutsOf,
  layoutUses,
  linkedHosts,
  publishedLayouts,
} from '../store/templates.ts'
import type { Deps } from './deps.ts'

/** The files that mails of an institution are made from: the house's, and its own published ones in their place. */
export async function templatesOf(deps: Deps, institutionId: number): Promise<Templates> {
  const own = await publishedLayouts(deps.db, institutionId)
  if (!own.length) return deps.templates
  return { ...deps.templates, ...Object.fromEntries(own.map(({ name, source }) => [`${name}.mjml`, source])) }
}

/** The same verbs with the institution's files. */
export const withTemplates = async (deps: Deps, institutionId: number): Promise<Deps> => ({
  ...deps,
  templates: await templatesOf(deps, institutionId),
})

/** `letter`, `partials/footer`; `new` is a page of the desk. */
export const isLayoutName = (name: string): boolean =>
  /^(?:partials\/)?[a-z0-9][a-z0-9-]{0,62}$/.test(name) && name !== 'new' && name !== 'partials'

/** A campaign that names a layout. `stale`: its edition is older than the layout's published text. */
export type Use = { slug: string; state: string; stale: boolean }

/** A layout or part as the institution has it: the house's, its own, or its own in the place of the house's. */
export type LayoutLine = { name: string; house: boolean; own: Layout | null; uses: readonly Use[] }

export async function listLayouts(deps: Deps, institutionId: number): Promise<LayoutLine[]> {
  const own = await layoutsOf(deps.db, institutionId)
  const house = Object.keys(deps.templates).flatMap(
    (path) => /^(?!service\/)(.+)\.mjml$/.exec(path)?.[1] ?? [],
  )
  const names = [...new Set([...house, ...own.map(({ name }) => name)])].sort(layoutsFirst)
  const used = await usesOf(deps, institutionId)
  const templates = await templatesOf(deps, institutionId)
  return names.map((name) => {
    const mine = own.find((one) => one.name === name) ?? null
    const layouts = layoutsWith(templates, name)
    const uses = used.filter(({ layout }) => layouts.includes(layout))
    return { name, house: house.includes(name), own: mine, uses: bySlug(uses, mine?.publishedAt ?? null) }
  })
}

/** @returns the campaigns that would be made anew with this file */
export async function usesOfLayout(deps: Deps, institutionId: number, name: string): Promise<readonly Use[]> {
  return (await listLayouts(deps, institutionId)).find((line) => line.name === name)?.uses ?? []
}

const layoutsFirst = (one: string, other: string) =>
  Number(one.includes('/')) - Number(other.includes('/')) || (one < other ? -1 : 1)

type Named = { slug: string; state: string; layout: string; publishedAt: number | null }

/** In the newest edition of each campaign, and in what is being written. */
async function usesOf(deps: Deps, institutionId: number): Promise<Named[]> {
  const published = await layoutUses(deps.db, institutionId)
  const drafts = (await draftSettings(deps.db, institutionId)).flatMap(({ slug, state, body }) =>
    // A draft may not be readable as a whole yet; what it names counts all the same.
    [...body.matchAll(/^[\s-]*layout:\s*["']?([a-z0-9][a-z0-9-]*)/gm)].map(([, layout]) => ({
      slug,
      state,
      layout: layout!,
      publishedAt: null,
    })),
  )
  return [...published, ...drafts]
}

function bySlug(uses: readonly Named[], since: number | null): Use[] {
  const all = new Map<string, Use>()
  for (const { slug, state, publishedAt } of uses) {
    const stale = since !== null && publishedAt !== null && publishedAt < since
    all.set(slug, { slug, state, stale: stale || (all.get(slug)?.stale ?? false) })
  }
  return [...all.values()]
}

/**
 * Looks at a text as a layout of the institution; changes nothing.
 *
 * @param thorough  in all languages, as before publishing; else in French and Arabic, one of each direction
 * @returns what is wrong, by line; none = it can be published
 */
export async function lintLayout(
  deps: Deps,
  it: { institution: Institution; name: string; source: string; thorough?: boolean },
): Promise<LayoutFault[]> {
  const templates = await templatesWith(deps, it)
  return checkLayout(deps.compile, {
    templates,
    name: it.name,
    hosts: await pictureHosts(deps, it.institution.id),
    institutionName: it.institution.name,
    languages: it.thorough ? languageTags : ['fr', 'ar'],
  })
}

/** The institution's files with this text among them. */
export async function templatesWith(
  deps: Deps,
  it: { institution: Institution; name: string; source: string },
): Promise<Templates> {
  return { ...(await templatesOf(deps, it.institution.id)), [`${it.name}.mjml`]: it.source }
}

/** Our own host, and those that the institution's campaigns link to: its own sites. */
async function pictureHosts(deps: Deps, institutionId: number): Promise<string[]> {
  const hosts = [new URL(deps.settings.publicUrl).hostname]
  for (const { links, contact } of await linkedHosts(deps.db, institutionId)) {
    hosts.push(...(JSON.parse(links ?? '[]') as string[]), ...(contact ? [new URL(contact).hostname] : []))
  }
  return [...new Set(hosts.map((host) => host.toLowerCase()))].sort()
}
