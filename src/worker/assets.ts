import latin400 from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2'
import latin600 from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2'
import latinExt400 from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2'
import latinExt600 from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2'
import arabic400 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2'
import arabic600 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2'
import tifinagh400 from '@fontsource/noto-sans-tifinagh/files/noto-sans-tifinagh-tifinagh-400-normal.woff2'
import htmx from 'htmx.org/dist/htmx.min.js'
import admin from '../web/assets/admin.css'
import analyst from '../web/assets/analyst.css'
import attention from '../web/assets/attention.css'
import audience from '../web/assets/audience.css'
import base from '../web/assets/base.css'
import button from '../web/assets/button.css'
import calendar from '../web/assets/calendar.css'
import campaigns from '../web/assets/campaigns.css'
import choices from '../web/assets/choices.css'
import controls from '../web/assets/controls.css'
import desk from '../web/assets/desk.css'
import editor from '../web/assets/editor.css'
import figures from '../web/assets/figures.css'
import fonts from '../web/assets/fonts.css'
import form from '../web/assets/form.css'
import live from '../web/assets/live.css'
import mailbox from '../web/assets/mailbox.css'
import mark from '../web/assets/mark.svg'
import ownData from '../web/assets/own-data.css'
import plan from '../web/assets/plan.css'
import preflight from '../web/assets/preflight.css'
import open from '../web/assets/public.css'
import replies from '../web/assets/replies.css'
import sending from '../web/assets/sending.css'
import share from '../web/assets/share.css'
import status from '../web/assets/status.css'
import table from '../web/assets/table.css'
import templateVisual from '../web/assets/template-visual.css'
import timeline from '../web/assets/timeline.css'
import tokens from '../web/assets/tokens.css'
import wave from '../web/assets/wave.css'
import { assetsFrom } from '../web/assets.ts'
import { isStatic, staticFile } from './static-file.ts'

const [sans, arabic, tifinagh] = ['noto-sans', 'noto-sans-arabic', 'noto-sans-tifinagh'].map(
  (name) => `@fontsource/${name}/files/${name}`,
)

const script = 'htmx.org/dist/htmx.min.js'

/** The folder `src/web/assets` and the fonts it names, file by file: a test holds them together. */
const files: Readonly<Record<string, string | ArrayBuffer>> = {
  'admin.css': admin,
  'analyst.css': analyst,
  'attention.css': attention,
  'audience.css': audience,
  'base.css': base,
  'button.css': button,
  'calendar.css': calendar,
  'campaigns.css': campaigns,
  'choices.css': choices,
  'controls.css': controls,
  'desk.css': desk,
  'editor.css': editor,
  'figures.css': figures,
  'fonts.css': fonts,
  'form.css': form,
  'live.css': live,
  'mailbox.css': mailbox,
  'mark.svg': mark,
  'own-data.css': ownData,
  'plan.css': plan,
  'preflight.css': preflight,
  'public.css': open,
  'replies.css': replies,
  'sending.css': sending,
  'share.css': share,
  'status.css': status,
  'table.css': table,
  'template-visual.css': templateVisual,
  'timeline.css': timeline,
  'tokens.css': tokens,
  'wave.css': wave,
  [script]: htmx,
  [`${arabic}-arabic-400-normal.woff2`]: arabic400,
  [`${arabic}-arabic-600-normal.woff2`]: arabic600,
  [`${sans}-latin-400-normal.woff2`]: latin400,
  [`${sans}-latin-600-normal.woff2`]: latin600,
  [`${sans}-latin-ext-400-normal.woff2`]: latinExt400,
  [`${sans}-latin-ext-600-normal.woff2`]: latinExt600,
  [`${tifinagh}-tifinagh-400-normal.woff2`]: tifinagh400,
}

/** Stylesheets, fonts and the mark out of the bundle itself, large files of packages out of what is laid beside it. */
export const assets = assetsFrom(
  async (place, path) => {
    const file = files[path]
    if (file === undefined) return place === 'package' ? staticFile(path) : null
    return file instanceof ArrayBuffer ? new Uint8Array(file) : file
  },
  async (place, path) => Object.hasOwn(files, path) || (place === 'package' && isStatic(path)),
)
