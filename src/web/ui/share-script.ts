/**
 * The only script of the public pages, served as `/assets/share.js`: shows two buttons where the browser can do what
 * they say. It asks nobody anything and keeps nothing. A text and no module, because it runs in readers' browsers and
 * must travel as it stands; old phones read it, so it is written for them.
 */
export const shareScript = `(function () {
  var area = document.querySelector('.share')
  if (!area) return
  var send = area.querySelector('[data-share=send]')
  var copy = area.querySelector('[data-share=copy]')
  var link = document.getElementById('share-url')
  var said = area.querySelector('[data-said]')
  if (navigator.share) {
    send.hidden = false
    send.addEventListener('click', function () {
      // The words stand in the addresses of the buttons already.
      var telegram = area.querySelector('[href^="https://t.me/"]')
      var text = new URL(telegram.href).searchParams.get('text')
      navigator.share({ text: text, url: link.value }).catch(function () {})
    })
  }
  if (navigator.clipboard && navigator.clipboard.writeText) {
    copy.hidden = false
    copy.addEventListener('click', function () {
      navigator.clipboard.writeText(link.value).then(
        function () { said.textContent = said.getAttribute('data-said') },
        function () { link.select() }
      )
    })
  }
})()
`
