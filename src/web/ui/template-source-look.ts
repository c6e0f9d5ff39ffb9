/**
 * How the editor of a layout's text looks: the desk's own colours, light and dark, which reach into the shadow root. Marks
 * are letters and lines: the pictures that CodeMirror brings are `data:` addresses, and the policy of the page has none.
 */
export const sourceLookScript = `
function look() {
  const mono = 'ui-monospace, monospace'
  const plain = { backgroundColor: 'var(--surface)', color: 'var(--ink)' }
  const theme = EditorView.theme({
    '&': { ...plain, border: '1px solid var(--edge)', borderRadius: 'var(--round)', fontSize: '0.9rem', height: '32rem', maxHeight: '80vh', overflow: 'hidden' },
    '&:focus-within': { outline: '3px solid var(--brand)', outlineOffset: '2px' },
    '.cm-scroller': { fontFamily: mono, lineHeight: '1.5', overflow: 'auto' },
    '.cm-content': { caretColor: 'var(--ink)' },
    '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
    '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--brand-soft)' },
    '.cm-selectionMatch, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--warn-soft)' },
    '.cm-foldPlaceholder': { backgroundColor: 'var(--brand-soft)', color: 'var(--ink)', border: '1px solid var(--edge)' },
    '.cm-panels, .cm-tooltip': { ...plain, borderColor: 'var(--edge)' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: mono, maxWidth: 'min(36rem, 90vw)' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > completion-section': { opacity: 1, fontFamily: 'var(--latin)', color: 'var(--muted)', borderBottomColor: 'var(--line)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--brand)', color: 'var(--surface)' },
    '.cm-completionDetail': { fontFamily: 'var(--latin)', fontStyle: 'normal' },
    '.cm-button, .cm-textfield': { ...plain, backgroundImage: 'none', border: '1px solid var(--edge)', borderRadius: '4px', fontSize: '1em', minHeight: '2rem' },
    '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)' },
    '.cm-searchMatch-selected': { outline: '2px solid var(--accent)' },
    '.cm-panel.cm-search label': { fontSize: '1em' },
    '.cm-lint-marker-error': { content: 'normal', color: 'var(--bad)', fontWeight: '600' },
    '.cm-lint-marker-error:before': { content: '"✕"' },
    '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)' },
    '.cm-diagnostic-error': { borderLeft: '5px solid var(--bad)' },
    '.cm-lintPoint-error:after': { borderBottomColor: 'var(--bad)' },
  })
  const colours = HighlightStyle.define([
    { tag: tags.tagName, color: 'var(--brand)', fontWeight: '600' },
    { tag: tags.angleBracket, color: 'var(--brand)' },
    { tag: tags.attributeName, color: 'var(--warn)' },
    { tag: tags.attributeValue, color: 'var(--good)' },
    { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
    { tag: tags.character, color: 'var(--warn)' },
    { tag: tags.invalid, color: 'var(--bad)' },
  ])
  return [theme, syntaxHighlighting(colours)]
}
`
