import { z } from 'zod'
import { AppError } from '../core/error.ts'
import type { LanguageTag } from '../core/language.ts'
import { directionOf } from '../i18n/words.ts'
import { flowOf, padding, themeOf } from '../render/theme.ts'
import { type EditedNode, toSource } from '../render/visual-close.ts'
import { toVisual, type Visual } from '../render/visual-open.ts'

/**
 * A layout as the visual editor shows it, in the colours and the direction of a letter in that language.
 *
 * @param name  says a tag of the template in words
 * @throws AppError `visual-…` when only its text can be edited; `params.line` says where that shows
 */
export function openVisual(it: {
  source: string
  language: LanguageTag
  name: (tag: string) => string
}): Visual {
  const values = valuesOf(it.language)
  const fill = (text: string) =>
    text.replace(/\\?\{\{\{?~?\s*([^{}]*?)\s*~?\}?\}\}/g, (_, path: string) => values[path] ?? '')
  return toVisual(it.source, { name: it.name, fill })
}

/** Colours and directions by the names that layouts have for them. */
export function valuesOf(language: LanguageTag): Readonly<Record<string, string>> {
  const theme = themeOf(language, directionOf(language))
  const named = (scheme: 'light' | 'dark') =>
    Object.entries(theme[scheme]).map(([name, colour]) => [`${scheme}.${name}`, colour])
  return {
    language,
    dir: theme.direction,
    start: theme.start,
    end: theme.end,
    flow: flowOf(theme),
    font: theme.font,
    lineHeight: theme.lineHeight,
    headingHeight: theme.direction === 'rtl' ? '1.5' : '1.3',
    quotePadding: padding(theme, 4, 0, 4, 20),
    ...Object.fromEntries([...named('light'), ...named('dark')]),
  }
}

/**
 * The text of a layout with what was changed in the visual editor.
 *
 * @param nodes  JSON, a list of EditedNode
 * @throws AppError `visual-unread` when it is none, `visual-lost` when a needed part is missing
 */
export function closeVisual(it: { source: string; nodes: string }): string {
  return toSource(it.source, nodesIn(it.nodes))
}

const node: z.ZodType<EditedNode> = z.lazy(() =>
  z.object({
    mark: z.number().int().optional(),
    type: z.string().regex(/^(?:mj-[a-z-]+|mawja-part)$/),
    set: z.record(z.string(), z.string().nullable()).optional(),
    children: z.array(node).optional(),
    content: z.string().optional(),
    part: z.string().optional(),
  }),
)

function nodesIn(json: string): EditedNode[] {
  try {
    return z.array(node).parse(JSON.parse(json))
  } catch {
    throw new AppError('invalid', 'visual-unread', 'what the editor sent cannot be read')
  }
}
