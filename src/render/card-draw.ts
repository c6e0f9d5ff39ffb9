import { type InitInput, initWasm, Resvg } from '@resvg/resvg-wasm'
import { type Card, type CardFaces, cardSvg } from './card.ts'
import { readFace } from './card-face.ts'

/** Files of the Fontsource packages. */
const [latin, latinExtended, arabic, tifinagh] = [
  '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff',
  '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff',
  '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff',
  '@fontsource/noto-sans-tifinagh/files/noto-sans-tifinagh-tifinagh-400-normal.woff',
] as const
export const cardFonts = [latin, latinExtended, arabic, tifinagh] as const
/** The program that draws. */
export const cardProgram = '@resvg/resvg-wasm/index_bg.wasm'

/** What a runtime brings along: the program, as bytes or compiled where a runtime compiles nothing itself, and the fonts. */
export type CardMeans = {
  program(): Promise<InitInput>
  font(path: (typeof cardFonts)[number]): Promise<Uint8Array>
}

/** A card as PNG, 1200 by 630. */
export type DrawCard = (card: Card) => Promise<Uint8Array>

/** So many pictures are kept, of 50 kB or so: the languages and variants of the campaigns that are under way. */
const mostKept = 64

/**
 * What it needs is loaded at the first card and kept: some 4 MB, and then a twentieth of a second for each card that was
 * not drawn lately. Nobody waits for what another request began: at the edge that request may be over before it is done.
 * A card is drawn without a pause, so two who ask for it at the same time get the same drawing all the same.
 */
export function cardDrawer(means: CardMeans): DrawCard {
  let loaded: CardFaces | undefined
  const kept = new Map<string, Uint8Array>()
  return async (card) => {
    loaded ??= await load(means)
    const key = JSON.stringify([card.language, card.institution, card.title])
    const picture = kept.get(key) ?? pictureOf(card, loaded)
    // Those asked for last stand last.
    kept.delete(key)
    kept.set(key, picture)
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    return picture
  }
}

function pictureOf(card: Card, faces: CardFaces): Uint8Array {
  return drawn(cardSvg(card, faces), faces, (drawing) => {
    const image = drawing.render()
    try {
      return image.asPng()
    } finally {
      image.free()
    }
  })
}

async function load(means: CardMeans): Promise<CardFaces> {
  await start(means)
  return readFaces(means)
}

export async function readFaces({ font }: Pick<CardMeans, 'font'>): Promise<CardFaces> {
  const files = (paths: readonly (typeof cardFonts)[number][]) => Promise.all(paths.map(font))
  return {
    plain: await readFace('plain', await files([latin, latinExtended, tifinagh])),
    joining: await readFace('joining', await files([arabic, latin, latinExtended, tifinagh])),
  }
}

/** Once it runs, the program refuses to be started again. */
let isStarted = false
export async function start({ program }: Pick<CardMeans, 'program'>): Promise<void> {
  if (isStarted) return
  await initWasm(program())
  isStarted = true
}

type Drawing = InstanceType<typeof Resvg>

/** Its memory is the program's own and has to be given back. */
export function drawn<T>(svg: string, { plain, joining }: CardFaces, look: (drawing: Drawing) => T): T {
  const fontBuffers = [plain.sfnt, joining.sfnt]
  const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: plain.name } })
  try {
    return look(drawing)
  } finally {
    drawing.free()
  }
}
