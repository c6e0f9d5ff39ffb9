import { flowOf, type Theme } from './theme.ts'

/**
 * The wave in a mail. SVG does not work there and an image would be fetched from somewhere, so the arcs are drawn by
 * borders: empty spans, their upper corners rounded. Outlook for Windows rounds nothing and gets a plain line.
 */
export function arcs(theme: Theme, count: number): string {
  const arc =
    '<span class="arc" style="display:inline-block;width:14px;height:8px;margin:0 -1px;' +
    `border:2px solid ${theme.light.brand};border-bottom:0;border-radius:9px 9px 0 0;"></span>`
  return arc.repeat(count)
}

export function divider(theme: Theme): string {
  const { light, direction } = theme
  return (
    `<mj-raw><tr><td dir="${direction}" align="center" style="${flowOf(theme)}padding:16px 40px 32px;font-size:0;line-height:0;">` +
    `<!--[if mso]><p style="border-top:1px solid ${light.line};margin:0;">&nbsp;</p><![endif]-->` +
    `<!--[if !mso]><!--><div role="separator" style="font-size:0;line-height:0;">${arcs(theme, 5)}</div><!--<![endif]-->` +
    '</td></tr></mj-raw>\n'
  )
}
