import { ar } from './visual/ar.ts'
import { en } from './visual/en.ts'
import { fr } from './visual/fr.ts'
import type { DeskLanguage } from './words.ts'

/** What the visual editor of layouts says, GrapesJS's own words among it. */
export type VisualWords = {
  link: string
  title: string
  lead: string
  accessible: string
  source: string
  asText: string
  waiting: string
  missing: string
  failed: string
  ready: string
  refused: Record<
    | 'visual-crossing'
    | 'visual-attribute'
    | 'visual-elements'
    | 'visual-nothing'
    | 'visual-lost'
    | 'visual-unread',
    string
  >
  toolbar: string
  acts: Record<'undo' | 'redo' | 'up' | 'down' | 'copy' | 'remove' | 'desktop' | 'phone', string>
  panels: Record<'blocks' | 'layers' | 'styles' | 'traits' | 'canvas', string>
  blocksHint: string
  blocks: Record<
    'section' | 'columns-2' | 'columns-3' | 'text' | 'button' | 'image' | 'divider' | 'spacer' | 'hero',
    string
  >
  groups: Record<'elements' | 'parts' | 'values', string>
  sample: string
  /** Elements by their name in MJML. */
  elements: Record<string, string>
  parts: Record<string, string>
  values: Record<string, string>
  tags: Record<'onlyIf' | 'unless' | 'otherwise' | 'end' | 'each' | 'note', string>
  /** Attributes of elements. */
  properties: Record<string, string>
  sectors: Record<'colours' | 'text' | 'space' | 'size', string>
  sides: Record<'left' | 'center' | 'right', string>
  empty: string
  settings: string
  value: string
  /** Of the colour picker. */
  picker: Record<'take' | 'leave' | 'none' | 'more' | 'less', string>
  picture: { title: string; address: string; add: string }
  marks: Record<'bold' | 'italic' | 'underline' | 'link', string>
}

const catalogue: Record<DeskLanguage, VisualWords> = { fr, ar, en }
export const visualWords = (language: DeskLanguage): VisualWords => catalogue[language]
