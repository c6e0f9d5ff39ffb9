import { visualCanvasScript } from './template-visual-canvas.ts'

/**
 * The script of the visual editor of layouts, served as `/assets/template-visual.js`. The server takes the text apart into
 * nodes and puts it together again; here they become components of GrapesJS, and what was changed in them goes back.
 * The text area is the truth: whatever is done in the canvas is written into it, and it says `input`.
 */
export const templateVisualScript = `(function () {
  'use strict'
  var root = document.getElementById('visual')
  var source = document.getElementById('source')
  if (!root || !source) return
  var said = document.getElementById('visual-said')
  var form = source.form
  var at = root.getAttribute('data-at')
  var it = JSON.parse(root.getAttribute('data-settings'))
  var words = it.words
  var plugin = window['grapesjs-mjml']
  if (plugin && plugin.default) plugin = plugin.default
  if (!window.grapesjs || !plugin) return tell(words.missing, true)

  var editor = null
  /** The text that the canvas was opened with, and what GrapesJS made of each node at once. */
  var opened = '', base = {}
  var timer = null, pending = false, loading = false, writing = false, turn = 0

  function tell(text, bad) {
    said.textContent = text
    said.classList.toggle('bad', Boolean(bad))
  }
  function ask(what, fields) {
    var body = new FormData()
    Object.keys(fields).forEach(function (name) { body.append(name, fields[name]) })
    return fetch(at + what, { method: 'POST', body: body, headers: { accept: 'application/json' } }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status))
      return answer.json()
    })
  }

  ${visualCanvasScript}

  /** From the text to the canvas. */
  function open() {
    clearTimeout(timer)
    pending = false
    var text = source.value
    return ask('/open', { source: text }).then(function (answer) {
      if (answer.refused) {
        root.hidden = true
        return tell(answer.refused, true)
      }
      root.hidden = false
      opened = text
      loading = true
      editor = editor || canvas()
      return ready(editor).then(function () {
        fill(editor, answer.visual)
        return new Promise(function (done) { setTimeout(done, 60) })
      }).then(function () {
        base = {}
        each(bodyOf(editor), function (component) {
          var mark = component.get('mark')
          if (mark !== undefined && !base[mark]) base[mark] = stateOf(component)
        })
        editor.UndoManager.clear()
        loading = false
        root.setAttribute('data-ready', '')
        tell(words.ready)
      })
    }).catch(function () { loading = false; tell(words.failed, true) })
  }

  /** From the canvas to the text. */
  function write() {
    clearTimeout(timer)
    var mine = ++turn
    var nodes = JSON.stringify(editedNodes(bodyOf(editor)))
    return ask('/source', { source: opened, nodes: nodes }).then(function (answer) {
      if (mine !== turn) return
      // What cannot be put back is not saved as if it had been: it waits until it is undone.
      if (answer.refused) return tell(answer.refused, true)
      pending = false
      tell(words.ready)
      if (source.value === answer.source) return
      writing = true
      source.value = answer.source
      source.dispatchEvent(new Event('input', { bubbles: true }))
      writing = false
      check()
    }).catch(function () { if (mine === turn) tell(words.failed, true) })
  }
  function changed() {
    if (loading || !editor) return
    pending = true
    clearTimeout(timer)
    timer = setTimeout(write, 250)
  }

  var faults = document.getElementById('visual-faults'), checking = 0
  function check() {
    var mine = ++checking
    ask('/../check', { source: source.value }).then(function (answer) {
      if (mine !== checking) return
      var list = faults.querySelector('ul')
      list.textContent = ''
      answer.faults.forEach(function (fault) {
        var line = document.createElement('li')
        line.textContent = fault.line + ': ' + (fault.said || fault.what)
        if (fault.said && fault.said !== fault.what) { line.lang = it.language; line.dir = 'auto' }
        list.appendChild(line)
      })
      faults.hidden = !answer.faults.length
    }).catch(function () {})
  }

  source.addEventListener('change', function () { if (!writing) open() })
  var kept = document.querySelector('[data-kept]')
  if (kept) kept.addEventListener('click', function () { setTimeout(function () { if (source.value !== opened) open() }, 0) })
  // What was changed a moment ago is in the text before the form goes.
  form.addEventListener('submit', function (event) {
    if (!pending) return
    event.preventDefault()
    event.stopImmediatePropagation()
    var button = event.submitter
    write().then(function () { if (!pending) form.requestSubmit(button) })
  }, true)
  /** Fields of GrapesJS stand beside their label without belonging to it. */
  function named() {
    root.querySelectorAll('input, select, textarea').forEach(function (field) {
      if (field.getAttribute('aria-label') || field.type === 'hidden') return
      var row = field.closest('.gjs-sm-property, .gjs-trt-trait')
      var label = row && row.querySelector('.gjs-sm-label, .gjs-label-wrp, .gjs-label')
      field.setAttribute('aria-label', (label && label.textContent.trim()) || words.settings)
    })
  }
  new MutationObserver(named).observe(root, { childList: true, subtree: true })
  // The focus that goes into the frame is seen there.
  window.addEventListener('blur', function () {
    var frame = document.activeElement
    if (frame && frame.tagName === 'IFRAME' && root.contains(frame)) frame.scrollIntoView({ block: 'nearest' })
  })
  root.addEventListener('click', function (event) {
    var button = event.target.closest('[data-do]')
    if (button && editor) act(button.getAttribute('data-do'))
  })
  if (source.readOnly) return tell('', false)
  open()
})()
`
