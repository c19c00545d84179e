import { type Chaos, DELIVERY_FATES, type Fate, isCalm, REQUEST_FATES } from '../chaos.ts'

const WORDS: Record<Fate, readonly [label: string, what: string]> = {
  drop: ['Dropped', 'never sent'],
  duplicate: ['Duplicated', 'sent twice'],
  delay: ['Delayed', 'sent later, by the milliseconds below'],
  reorder: ['Reordered', 'overtaken by the next one'],
  tooMany: ['Too many', 'answered 429, nothing done'],
  fail: ['Failed', 'answered 500, nothing done'],
  failAfter: ['Failed after', 'done, then answered 500'],
  loseAnswer: ['Answer lost', 'done, the connection closed'],
}

/** The chaos switches as a form, in per cent; with a plain warning while any of them is on. */
export function switchesSection(chaos: Chaos): string {
  const { settings, met } = chaos
  const share = (fate: Fate) => {
    const [label, what] = WORDS[fate]
    const count = met[fate] ? `, met ${met[fate]}×` : ''
    const value = Math.round(settings[fate] * 1000) / 10
    return `<label><span>${label} %</span>
<input type="number" name="${fate}" min="0" max="100" step="any" value="${value}"><small>${what}${count}</small></label>`
  }
  const storm = isCalm(settings)
    ? ''
    : '<p class="storm"><strong>Chaos is on.</strong> Payments here fail and webhooks go astray on purpose.</p>'
  return `<section class="chaos">${storm}<details${storm ? ' open' : ''}><summary>Chaos switches</summary>
<form method="post" action="/local/stripe" class="switches"><input type="hidden" name="do" value="chaos">
<fieldset><legend>Of the webhooks</legend>${DELIVERY_FATES.map(share).join('')}</fieldset>
<fieldset><legend>Of the requests</legend>${REQUEST_FATES.map(share).join('')}</fieldset>
<fieldset><legend>And</legend>
<label><span>Delay ms</span><input type="number" name="delayMs" min="1" max="600000" value="${settings.delayMs}"><small>of a delayed webhook</small></label>
<label><span>Seed</span><input type="number" name="seed" min="0" max="999999999" value="${settings.seed}"><small>the same seed, the same luck</small></label></fieldset>
<div class="deeds"><button class="main">Set the switches</button><button name="do" value="calm">All off</button></div></form></details></section>`
}
