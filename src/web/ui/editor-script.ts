/**
 * The editor's script, served as `/assets/editor.js`. Without it every button still works but the toolbar, whose marks
 * can be typed. It asks for the preview when typing rests, by the form's own button, and keeps what was typed in this
 * tab (sessionStorage) until it is saved: a session that ended, or a tab that was closed by mistake, costs no words.
 */
export const editorScript = `(function () {
  var form = document.querySelector('form.copy-form')
  if (!form) return
  var body = form.querySelector('textarea[data-body]')
  var show = form.querySelector('[data-preview]')
  var place = 'mawja:' + form.getAttribute('action')
  var timer, dirty = false
  var typed = function () {
    return [].filter.call(form.elements, function (one) {
      return (/^(subject|preheader|headline|status|body|text)$/.test(one.name) || one.hasAttribute('data-typed')) && !one.readOnly && !one.disabled
    })
  }
  var words = function () {
    var all = {}
    typed().forEach(function (one) { all[one.name] = one.value })
    return JSON.stringify(all)
  }
  function store(act) { try { return act(window.sessionStorage) } catch (_) { return null } }
  function soon() {
    dirty = true
    clearTimeout(timer)
    timer = setTimeout(function () {
      store(function (kept) { kept.setItem(place, words()) })
      preview()
      picture()
    }, 700)
  }
  // What it is drawn from is in these two fields, the second where the first says nothing.
  function picture() {
    var card = form.querySelector('img[data-card]')
    if (!card) return
    var said = [form.elements.headline, form.elements.subject].map(function (one) { return one ? one.value.trim() : '' })
    var title = (said[0] || said[1]).slice(0, 300)
    if (!title || title === card.alt) return
    card.alt = title
    card.src = card.getAttribute('data-card') + '&title=' + encodeURIComponent(title)
  }
  // A new frame each time: the button "back" leads to the page before, not through every pause.
  function preview() {
    if (!show || !form.reportValidity()) return
    var frame = form.querySelector('iframe[name="preview"]')
    frame.replaceWith(frame.cloneNode(false))
    form.requestSubmit(show)
  }
  typed().forEach(function (one) { one.addEventListener('input', soon) })
  var views = form.querySelector('.preview')
  if (views) views.addEventListener('change', preview)
  form.addEventListener('submit', function (event) {
    if (event.submitter === show) return
    dirty = false
    store(function (kept) { kept.setItem(place, words()) })
  })
  window.addEventListener('beforeunload', function (event) { if (dirty) event.preventDefault() })

  var offer = document.querySelector('[data-kept]')
  var kept = store(function (all) { return all.getItem(place) })
  if (form.hasAttribute('data-saved') || kept === words()) store(function (all) { all.removeItem(place) })
  else if (kept && offer && typed().length) {
    offer.hidden = false
    offer.addEventListener('click', function (event) {
      var button = event.target.closest('[data-act]')
      if (!button) return
      if (button.getAttribute('data-act') === 'take') {
        var all = JSON.parse(kept)
        typed().forEach(function (one) { if (typeof all[one.name] === 'string') one.value = all[one.name] })
        soon()
      } else store(function (all) { all.removeItem(place) })
      offer.hidden = true
      body.focus()
    })
  }

  var bar = form.querySelector('.toolbar')
  if (!bar || !body) return
  bar.hidden = false
  function put(before, after) {
    var from = body.selectionStart, to = body.selectionEnd
    var chosen = body.value.slice(from, to)
    body.setRangeText(before + chosen + after, from, to, 'end')
    if (!chosen) body.selectionStart = body.selectionEnd = from + before.length
    body.focus()
    soon()
  }
  bar.addEventListener('click', function (event) {
    var button = event.target.closest('[data-before]')
    if (button) put(button.getAttribute('data-before'), button.getAttribute('data-after'))
  })
  var insert = bar.querySelector('select')
  if (insert) insert.addEventListener('change', function () {
    var name = insert.value
    insert.value = ''
    if (name) put('{{' + name + '}}', '')
  })
  body.addEventListener('keydown', function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    var button = bar.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]')
    if (button && event.key) { event.preventDefault(); button.click() }
  })
})()
`
