/** What a page can say that only a page knows. `pay`: went to the bag of a sale; `leave`: left without having tried. */
export const STEPS = ['view', 'remind', 'try', 'pay', 'leave'] as const
export type Step = (typeof STEPS)[number]

const STEP_EVENT = 'stampede:step'

/** Says that it happened on this page. Whether anybody listens, and may, is not the caller's business. */
export function noteStep(step: Step): void {
  window.dispatchEvent(new CustomEvent(STEP_EVENT, { detail: step }))
}

export function onStep(task: (step: Step) => void): void {
  window.addEventListener(STEP_EVENT, (event) => task((event as CustomEvent<Step>).detail))
}
