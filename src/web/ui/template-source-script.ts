import { packageModules } from '../package-modules.ts'
import { sourceCompletionScript } from './template-source-completion.ts'
import { sourceLookScript } from './template-source-look.ts'

/** All at once: names found one module after the other would cost a round trip for each step down. */
const early = Object.keys(packageModules)
  .map((name) => `import '${name}'`)
  .join('\n')

/** No dependency of ours: it comes with `@codemirror/language`, whose colours are named by it. */
const colourNames = `import { tags } from '@lezer/highlight'`

/**
 * The script of the editor of a layout's text, served as `/assets/template-source.js`: CodeMirror over the text area, which
 * stays the truth. Each change is written into it and it says `input`, so the preview, the kept words and saving go on as
 * without script. The editor stands in a shadow root: there CodeMirror mounts its styles as constructed style sheets, and
 * the page's policy stays as strict as everywhere.
 */
export const templateSourceScript = `${early}
import { basicSetup } from 'codemirror'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { syntaxHighlighting, HighlightStyle } from '@codemirror/language'
import { xml } from '@codemirror/lang-xml'
import { linter, lintGutter } from '@codemirror/lint'
import { pickedCompletion } from '@codemirror/autocomplete'
${colourNames}

const source = document.getElementById('source')
const place = document.getElementById('source-editor')
if (source && place) start(JSON.parse(place.dataset.settings))

${sourceCompletionScript}
${sourceLookScript}

function start(it) {
  const root = place.attachShadow({ mode: 'open' })
  // The same function at each call: CodeMirror knows a question under way by whom it asked.
  const proposing = [{ autocomplete: valueSource(it) }]
  let writing = false
  const write = EditorView.updateListener.of((update) => {
    if (!update.docChanged) return
    writing = true
    source.value = update.state.doc.toString()
    source.dispatchEvent(new Event('input', { bubbles: true }))
    writing = false
  })
  const view = new EditorView({
    doc: source.value,
    parent: root,
    root,
    extensions: [
      look(),
      basicSetup,
      xml({ elements: elementsOf(it) }),
      EditorState.languageData.of(() => proposing),
      EditorState.phrases.of(it.phrases),
      EditorState.readOnly.of(source.readOnly),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        'aria-label': it.words.label,
        'aria-description': it.words.keys,
        lang: 'en',
        tabindex: '0',
        spellcheck: 'false',
      }),
      lintGutter(),
      linter((now) => check(it, now), { delay: 700 }),
      write,
    ],
  })
  place.hidden = false
  // The stylesheet gives it a display of its own, which hiding alone would not overrule.
  source.style.display = 'none'
  for (const one of document.querySelectorAll('[data-source-words]')) one.hidden = false

  // What others write into the text area, such as the words that the tab kept, comes into the editor.
  const follow = () => {
    const to = view.state.doc.length
    if (!writing && source.value !== view.state.doc.toString())
      view.dispatch({ changes: { from: 0, to, insert: source.value } })
  }
  source.addEventListener('input', follow)
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-kept]')) setTimeout(follow)
    if (event.target.closest('label[for="source"]')) view.focus()
  })
  document.getElementById('source-faults').addEventListener('click', (event) => {
    const link = event.target.closest('[data-at]')
    if (!link) return
    event.preventDefault()
    const [line, column] = link.dataset.at.split(':').map(Number)
    const head = spot(view.state.doc, line, column)
    view.dispatch({ selection: { anchor: head }, effects: EditorView.scrollIntoView(head, { y: 'center' }) })
    view.focus()
  })
}

/** Lines and columns count from 1; a line that is gone since is the last one. */
function spot(doc, line, column) {
  const found = doc.line(Math.max(1, Math.min(line, doc.lines)))
  return Math.min(found.from + column - 1, found.to)
}

/** Asks the check of the desk; the same faults stand beside their lines and in a list that is read out. */
async function check(it, view) {
  const body = new FormData()
  const text = view.state.doc.toString()
  body.append('source', text)
  const answer = await fetch(it.check, { method: 'POST', body, headers: { accept: 'application/json' } }).catch(() => null)
  if (!answer || !answer.ok) {
    tell(it.words.unchecked, [], it)
    return []
  }
  const { faults } = await answer.json()
  // A later text is under way: its own answer counts.
  if (view.state.doc.toString() !== text) return []
  tell(faults.length ? it.words.faults : it.words.sound, faults, it)
  return faults.map(({ line, column, said }) => {
    const from = spot(view.state.doc, line, column)
    const rest = view.state.doc.lineAt(from)
    const word = /^<?\\/?[\\w-]+|^\\\\?\\{+[^}]*\\}+|^./.exec(rest.text.slice(from - rest.from))
    return { from, to: word ? from + word[0].length : from, severity: 'error', message: said }
  })
}

function tell(lead, faults, it) {
  const section = document.getElementById('source-faults')
  section.hidden = false
  section.classList.toggle('bad', faults.length > 0)
  const head = document.createElement('p')
  head.textContent = lead
  const list = document.createElement('ul')
  list.className = 'findings'
  for (const { line, column, said } of faults) {
    const item = document.createElement('li')
    const link = document.createElement('a')
    link.href = '#source-editor'
    link.dataset.at = line + ':' + column
    link.textContent = it.words.line.replace('{line}', line)
    item.append(link, ' ', said)
    list.append(item)
  }
  section.replaceChildren(head, ...(faults.length ? [list] : []))
}
`
