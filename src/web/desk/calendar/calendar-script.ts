/**
 * The script of the calendar, served as `/assets/calendar.js`: an entry that is dragged to another day moves by as many
 * days in its own form, which is then sent. The hour stays. Without it the form does the same by hand.
 */
export const calendarScript = `(function () {
  var dragged = null
  var dayOf = function (node) { return node.closest ? node.closest('[data-date]') : null }
  var prepare = function () { document.querySelectorAll('.entry').forEach(function (entry) {
    if (entry.draggable || !entry.querySelector('form[data-move]')) return
    entry.draggable = true
    entry.classList.add('movable')
    entry.addEventListener('dragstart', function (event) {
      dragged = entry
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', '')
    })
    entry.addEventListener('dragend', function () { dragged = null })
  }) }
  prepare()
  document.addEventListener('htmx:afterSettle', prepare)
  document.addEventListener('dragover', function (event) {
    var day = dayOf(event.target)
    if (dragged && day && day !== dayOf(dragged)) event.preventDefault()
  })
  document.addEventListener('drop', function (event) {
    var day = dayOf(event.target)
    if (!dragged || !day || day === dayOf(dragged)) return
    event.preventDefault()
    var form = dragged.querySelector('form[data-move]')
    var from = Date.parse(dayOf(dragged).getAttribute('data-date'))
    var by = Date.parse(day.getAttribute('data-date')) - from
    var date = form.elements.namedItem('date')
    date.value = new Date(Date.parse(date.value) + by).toISOString().slice(0, 10)
    form.requestSubmit()
  })
})()
`
