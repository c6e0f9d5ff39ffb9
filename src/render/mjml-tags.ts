/** Elements of MJML 5 with where they may stand and the attributes that letters need; for completion and for checks. */
export type MjmlTag = { name: string; children: readonly string[]; attributes: readonly string[] }

const box = ['padding', 'padding-top', 'padding-bottom', 'padding-left', 'padding-right', 'css-class']
const words = ['color', 'font-family', 'font-size', 'font-weight', 'line-height', 'align', 'letter-spacing']
const background = ['background-color', 'background-url', 'background-size', 'background-repeat']
const inColumn = [
  ...['mj-text', 'mj-button', 'mj-image', 'mj-divider', 'mj-spacer', 'mj-table', 'mj-social', 'mj-navbar'],
  ...['mj-accordion', 'mj-hero', 'mj-raw'],
]
const inBody = ['mj-wrapper', 'mj-section', 'mj-hero', 'mj-raw']
const inHead = ['mj-title', 'mj-preview', 'mj-attributes', 'mj-style', 'mj-breakpoint', 'mj-raw', 'mj-font']

const tag = (name: string, children: readonly string[], ...attributes: readonly string[]): MjmlTag => ({
  name,
  children,
  attributes,
})

export const mjmlTags: readonly MjmlTag[] = [
  tag('mjml', ['mj-head', 'mj-body'], 'lang', 'dir'),
  tag('mj-head', inHead),
  tag('mj-title', []),
  tag('mj-preview', []),
  tag('mj-attributes', ['mj-all', 'mj-class', 'mj-section', 'mj-column', 'mj-wrapper', ...inColumn]),
  tag('mj-all', [], 'font-family', 'padding', 'color'),
  tag('mj-class', [], 'name', 'padding', ...words, 'background-color'),
  tag('mj-style', []),
  tag('mj-breakpoint', [], 'width'),
  tag('mj-font', [], 'name', 'href'),
  tag('mj-body', inBody, 'background-color', 'width', 'css-class'),
  tag('mj-wrapper', ['mj-section', 'mj-hero', 'mj-raw'], 'direction', 'full-width', ...background, ...box),
  tag(
    'mj-section',
    ['mj-column', 'mj-group', 'mj-raw'],
    ...['direction', 'full-width', 'border', 'border-radius', 'text-align'],
    ...background,
    ...box,
  ),
  tag('mj-group', ['mj-column', 'mj-raw'], 'direction', 'width', 'vertical-align', 'background-color'),
  tag(
    'mj-column',
    inColumn,
    ...['direction', 'width', 'vertical-align', 'border', 'border-radius', 'background-color'],
    ...box,
  ),
  tag('mj-text', [], 'height', 'container-background-color', ...words, ...box),
  tag(
    'mj-button',
    [],
    ...['href', 'title', 'background-color', 'border', 'border-radius', 'inner-padding', 'width', 'height'],
    ...words,
    ...box,
  ),
  tag(
    'mj-image',
    [],
    ...['src', 'alt', 'href', 'title', 'width', 'height', 'align', 'border-radius', 'fluid-on-mobile'],
    ...box,
  ),
  tag('mj-divider', [], 'border-color', 'border-style', 'border-width', 'width', 'align', ...box),
  tag('mj-spacer', [], 'height', 'css-class'),
  tag('mj-table', [], 'width', 'cellpadding', 'cellspacing', ...words, ...box),
  tag('mj-social', ['mj-social-element'], 'mode', 'icon-size', 'icon-padding', ...words, ...box),
  tag('mj-social-element', [], 'href', 'src', 'alt', 'name', 'title', 'background-color', ...words),
  tag('mj-navbar', ['mj-navbar-link'], 'base-url', 'align', 'css-class'),
  tag('mj-navbar-link', [], 'href', 'title', ...words, ...box),
  tag('mj-hero', inColumn, 'mode', 'height', 'width', 'vertical-align', ...background, ...box),
  tag('mj-accordion', ['mj-accordion-element'], 'border', 'font-family', ...box),
  tag('mj-accordion-element', ['mj-accordion-title', 'mj-accordion-text'], 'background-color', 'border'),
  tag('mj-accordion-title', [], ...words, ...box),
  tag('mj-accordion-text', [], ...words, ...box),
  tag('mj-raw', [], 'position'),
]
