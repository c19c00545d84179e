const FLIGHT_MS = 190

/** A tick of the strip at the thumb flies to the bag; nothing moves for who wants no motion. */
export function flyToBag(): void {
  const from = document
    .querySelector('[data-bottom-bar] [data-strip]')
    ?.firstElementChild?.getBoundingClientRect()
  const bag = document.getElementById('bag-button')
  if (!from || !bag || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const to = bag.getBoundingClientRect()
  const tick = document.createElement('span')
  tick.className = 'pointer-events-none fixed top-0 left-0 z-50 block h-6 w-4 border-2 border-ink bg-yours'
  document.body.append(tick)
  const flight = tick.animate(
    [
      { transform: `translate(${from.left}px, ${from.top - 8}px)` },
      { transform: `translate(${to.left + to.width / 2}px, ${to.top + 12}px) scale(0.6)` },
    ],
    { duration: FLIGHT_MS, easing: 'cubic-bezier(0.3, 0, 0.2, 1)' },
  )
  const land = () => {
    tick.remove()
    bag.animate([{ scale: 1.12 }, { scale: 1 }], 150)
  }
  flight.finished.then(land, land)
}
