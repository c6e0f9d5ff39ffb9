import { readFile } from 'node:fs/promises'
import { type CardMeans, cardDrawer, cardProgram } from '../render/card-draw.ts'
import { inPackage } from './assets.ts'

/** The program and the fonts out of `node_modules`. */
export const cardMeans: CardMeans = {
  program: () => readFile(inPackage(cardProgram)),
  font: (path) => readFile(inPackage(path)),
}

export const drawCard = cardDrawer(cardMeans)
