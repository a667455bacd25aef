/* Shows the passkey forms where the browser knows passkeys, and says in words what went wrong. */
document.addEventListener('DOMContentLoaded', () => {
  if (!window.PublicKeyCredential) return
  for (const form of document.querySelectorAll('[data-passkey]')) form.hidden = false
})

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const name = event.detail.exception && event.detail.exception.name
  const words = name === 'InvalidStateError'
    ? 'This device is among your passkeys already.'
    : 'No passkey was used. You may have turned back, or this device has none for this site. Please try again, or use another way.'
  for (const place of document.querySelectorAll('[data-passkey-trouble]')) {
    place.textContent = words
    place.hidden = false
  }
})
