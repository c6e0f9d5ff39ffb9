import program from '@resvg/resvg-wasm/index_bg.wasm'
import { cardDrawer } from '../render/card-draw.ts'
import { presentFile } from './static-file.ts'

/** The program comes compiled with the bundle, since Workers compile nothing themselves; fonts lie beside it. */
export const drawCard = cardDrawer({ program: async () => program, font: presentFile })
