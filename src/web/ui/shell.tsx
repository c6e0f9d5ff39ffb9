import { createContext, type PropsWithChildren, useContext } from 'hono/jsx'
import { directionOf } from '../../i18n/words.ts'
import type { Styles, Stylesheet } from '../assets.ts'

export const StylesContext = createContext<Styles>({
  public: '/assets/public.css',
  own: '/assets/own.css',
  desk: '/assets/desk.css',
  script: '/assets/share.js',
  editor: '/assets/editor.js',
  htmx: '/assets/htmx.js',
})

type Props = PropsWithChildren<{
  language: string
  title: string
  styles: Stylesheet
  skip: string
  /** The page renews parts of itself. */
  renews?: boolean | undefined
  /** What a messenger shows when the address is pasted there. */
  preview?: { title: string; description: string; site: string; url: string; card: string | null }
}>

/** The document around every page of ours: language and direction, one stylesheet. */
export function Shell({ language, title, styles, skip, renews, preview, children }: Props) {
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        {preview && <Preview {...preview} />}
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={useContext(StylesContext)[styles]} />
        {renews && <Htmx />}
      </head>
      <body>
        <a class="skip" href="#main">
          {skip}
        </a>
        {children}
      </body>
    </html>
  )
}

/** Nothing in the page is run as a program, no style is written into it, no other origin is asked. */
const htmxConfig = JSON.stringify({
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyEnabled: false,
})

function Htmx() {
  return (
    <>
      <meta name="htmx-config" content={htmxConfig} />
      <script src={useContext(StylesContext).htmx} defer />
    </>
  )
}

/** Open Graph, and the one name that X wants besides. Pictures are 1200 by 630, as all messengers take them. */
function Preview({ title, description, site, url, card }: NonNullable<Props['preview']>) {
  return (
    <>
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:site_name" content={site} />
      <meta property="og:url" content={url} />
      {card && (
        <>
          <meta property="og:image" content={card} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={title} />
        </>
      )}
      <meta name="twitter:card" content={card ? 'summary_large_image' : 'summary'} />
    </>
  )
}
